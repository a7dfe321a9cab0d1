import { a, list, object, optional, required, word, demanded } from '../../fields.ts'
import { specification } from '../../specification.ts'

const folder = 'registers/offices'
const door = 'offices'

/** 任职: proposed by one administrator, in force when another approves. */
export const appointToPost = specification({
  type: 'AppointToPost',
  event: 'AppointedToPost',
  door,
  folder,
  who: ['AD'],
  rows: ['SoD-17', 'SoD-22'],
  says: { 'zh-CN': '任命职务', en: 'Appoint an official to a post' },
  fields: {
    official: required(a('person'), 'wang-fang'),
    subject: required(
      object({
        issuer: required(a('text'), 'https://login.example'),
        sub: required(a('text'), 'wang-fang'),
      }),
    ),
    organ: required(a('organ'), 'cn-000000/urban-management-bureau'),
    post: required(a('post'), 'undertaking-unit-handler'),
    name: optional(a('text')),
    institution: optional(a('text')),
    from: optional(a('instant')),
    until: optional(a('instant')),
    document: optional(a('digest')),
  },
})

/** 免职. */
export const endAppointment = specification({
  type: 'EndAppointment',
  event: 'AppointmentEnded',
  door,
  folder,
  who: ['AD'],
  rows: ['SoD-17', 'SoD-22'],
  says: { 'zh-CN': '免去职务', en: 'End an appointment' },
  fields: {
    official: required(a('official')),
    organ: required(a('organ'), 'cn-000000/urban-management-bureau'),
    post: required(a('post'), 'undertaking-unit-handler'),
    until: required(a('instant'), '2024-06-30T16:00:00.000Z'),
    document: optional(a('digest')),
  },
})

/** 代行职权与授权: with document and dates (SoD-23). */
export const grantActingAuthority = specification({
  type: 'GrantActingAuthority',
  event: 'ActingAuthorityGranted',
  door,
  folder,
  who: ['AD'],
  rows: ['SoD-23', 'SoD-17'],
  says: { 'zh-CN': '登记代行职权或授权', en: 'Grant acting authority' },
  fields: {
    kind: required(word('authorisedLeader', 'actingHead', 'actingPrincipal', 'substitute')),
    official: required(a('official')),
    organ: required(a('organ'), 'cn-000000/government'),
    post: required(a('post'), 'executive-deputy'),
    scope: optional(list(a('text'))),
    from: required(a('instant'), '2024-01-02T01:00:00.000Z'),
    until: demanded(a('instant'), '2024-12-31T16:00:00.000Z'),
    appointedBy: required(word('head', 'organ', 'peoplesCongressCommittee')),
    document: demanded(a('digest'), '$attachment'),
  },
})

/** 批准登记变更: the second administrator. */
export const approveRegisterChange = specification({
  type: 'ApproveRegisterChange',
  event: 'RegisterChangeApproved',
  door,
  folder,
  // The head of the legality review for policy packs; each register says which of them approves what.
  who: ['AD', 'LRH'],
  rows: ['SoD-22'],
  says: { 'zh-CN': '批准登记变更', en: 'Approve a change of the register' },
  fields: {
    change: required(a('change')),
    agrees: required(a('bool'), true),
  },
})
