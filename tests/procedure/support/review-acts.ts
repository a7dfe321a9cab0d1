import type { Instant } from '@juece/kernel'
import {
  by,
  date,
  given,
  matterOf,
  members,
  moment,
  paper,
  papers,
  revised,
  sitting,
  type Act,
  type World,
} from './review.ts'

/** Everything a submission for review may bring. */
export const reviewPapers = papers('draft', 'explanation', 'basisList', 'stepsStatement')
/** Everything the steps of the fixture ask the meeting package to bring. */
export const meetingPapers = papers(
  'draft',
  'explanation',
  'adoptionStatement',
  'expertStatement',
  'riskReport',
  'fairCompetition',
  'legalityOpinion',
  'answerTable',
)

export function submitForReview(at: Instant, more: object = {}): Act {
  return {
    by: by('undertaking-unit-principal'),
    at,
    type: 'SubmitForReview',
    with: { draft: 1, papers: reviewPapers, truthStatement: true, ...more },
  }
}
export function acceptForReview(at: Instant, completeOn = '2025-03-03'): Act {
  return {
    by: by('legality-reviewer'),
    at,
    type: 'AcceptForReview',
    with: { completeOn: date(completeOn) },
  }
}
export function addCounsel(at: Instant): Act {
  return {
    by: by('legal-adviser'),
    at,
    type: 'AddCounselOpinion',
    with: {
      counsel: 'legal-adviser',
      capacity: 'legalCounsel',
      question: '权限与程序？',
      opinion: paper(),
    },
  }
}
const basis = [{ instrument: 'R713', article: 12 }]
const examined = { finding: 'lawful', basis }

/** An opinion on the draft of the round, resting on the adviser's. */
export function issueOpinion(world: World, at: Instant, more: object = {}): Act {
  const round = matterOf(world).review.rounds.at(-1)
  return {
    by: by('legality-head'),
    at,
    type: 'IssueLegalityOpinion',
    with: {
      draft: round?.draft ?? 1,
      competence: examined,
      procedure: examined,
      content: examined,
      outcome: 'lawful',
      reasons: '符合规定。',
      counsel: round?.counsel ?? [],
      number: '合审〔2025〕1号',
      opinion: paper(),
      ...more,
    },
  }
}

/** Accepted on Monday 3 March 2025, a working day like those after it; the floor ends with the 12th. */
export function accepted(at = moment('2025-03-03 10:00')): World {
  return given(revised(), submitForReview(moment('2025-03-03 09:00')), acceptForReview(at))
}
/** Reviewed on 5 March. */
export function reviewed(more: object = {}, before: World = accepted()): World {
  const heard = given(before, addCounsel(moment('2025-03-04 09:00')))
  return given(heard, issueOpinion(heard, moment('2025-03-05 09:00'), more))
}
export function submitForDeliberation(at: Instant, more: object = {}): Act {
  return {
    by: by('undertaking-unit-principal'),
    at,
    type: 'SubmitForDeliberation',
    with: { draft: 1, package: meetingPapers, ...more },
  }
}
export function convene(at: Instant, more: object = {}): Act {
  return {
    by: by('government-office'),
    at,
    type: 'ConveneSitting',
    with: {
      organ: 'cn-000000/government',
      kind: 'executive-meeting',
      date: date('2025-03-13'),
      place: '第一会议室',
      chair: 'head',
      members,
      ...more,
    },
  }
}
export function admit(at: Instant, more: object = {}): Act {
  return {
    by: by('government-office'),
    at,
    type: 'AdmitToAgenda',
    with: { sitting, headAgreed: true, ...more },
  }
}
export function openSitting(at: Instant, more: object = {}): Act {
  return {
    by: by('government-office'),
    at,
    type: 'OpenSitting',
    with: { chair: 'head', present: members, absent: [], ...more },
  }
}
export function openItem(at: Instant, more: object = {}): Act {
  return {
    by: by('government-office'),
    at,
    type: 'OpenDeliberation',
    with: { sitting, draft: 1, ...more },
  }
}
export function attendance(who: string, is: 'present' | 'away', at: Instant): Act {
  return { by: by('recorder'), at, type: 'RecordAttendance', with: { member: who, is } }
}

/** On the agenda of the sitting of 13 March, which is not open yet. */
export function onAgenda(
  before: World = reviewed(),
  convened: object = {},
  tabled: object = {},
): World {
  return given(
    before,
    submitForDeliberation(moment('2025-03-06 09:00'), tabled),
    convene(moment('2025-03-06 10:00'), convened),
    admit(moment('2025-03-06 11:00')),
  )
}
/** The item is being discussed by all eight members. */
export function inDeliberation(before: World = onAgenda(), opened: object = {}): World {
  return given(
    before,
    openSitting(moment('2025-03-13 09:00'), opened),
    openItem(moment('2025-03-13 09:30')),
  )
}

type Stance = 'agree' | 'disagree' | 'amend' | 'defer'

export function stance(who: string, takes: Stance = 'agree'): Act {
  return {
    by: by('recorder'),
    at: moment('2025-03-13 09:40'),
    type: 'RecordStance',
    with: { member: who, stance: takes, statement: '意见如上。' },
  }
}
/** Everybody but the head has spoken; so many of them disagree. */
export function spoken(disagreeing = 0, before: World = inDeliberation()): World {
  const others = members.slice(1)
  return given(
    before,
    ...others.map((who, index) => stance(who, index < disagreeing ? 'disagree' : 'agree')),
  )
}
export function decide(decision: string, more: object = {}): Act {
  return {
    by: by('head'),
    at: moment('2025-03-13 10:00'),
    type: 'TakeDecision',
    with: { decision, ...more },
  }
}
export const closeItem: Act = {
  by: by('recorder'),
  at: moment('2025-03-13 10:10'),
  type: 'CloseDeliberation',
}
/** Agreed on 13 March, by all. */
export function decided(before: World = spoken()): World {
  return given(before, decide('agreed'), closeItem)
}
export function report(at: Instant, to = 'partyCommittee'): Act {
  return {
    by: by('government-office'),
    at,
    type: 'OpenPriorReport',
    with: { to, number: '政请〔2025〕1号', sent: date('2025-03-14'), content: paper() },
  }
}
export function reply(at: Instant, more: object = {}): Act {
  return {
    by: by('government-office'),
    at,
    type: 'RecordReply',
    with: {
      from: 'partyCommittee',
      answer: 'consented',
      number: '委复〔2025〕1号',
      date: date('2025-03-17'),
      paper: paper(),
      ...more,
    },
  }
}
/** The party committee has consented by a numbered paper. */
export function reported(before: World = decided()): World {
  return given(before, report(moment('2025-03-14 09:00')), reply(moment('2025-03-17 09:00')))
}
export function checkOpenness(at: Instant, more: object = {}): Act {
  return {
    by: by('openness-reviewer'),
    at,
    type: 'CheckOpenness',
    with: { text: paper(1), outcome: 'public', ...more },
  }
}
export function publish(at: Instant, more: object = {}): Act {
  return {
    by: by('government-office'),
    at,
    type: 'PublishDecision',
    with: {
      text: paper(1),
      number: '政发〔2025〕1号',
      decidedOn: date('2025-03-13'),
      inForce: date('2025-05-01'),
      channels: ['gazette', 'governmentSite', 'newspaper'],
      adoptionExplanation: paper(8),
      ...more,
    },
  }
}
/** Published on 18 March. */
export function published(before: World = reported()): World {
  return given(
    before,
    checkOpenness(moment('2025-03-17 10:00')),
    publish(moment('2025-03-18 09:00')),
  )
}
/** A member lodges for himself. */
