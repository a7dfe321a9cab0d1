import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import { openAttachmentStore } from '@juece/attachments'
import { openBundle, readTimeTokens, redecide, verifyBundle } from '@juece/auditor'
import { randomBytes, utf8Of } from '@juece/cryptography'
import { certificatesOf, timeRequest } from '@juece/cryptography/time-token'
import { checkpointText } from '@juece/ledger'
import { openPool, recordReader } from '@juece/record-store'
import { newestCheckpoint } from '@juece/record-store/seals'
import { addTimeToken, wishForTime } from '@juece/record-store/time-evidence'
import { openDesk } from '@juece/registrar/clock'
import { openCustodyDoor } from '@juece/registrar/clock-custody'
import t from 'tap'
import { v7 } from 'uuid'

import { destroyCertified } from '../../services/worker/src/custodian/destroy.ts'
import { stampedBy, startTimeAuthority } from '../support/time-authority.ts'
import { apiTown, jurisdiction, proposal, type ApiTown, type Told } from './api-town.ts'

async function bundleOf(t: { teardown(fn: () => void): void }, county: ApiTown, matter: string) {
  const answer = await county.app.inject({
    url: `/api/matters/${matter}/bundle?profile=audit`,
    headers: await county.as('auditor'),
  })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'juece-kept-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'bundle.zip')
  writeFileSync(file, answer.rawPayload)
  return openBundle(file)
}

t.test(
  'a bundle of a running matter: heads end it, a token dates it, a certificate accounts for what is gone',
  async (t) => {
    const county = await apiTown(t, { witness: true })
    const id = v7()
    const lodge = async (url: string, person: string, payload: object) => {
      const answer = await county.app.inject({
        method: 'POST',
        url,
        headers: await county.as(person),
        payload,
      })
      return { status: answer.statusCode, ...answer.json<Told>() }
    }
    const matters = `/api/matters/${id}/acts`
    await lodge(matters, 'proposer', proposal)
    await lodge(matters, 'head', { type: 'AssignStudy', unit: `${jurisdiction}/finance-bureau` })
    const digest = await county.paper('将被销毁的材料')
    const opinion = {
      type: 'SubmitStudyOpinion',
      advice: 'start',
      isMajor: true,
      reasons: '重大。',
    }
    const named = await lodge(matters, 'consulted-unit', { ...opinion, opinion: digest })
    t.equal(named.status, 201)
    await county.seal({ cosigned: true })

    const custody = `/api/registers/custody/${jurisdiction}/acts`
    const proposed = await lodge(custody, 'archivist', {
      type: 'ProposeDestruction',
      items: [digest],
      matters: [`matter/${id}`],
      ground: '保管期限届满',
      reviewers: ['openness-reviewer'],
    })
    t.equal(proposed.status, 201)
    const about = { destruction: proposed.position }
    const certify = {
      type: 'CertifyDestruction',
      ...about,
      certificate: await county.paper('证明'),
    }
    t.equal((await lodge(custody, 'archivist', certify)).status, 409, 'nobody has reviewed it')
    const attachments = openAttachmentStore(county.attachmentsDir)
    const registrar = openPool(county.url('registrar'))
    const sealer = openPool(county.url('sealer'))
    t.teardown(() => Promise.all([registrar.end(), sealer.end()]))
    const destroy = () =>
      destroyCertified(recordReader(registrar), attachments, county.attachmentsDir)
    t.same(await destroy(), { destroyed: [], held: [] }, 'without a certificate nothing goes')
    const review = { type: 'ReviewDestruction', ...about, answer: 'destroy', reasons: '已核对' }
    t.equal((await lodge(custody, 'openness-reviewer', review)).status, 201)
    const certified = await lodge(custody, 'archivist', certify)
    t.equal(certified.status, 201)
    const hold = { type: 'PlaceHold', matters: [`matter/${id}`], reasons: '审查' }
    t.equal((await lodge(custody, 'archivist', hold)).status, 201)
    t.same(
      await destroy(),
      { destroyed: [], held: [digest] },
      'a hold keeps what a certificate lists',
    )
    t.equal((await lodge(custody, 'archivist', { ...hold, type: 'LiftHold' })).status, 201)
    t.same(await destroy(), { destroyed: [digest], held: [] })
    t.same(await destroy(), { destroyed: [], held: [] }, 'once')

    const log = { origin: county.origin, policy: county.policy }
    const door = openCustodyDoor(openDesk(county.house), registrar, log)
    const heads = await door.recordHeads()
    t.type(heads.position, 'number')
    t.same((await door.recordHeads()).position, undefined, 'nothing has come since')
    await county.seal({ cosigned: true })
    const authority = await startTimeAuthority()
    t.teardown(() => authority.stop())
    const sealed = await newestCheckpoint(sealer)
    if (sealed === undefined) throw new Error('not sealed')
    await wishForTime(sealer, sealed.size)
    const text = checkpointText({ origin: county.origin, size: sealed.size, root: sealed.root })
    const request = await timeRequest({ of: utf8Of(text), nonce: randomBytes(8) })
    await addTimeToken(sealer, sealed.size, await stampedBy(authority, request))
    // Others go on, and a newer checkpoint stands above the token's.
    await lodge('/api/matters/' + v7() + '/acts', 'proposer', proposal)
    await county.seal({ cosigned: true })

    const bundle = await bundleOf(t, county, id)
    const times = await readTimeTokens(bundle, certificatesOf(authority.certificate))
    const given = { times, ...(county.policy === undefined ? {} : { policy: county.policy }) }
    const verdict = verifyBundle(bundle, given)
    t.same(verdict.findings, [])
    t.match(verdict, {
      exit: 0,
      grades: {
        content: 'sound-with-absences',
        order: 'sound',
        completeness: 'complete',
        independence: 'witnessed',
      },
      of: { endedBy: 'heads', completeBelow: heads.below, times: [{ isKnown: true }] },
    })
    t.same(redecide(bundle).differ, [])
    const [absence] = [...bundle.absences.keys()]
    t.equal(absence, digest)

    const silent = { ...bundle, absences: new Map<never, never>() }
    t.match(verifyBundle(silent, given).findings[0], { code: 'CERTIFICATE_ABSENT' })
  },
)
