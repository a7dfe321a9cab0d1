import t from 'tap'
import { verdictPage } from '../../infra/tooling/verdict-page.ts'
import { apiTown } from './api-town.ts'

t.test('the verification page is served with the policy, and may reach nothing', async (t) => {
  const county = await apiTown(t, { witness: true, verdictPage: await verdictPage() })
  const page = await county.app.inject({ url: '/public/verify' })
  t.equal(page.statusCode, 200)
  t.match(page.headers['content-type'], /^text\/html/)
  const csp = String(page.headers['content-security-policy'])
  t.match(csp, /^default-src 'none'; script-src 'sha256-.*frame-ancestors 'none'$/)
  t.notMatch(csp, /unsafe|connect-src/)
  const [, kept = 'null'] = /id="policy">([^<]*)<\/script>/.exec(page.body) ?? []
  t.equal(JSON.parse(kept), county.policy)
  const policy = await county.app.inject({ url: '/public/policy' })
  t.equal(policy.body, county.policy)
})

t.test('without a file there is no page, and the policy names the log alone', async (t) => {
  const county = await apiTown(t)
  t.equal((await county.app.inject({ url: '/public/verify' })).statusCode, 404)
  const policy = await county.app.inject({ url: '/public/policy' })
  t.match(policy.body, county.vkey)
})
