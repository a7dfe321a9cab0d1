import { z } from 'zod'

const says = z.object({ 'zh-CN': z.string(), en: z.string() })
const counts = z.record(z.string(), z.int())
const cite = z.object({
  instrument: z.string(),
  article: z.int(),
  paragraph: z.int().optional(),
  item: z.int().optional(),
})
const head = {
  id: z.string(),
  number: z.string().nullable(),
  title: z.string(),
  organ: z.string(),
}

/** A line of a list of consultations. */
const consultationLine = z.object({
  ...head,
  opened: z.string(),
  ends: z.string(),
  answeredAt: z.string().nullable(),
})
/** A page of consultations, and the moment it was asked at. */
export const consultationsView = z.object({
  items: z.array(consultationLine),
  next: z.string().nullable(),
  now: z.string(),
})
/** A page of decisions. */
export const decisionsView = z.object({
  items: z.array(z.object({ ...head, publishedAt: z.string() })),
  next: z.string().nullable(),
})
/** A page of what is not public. */
export const hiddenView = z.object({
  items: z.array(
    z.object({
      number: z.string(),
      organ: z.string(),
      ground: z.string(),
      position: z.int(),
      since: z.string(),
    }),
  ),
  next: z.string().nullable(),
})

const paper = z.object({
  kind: z.string(),
  round: z.int().optional(),
  version: z.int().optional(),
  digest: z.string(),
  length: z.int(),
  mediaType: z.string(),
})
const adoption = z.object({
  position: z.int(),
  at: z.string(),
  counts: counts.nullable(),
  isTold: z.boolean(),
  mainOpinions: z.array(z.string()),
  changes: z.array(z.object({ clause: z.string(), what: z.string() })),
})
const hiddenPart = z.object({ what: z.string(), position: z.int(), at: z.string() })
const step = z.object({ step: z.string(), says, state: z.string() })
const day = z.object({
  date: z.string(),
  counted: z.int().nullable(),
  why: z.string(),
})
const common = {
  ...head,
  units: z.array(z.string()),
  stateName: says,
  papers: z.array(paper),
  adoption: adoption.nullable(),
  hidden: z.array(hiddenPart),
  steps: z.array(step),
}

/** One consultation. */
export const consultationView = z.object({
  ...common,
  now: z.string(),
  status: z.enum(['open', 'closed', 'answered']),
  round: z.int(),
  draft: z.int(),
  publishedAt: z.string(),
  lastDay: z.string(),
  ends: z.string(),
  left: z.object({ calendarDays: z.int(), workingDays: z.int().nullable() }).nullable(),
  shorteningReasons: z.string().nullable(),
  extensions: z.array(
    z.object({
      position: z.int(),
      at: z.string(),
      closes: z.string(),
      reasons: z.string().nullable(),
    }),
  ),
  deadline: z
    .object({
      rule: z.string(),
      cites: z.array(cite),
      days: z.array(day),
      workingOut: z.object({ length: z.int(), unit: z.string() }).optional(),
    })
    .nullable(),
  notice: z
    .object({
      position: z.int(),
      channels: z.array(z.string()),
      ways: z.array(z.string()),
      isFromPaper: z.boolean(),
      background: z.string().nullable(),
      address: z.string().nullable(),
      officeContact: z.string().nullable(),
      privacyNote: z.string().nullable(),
    })
    .nullable(),
  deviations: z.array(z.object({ rule: z.string(), cites: z.array(cite), says })),
  removed: z.object({ count: z.int(), position: z.int() }).nullable(),
  opinions: z.object({
    received: z.int(),
    byChannel: counts.nullable(),
    byOutcome: counts.nullable(),
  }),
  decision: z.string().nullable(),
})

/** One published decision. */
export const decisionView = z.object({
  ...common,
  documentNumber: z.string().nullable(),
  decidedOn: z.string().nullable(),
  inForce: z.string().nullable(),
  publishedAt: z.string(),
  channels: z.array(z.string()),
  executingUnits: z.array(z.string()),
  position: z.int(),
  sameAsDecided: z.boolean().nullable(),
  errata: z.array(z.object({ position: z.int() })),
  opinions: z.object({ received: z.int(), byChannel: counts, byOutcome: counts }).nullable(),
  consultation: z.string().nullable(),
})

/** The opinions of a consultation, one line each. */
export const linesView = z.object({
  items: z.array(
    z.object({
      position: z.int(),
      digest: z.string(),
      receivedAt: z.string(),
      channel: z.string(),
      clause: z.string().optional(),
      outcome: z.string().optional(),
    }),
  ),
  next: z.int().nullable(),
})

/** The catalogues of all organs. */
export const catalogueView = z.object({
  items: z.array(
    z.object({
      organ: z.string(),
      batches: z.array(
        z.object({
          year: z.int(),
          batch: z.int(),
          version: z.int(),
          items: z.array(
            z.object({
              no: z.string(),
              title: z.string(),
              head: z.string(),
              lead: z.string(),
              plannedFinish: z.string(),
              hearing: z.boolean(),
            }),
          ),
        }),
      ),
      closed: z.array(z.object({ year: z.int(), no: z.string(), result: z.string() })),
    }),
  ),
})

/** What became of an opinion. */
export const fateView = z.object({
  receipt: z.looseObject({
    position: z.int(),
    digest: z.string(),
    state: z.enum(['entered', 'sealed', 'witnessed']),
  }),
  state: z.string(),
  window: z.string(),
  receivedAt: z.string(),
  disposition: z.object({ disposition: z.string(), reasons: z.string() }).optional(),
})

/** The stream of a receipt, as the answer to an opinion has it. */
export const receiptView = z.looseObject({ stream: z.string() })

/** A problem, as far as a page tells of it. */
export const problemView = z.object({
  title: z.string(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
  grounds: z
    .array(z.object({ rule: z.string(), cites: z.array(cite), says, mends: says.optional() }))
    .default([]),
})

/** What pages show of these. */
export type Consultations = z.infer<typeof consultationsView>
export type Decisions = z.infer<typeof decisionsView>
export type Hidden = z.infer<typeof hiddenView>
export type Consultation = z.infer<typeof consultationView>
export type Decision = z.infer<typeof decisionView>
export type Lines = z.infer<typeof linesView>
export type Catalogues = z.infer<typeof catalogueView>
export type Fate = z.infer<typeof fateView>
export type Problem = z.infer<typeof problemView>
export type Paper = z.infer<typeof paper>
export type Adoption = z.infer<typeof adoption>
export type Cite = z.infer<typeof cite>
