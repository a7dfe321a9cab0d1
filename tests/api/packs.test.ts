import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { calendarDate } from '@juece/kernel'
import { canonicalPrint, packFrom, type PackValues } from '@juece/rulebook'
import { v7 } from 'uuid'
import t from 'tap'
import { openBundle, redecide, verifyBundle } from '../../services/auditor/src/index.ts'
import { apiTown, jurisdiction, proposal, type ApiTown, type Told } from './api-town.ts'

const pack = (values: PackValues) =>
  canonicalPrint(
    packFrom({ jurisdiction, level: 'county', from: calendarDate('2019-09-01'), values }),
  )
async function lodged(county: ApiTown, person: string, url: string, payload: object) {
  const answer = await county.app.inject({
    method: 'POST',
    url: `/api/${url}/acts`,
    headers: await county.as(person),
    payload,
  })
  return { status: answer.statusCode, told: answer.json<Told>() }
}
const adoption = {
  type: 'AdoptPack',
  jurisdiction,
  level: 'county',
  from: '2019-09-01',
  reachesRunning: false,
}
const register = 'registers/law-in-use/current'

t.test(
  'U-03: a pack is proposed, approved, governs what begins, and goes along in the bundle',
  async (t) => {
    const county = await apiTown(t)
    const proposes = async (text: string) =>
      lodged(county, 'qian-an', register, { ...adoption, pack: await county.paper(text) })
    t.match(await proposes('这不是规则包'), { status: 400 })
    t.match(await proposes(pack({ 'md.hearing.materialsDays': 5 })), {
      status: 409,
      told: { grounds: [{ rule: 'MD-D10' }, { rule: 'U-03' }] },
    })
    const before = v7()
    await lodged(county, 'proposer', `matters/${before}`, proposal)
    const proposed = await proposes(pack({ 'md.review.maxWorkdays': 15 }))
    t.equal(proposed.status, 201)
    const approval = { type: 'ApproveRegisterChange', change: proposed.told.sequence, agrees: true }
    t.equal((await lodged(county, 'sun-ping', register, approval)).status, 403)
    t.equal((await lodged(county, 'legality-head', register, approval)).status, 201)

    const after = v7()
    await lodged(county, 'proposer', `matters/${after}`, proposal)
    const view = async (id: string) =>
      (
        await county.app.inject({ url: `/api/matters/${id}`, headers: await county.as('head') })
      ).json<Told & { rules: string }>()
    const { rules } = await view(after)
    t.not(rules, (await view(before)).rules, 'what had begun keeps its own')
    await county.seal()
    for (const id of [before, after]) {
      const answer = await county.app.inject({
        url: `/api/matters/${id}/bundle`,
        headers: await county.as('auditor'),
      })
      const folder = mkdtempSync(path.join(os.tmpdir(), 'juece-pack-'))
      t.teardown(() => rmSync(folder, { recursive: true, force: true }))
      writeFileSync(path.join(folder, 'bundle.zip'), answer.rawPayload)
      const bundle = await openBundle(path.join(folder, 'bundle.zip'))
      t.match(verifyBundle(bundle).grades, { content: 'sound', order: 'sound' })
      const { differ, notChecked } = redecide(bundle)
      t.same([differ, notChecked], [[], []], 'the adoption itself is decided again')
    }
  },
)
