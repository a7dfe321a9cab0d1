/** An answer of the API: its status, and its body where that is JSON. */
export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly retryAfter?: string
}

/** The bytes of a paper on their way. */
export interface Bytes {
  readonly mediaType: string
  readonly length: string | null
  readonly stream: ReadableStream<Uint8Array>
}

/** The API over HTTP: the only way from a page to the record. */
export interface Api {
  get(path: string): Promise<Answer>
  post(path: string, body: object, key: string): Promise<Answer>
  text(path: string): Promise<string | undefined>
  bytes(path: string): Promise<Bytes | undefined>
}

const patienceMs = 15_000

/** The API at an address. Nothing of the caller's headers goes along. */
export function openApi(url: string): Api {
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${url}${path}`, {
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
      ...init,
      headers: { accept: 'application/json', ...init.headers },
    })
  return {
    get: async (path) => answerOf(await ask(path)),
    post: async (path, body, key) =>
      answerOf(
        await ask(path, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': key },
          body: JSON.stringify(body),
        }),
      ),
    text: async (path) => {
      const answer = await ask(path, { headers: { accept: 'text/plain' } })
      const text = await answer.text()
      return answer.ok ? text : undefined
    },
    bytes: async (path) => {
      const answer = await ask(path, { headers: { accept: '*/*' } })
      if (!answer.ok || answer.body === null) {
        await answer.arrayBuffer()
        return undefined
      }
      return {
        mediaType: answer.headers.get('content-type') ?? 'application/octet-stream',
        length: answer.headers.get('content-length'),
        stream: answer.body,
      }
    },
  }
}

async function answerOf(answer: Response): Promise<Answer> {
  const retryAfter = answer.headers.get('retry-after')
  const text = await answer.text()
  return {
    status: answer.status,
    body: parsed(text),
    ...(retryAfter === null ? {} : { retryAfter }),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
