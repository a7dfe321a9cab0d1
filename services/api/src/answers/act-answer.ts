import type { Receipt, ReceiptState } from '@juece/dossier'
import type { Answer } from '@juece/registrar/person'
import { assertNever } from '@juece/kernel'
import type { FastifyReply } from 'fastify'
import type { Dependencies } from '../dependencies.ts'
import { invalid, notFound, sendProblem, unavailable } from '../problem.ts'
import { hasReached } from '../reading/receipt.ts'
import { speakerAt } from './spoken.ts'

/** Where the entry of an act can be read. */
export type EntryPlace = (answer: { readonly stream: string; readonly sequence: number }) => string

/** What a recorded act is told beside its receipt, where the caller prefers the representation. */
export type Representation = () => Promise<Readonly<Record<string, unknown>>>

/** Sends what became of an act, exactly as the contract has it. */
export async function sendAnswer(
  reply: FastifyReply,
  answer: Answer,
  dependencies: Pick<Dependencies, 'desk'>,
  {
    place,
    representation,
    receipt: receiptAt,
    wanted = 'entered',
  }: {
    readonly place: EntryPlace
    readonly representation?: Representation
    /** The receipt of the entry, once it has come as far as was wanted or the time was up. */
    readonly receipt?: (position: number) => Promise<Receipt>
    readonly wanted?: ReceiptState
  },
): Promise<FastifyReply> {
  switch (answer.kind) {
    case 'recorded': {
      const { position, digest, stream, sequence, stage, events, deviations } = answer
      const speaker = deviations.length === 0 ? undefined : await speakerAt(dependencies, position)
      const receipt = await receiptAt?.(position)
      return reply
        .code(receipt === undefined || hasReached(receipt, wanted) ? 201 : 202)
        .header('location', place(answer))
        .send({
          position,
          digest,
          stream,
          sequence,
          stage,
          outcome: { kind: 'recorded', events },
          deviations: speaker?.deviations(deviations) ?? [],
          ...(receipt === undefined ? {} : { receipt }),
          ...(await representation?.()),
        })
    }
    case 'refused': {
      const { position, digest, stream, sequence, grounds, isAboutThePerson } = answer
      const speaker = await speakerAt(dependencies, position)
      const spoken = speaker.grounds(grounds)
      const [first] = spoken
      const receipt = await receiptAt?.(position)
      return sendProblem(reply, {
        status: isAboutThePerson ? 403 : 409,
        kind: isAboutThePerson ? 'not-within-power' : 'refused-by-law',
        title: isAboutThePerson
          ? "不在本人职权之内 · Not within this person's power"
          : '依法不予办理 · Refused by law',
        ...(first === undefined ? {} : { detail: `${first.says['zh-CN']} ${first.says.en}` }),
        headers: { location: place(answer) },
        members: {
          position,
          digest,
          stream,
          sequence,
          grounds: spoken,
          ...(receipt === undefined ? {} : { receipt }),
        },
      })
    }
    case 'invalid':
      return sendProblem(reply, invalid(answer.issues))
    case 'posts':
      return sendProblem(reply, {
        ...invalid([
          {
            path: 'Act-As',
            message: '有几个职务都可以办理，请指明其一 · several posts could act; name one of them',
          },
        ]),
        members: {
          issues: [
            {
              path: 'Act-As',
              message:
                '有几个职务都可以办理，请指明其一 · several posts could act; name one of them',
            },
          ],
          posts: answer.posts,
        },
      })
    case 'reused':
      return sendProblem(reply, {
        status: 422,
        kind: 'key-reused',
        title:
          '同一编号已用于另一内容，以先登记的为准 · This key stands for another act already; the first one stands',
        members: { position: answer.position },
      })
    case 'unknown':
      return sendProblem(reply, notFound)
    case 'stale':
      return sendProblem(reply, {
        status: 412,
        kind: 'stale',
        title: '其间已有新的登记 · Somebody entered an act meanwhile',
        members: { sequence: answer.sequence },
        headers: { etag: `"${answer.sequence}"` },
      })
    case 'unavailable':
      return sendProblem(reply, unavailable(answer.retryAfterSeconds))
    default:
      return assertNever(answer)
  }
}
