import { defaultPayloadConverter as plain, type PayloadConverter } from '@temporalio/common'

/** Never throws on what it cannot read: a spoilt nudge must not stop the matter. For client, worker and bundle. */
export const payloadConverter: PayloadConverter = {
  toPayload: (value, context) => plain.toPayload(value, context),
  fromPayload<T>(payload: Parameters<typeof plain.fromPayload>[0]): T {
    try {
      return plain.fromPayload<T>(payload)
    } catch {
      return undefined as T
    }
  },
}
