import { receiptStates, type ReceiptState } from '@juece/dossier'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Wait } from '../reading/receipt.ts'

/** How far an entry shall have come before the answer: the query `wait`. */
export const waitQuery = z.object({
  wait: z
    .enum(receiptStates, {
      error: () => '应为 entered、sealed 或 witnessed · must be entered, sealed or witnessed',
    })
    .optional()
    .meta({
      description:
        'Answer once the entry is entered, sealed by a signed checkpoint, or witnessed by enough others, with its receipt; after the limit (`Prefer: wait=<seconds>`, 10 unless told, 30 at most) 202 with the state reached',
    }),
})

const usualSeconds = 10
const mostSeconds = 30

/** What the caller waits for, and for how long; undefined where he does not wait. */
export function waitOf(request: FastifyRequest, wait: ReceiptState | undefined): Wait | undefined {
  return wait === undefined ? undefined : { for: wait, patienceMs: patienceOf(request) }
}

/** RFC 7240: `Prefer: wait=<seconds>`. */
function patienceOf(request: FastifyRequest): number {
  const preferred = String(request.headers['prefer'] ?? '')
    .split(/[,;]/)
    .flatMap((part) => /^\s*wait\s*=\s*(\d{1,4})\s*$/i.exec(part)?.[1] ?? [])
  return Math.min(Number(preferred[0] ?? usualSeconds), mostSeconds) * 1_000
}
