import http from 'node:http'

/** What a request was answered. */
export interface Answered {
  readonly status: number
  readonly text: string
}

/**
 * A bare keep-alive client. The public client of scenarios asks again and reads every answer; here the client must
 * cost as little as it can, for it shares the machine with what it measures.
 */
export interface Line {
  post(path: string, headers: Readonly<Record<string, string>>, body: string): Promise<Answered>
  get(path: string, headers: Readonly<Record<string, string>>): Promise<Answered>
  close(): void
}

/** Opens a line to a service. */
export function openLine(base: string): Line {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 })
  const { hostname, port } = new URL(base)
  const ask = (
    method: 'GET' | 'POST',
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: string,
  ) =>
    new Promise<Answered>((resolve, reject) => {
      const request = http.request({ agent, hostname, port, method, path, headers }, (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (piece: string) => (text += piece))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
        response.on('error', reject)
      })
      request.on('error', reject)
      request.end(body)
    })
  return {
    post: (path, headers, body) =>
      ask(
        'POST',
        path,
        {
          ...headers,
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
        },
        body,
      ),
    get: (path, headers) => ask('GET', path, headers),
    close: () => agent.destroy(),
  }
}
