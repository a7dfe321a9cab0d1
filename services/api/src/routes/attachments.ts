import multipart from '@fastify/multipart'
import { AttachmentTooLong, type Attachment } from '@juece/attachments'
import { papersNamed } from '@juece/dossier'
import { isDigest } from '@juece/kernel'
import { parseEntry } from '@juece/ledger'
import { enclosedMediaType } from '@juece/privacy'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { attachmentSchema, problemSchema } from '../answers/schemas.ts'
import type { Dependencies } from '../dependencies.ts'
import { callerOf } from '../plugins/sign-in.ts'
import { invalid, notFound, ProblemError, sendProblem } from '../problem.ts'
import { readableMatter } from '../reading/readable.ts'
import type { App } from '../types.ts'
import { matterParams } from './params.ts'

const mediaType = /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+(; ?[a-z0-9-]+=[A-Za-z0-9"._-]+)*$/i

/** 附件 · Papers are stored first, under their own digest, and named by acts afterwards. */
export async function attachments(app: App, dependencies: Dependencies): Promise<void> {
  const { attachments: store, settings, desk } = dependencies
  const maxBytes = settings.limits.attachmentBytes

  // In a scope of its own: here every body is a stream of bytes, whatever it calls itself.
  await app.register(async (scope: App) => {
    scope.removeAllContentTypeParsers()
    await scope.register(multipart, { limits: { files: 1, fileSize: maxBytes, fields: 20 } })
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.post(
      '/api/attachments',
      {
        bodyLimit: maxBytes,
        schema: { querystring: z.object({ enclose: z.literal('true').optional() }) },
        config: {
          doc: {
            summary: '存入附件 · Store a paper',
            description:
              'The raw bytes, or one file of a form; answered with the digest by which acts name it. With enclose=true the paper has personal content: it is encrypted under a key of its own, its clear bytes are kept nowhere, and the digest is that of the encrypted file.',
            tag: 'attachments',
            body: {
              'application/octet-stream': { schema: 'bytes' },
              'multipart/form-data': { schema: 'file' },
            },
            answers: {
              201: { says: 'Stored', schema: attachmentSchema },
              400: { says: 'No file', schema: problemSchema },
              413: { says: 'Too large', schema: problemSchema },
            },
          },
        },
      },
      async (request, reply) => {
        const { bytes, type } = request.isMultipart()
          ? await onlyFile(request)
          : { bytes: request.body as Readable | undefined, type: request.headers['content-type'] }
        if (bytes === undefined) {
          return sendProblem(
            reply,
            invalid([{ path: 'body', message: '没有文件 · there is no file' }]),
          )
        }
        try {
          const limits = { mediaType: mediaTypeOf(type), maxBytes }
          const stored =
            request.query.enclose === 'true'
              ? await storeEnclosed(dependencies, bytes, limits)
              : await store.store(bytes, limits)
          return await reply.code(201).send(stored)
        } catch (why) {
          if (!(why instanceof AttachmentTooLong)) throw why
          return sendProblem(reply, {
            status: 413,
            kind: 'too-large',
            title: `附件不得超过 ${maxBytes} 字节 · A paper has at most ${maxBytes} bytes`,
          })
        }
      },
    )
  })

  app.get(
    '/api/matters/:id/attachments/:digest',
    {
      schema: { params: matterParams.extend({ digest: z.string() }) },
      config: {
        doc: {
          summary: '读取附件 · Read a paper of a matter',
          description: 'Whoever may read the matter reads the papers its entries name.',
          tag: 'attachments',
          answers: {
            200: { says: 'The bytes', schema: 'bytes', mediaType: 'application/octet-stream' },
            404: { says: 'No such paper, or not for this reader', schema: problemSchema },
          },
        },
      },
    },
    async (request, reply) => {
      const { id, digest } = request.params
      await readableMatter(dependencies, callerOf(request), id)
      const stored = await desk.house.reader.readStream(`matter/${id}`)
      const isNamed =
        isDigest(digest) &&
        stored.some(({ bytes }) => {
          const parsed = parseEntry(bytes)
          return (
            parsed.kind === 'entry' &&
            papersNamed(parsed.entry).some((paper) => paper.digest === digest)
          )
        })
      const [bytes, described] = isNamed
        ? await Promise.all([store.open(digest), store.describe(digest)])
        : []
      if (bytes === undefined || described === undefined) throw new ProblemError(notFound)
      return reply
        .type(described.mediaType)
        .header('content-length', described.length)
        .header('content-disposition', 'attachment')
        .send(bytes)
    },
  )
}

async function onlyFile(request: {
  file(): Promise<{ readonly file: Readable; readonly mimetype: string } | undefined>
}): Promise<{ readonly bytes: Readable | undefined; readonly type: string | undefined }> {
  const part = await request.file()
  return { bytes: part?.file, type: part?.mimetype }
}

function mediaTypeOf(header: string | undefined): string {
  return header !== undefined && mediaType.test(header) ? header : 'application/octet-stream'
}

/** The longest paper that is encrypted at once: it is held in memory for a moment. */
const longestEnclosed = 32 * 1024 * 1024

async function storeEnclosed(
  { keyring, attachments: store }: Dependencies,
  bytes: AsyncIterable<Uint8Array>,
  { mediaType: type, maxBytes }: { readonly mediaType: string; readonly maxBytes: number },
): Promise<Attachment> {
  if (keyring === undefined) {
    const message = '这里没有密钥库，不能封存 · there is no keyring here, nothing can be enclosed'
    throw new ProblemError(invalid([{ path: 'enclose', message }]))
  }
  const most = Math.min(maxBytes, longestEnclosed)
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of bytes) {
    length += piece.length
    if (length > most) throw new AttachmentTooLong(most)
    pieces.push(piece)
  }
  const { file } = await keyring.enclosePaper(new Uint8Array(Buffer.concat(pieces)), type)
  return store.store(only(file), { mediaType: enclosedMediaType, maxBytes: file.length })
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
