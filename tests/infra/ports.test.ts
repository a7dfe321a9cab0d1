import { createServer } from 'node:net'
import { once } from 'node:events'
import t from 'tap'
import { freePort, portsFrom } from '../../infra/dev/ports.ts'

t.test(
  'free ports lie below the range of outgoing connections and are never given twice',
  async (t) => {
    const ports = await Promise.all(Array.from({ length: 50 }, () => freePort()))
    t.equal(new Set(ports).size, 50)
    t.ok(ports.every((port) => port >= 20_000 && port < 32_768))
  },
)

t.test('with a base the ports follow one another, and one in use is an error', async (t) => {
  const base = await freePort()
  const ports = await portsFrom(['api', 'record'], String(base))
  t.strictSame(ports, { api: base, record: base + 1 })

  const server = createServer().listen(base + 1, '127.0.0.1')
  await once(server, 'listening')
  await t.rejects(
    portsFrom(['api', 'record'], String(base)),
    new RegExp(`${base + 1} \\(record\\)`),
  )
  server.close()
})

t.test('a base that is no port is an error, and none means any free ones', async (t) => {
  for (const base of ['80', '65535', 'x', '1.5']) {
    await t.rejects(portsFrom(['api', 'record'], base), /JUECE_PORT_BASE/)
  }
  const { api, record } = await portsFrom(['api', 'record'], '')
  t.not(api, record)
})
