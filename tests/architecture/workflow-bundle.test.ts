import { readFile } from 'node:fs/promises'
import t from 'tap'
import { workflowBundle } from '../../infra/tooling/bundle-workflows.ts'

t.test('the workflow bundle holds our pages, and neither zod nor a database', async (t) => {
  const code = await readFile(await workflowBundle(), 'utf8')
  t.ok(code.includes('workflows/src/major-decision/'), 'the statute pages are in it')
  for (const library of [
    'zod',
    'pg',
    'kysely',
    'pino',
    '@temporalio/worker',
    '@temporalio/client',
  ]) {
    t.notOk(code.includes(`node_modules/${library}/`), `${library} is not in it`)
  }
})

t.test('the bundle is built once for the same code', async (t) => {
  t.equal(await workflowBundle(), await workflowBundle())
})
