/** F2.6 at its full length: the same claim as tests/procedure/walks.test.ts, over ten thousand walks. */
process.env['JUECE_WALKS'] ??= '10000'
await import('../procedure/walks.test.ts')
