import { parseVerifierKey, policyWithoutWitness } from '@juece/ledger'
import { readFile } from 'node:fs/promises'
import { problemSchema } from '../answers/schemas.ts'
import type { Dependencies } from '../dependencies.ts'
import { notFound, sendProblem } from '../problem.ts'
import type { App } from '../types.ts'

/** Where the page keeps the policy of whoever served it. */
const emptyPolicy = /(<script type="application\/json" id="policy">)\s*null\s*(<\/script>)/

/** 核验页 · The page that checks bundles and receipts with the network off; it is one file to keep. */
export function verdictPage(app: App, { settings }: Dependencies): void {
  const { verdictPage: file, log } = settings
  const policy = log.policy ?? policyWithoutWitness(parseVerifierKey(log.key))
  let read: Promise<{ readonly html: string; readonly csp: string }> | undefined
  app.get(
    '/public/verify',
    {
      config: {
        doc: {
          summary: '核验页 · The verification page',
          description:
            'One HTML file that checks an evidence bundle or a receipt from its bytes alone. It asks nothing of the network and can be kept and opened from disk.',
          tag: 'public',
          isPublic: true,
          answers: {
            200: { says: 'The page', schema: 'html', mediaType: 'text/html' },
            404: { says: 'This service has none', schema: problemSchema },
          },
        },
      },
    },
    async (_request, reply) => {
      if (file === undefined) return sendProblem(reply, notFound)
      read ??= readPage(file, policy)
      const { html, csp } = await read
      return reply
        .header('content-security-policy', csp)
        .header('cache-control', 'no-cache')
        .type('text/html; charset=utf-8')
        .send(html)
    },
  )
  app.get(
    '/public/policy',
    {
      config: {
        doc: {
          summary: '信任策略 · The trust policy of this log',
          description:
            'A C2SP tlog-policy: whose signatures count. From here it is the agency’s own word; who wants more has it by another road.',
          tag: 'public',
          isPublic: true,
          answers: { 200: { says: 'The policy', schema: 'text', mediaType: 'text/plain' } },
        },
      },
    },
    async (_request, reply) => reply.type('text/plain; charset=utf-8').send(policy),
  )
}

/** The page says in itself what it may do; the header says the same, and that nobody frames it. */
async function readPage(file: string, policy: string) {
  const built = await readFile(file, 'utf8')
  const [, own] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(built) ?? []
  if (own === undefined || !emptyPolicy.test(built)) {
    throw new Error(`not a verification page: ${file}`)
  }
  const data = JSON.stringify(policy).replaceAll('<', '\\u003c')
  return {
    html: built.replace(emptyPolicy, (_all, begin: string, end: string) => begin + data + end),
    csp: `${own}; frame-ancestors 'none'`,
  }
}
