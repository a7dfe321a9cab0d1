// A process that stores one paper after another and says each digest once it is stored: to be killed.
import { openAttachmentStore } from '@juece/attachments'
import { randomBytes } from '@juece/cryptography'

const store = openAttachmentStore(process.argv[2] ?? '')
for (;;) {
  const pieces = (async function* () {
    for (let n = 0; n < 8; n += 1) {
      await new Promise((resolve) => setImmediate(resolve))
      yield randomBytes(8_192)
    }
  })()
  const { digest } = await store.store(pieces, { mediaType: 'application/pdf', maxBytes: 1e6 })
  process.stdout.write(`${digest}\n`)
}
