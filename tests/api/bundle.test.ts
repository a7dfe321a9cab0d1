import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { v7 } from 'uuid'
import t from 'tap'
import { explain, openBundle, redecide, verifyBundle } from '../../services/auditor/src/index.ts'
import { apiTown, jurisdiction, proposal } from './api-town.ts'

t.test('the bundle verifies and every entry of it is decided again the same', async (t) => {
  const county = await apiTown(t)
  const id = v7()
  const act = async (person: string, payload: object) =>
    county.app.inject({
      method: 'POST',
      url: `/api/matters/${id}/acts`,
      headers: await county.as(person),
      payload,
    })
  await act('proposer', proposal)
  await act('consulted-unit', { type: 'AssignStudy', unit: `${jurisdiction}/finance-bureau` })
  await act('head', { type: 'AssignStudy', unit: `${jurisdiction}/finance-bureau` })
  await act('consulted-unit', {
    type: 'SubmitStudyOpinion',
    advice: 'start',
    isMajor: true,
    reasons: '属于重大公共政策。',
    opinion: await county.paper('同意启动'),
  })
  const url = `/api/matters/${id}/bundle`
  const ask = async () => county.app.inject({ url, headers: await county.as('auditor') })
  const early = await ask()
  t.equal(early.statusCode, 503, 'nothing is sealed yet')
  t.ok(early.headers['retry-after'])

  await county.seal()
  const answer = await ask()
  t.equal(answer.statusCode, 200)
  t.match(answer.headers, { 'content-type': 'application/zip' })
  t.same((await ask()).rawPayload, answer.rawPayload, 'the same entries and seal: the same bytes')

  const folder = mkdtempSync(path.join(os.tmpdir(), 'juece-bundle-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'bundle.zip')
  writeFileSync(file, answer.rawPayload)
  const bundle = await openBundle(file)
  t.equal(bundle.manifest.profile, 'audit')
  t.same(bundle.manifest.subject, [`matter/${id}`])
  const verdict = verifyBundle(bundle)
  t.same(
    verdict.findings.filter(({ code }) => !String(code).includes('witness')),
    [],
  )
  t.match(verdict.grades, { content: 'sound', order: 'sound' })
  const again = redecide(bundle)
  t.same(again.differ, [])
  t.same(again.notChecked, [])
  t.equal(again.agree, bundle.manifest.entries.length)
  // 十二问: from the same bytes.
  const { matters, decidedOtherwise } = explain(bundle)
  t.same(decidedOtherwise, [])
  t.same(
    matters[0]?.questions.map(({ number }) => number),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  )
  t.match(matters[0]?.questions[1]?.facts[0]?.says, { zh: /提出/, en: /: / })
})
