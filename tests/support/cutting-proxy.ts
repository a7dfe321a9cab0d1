import { once } from 'node:events'
import net from 'node:net'

/** A line to a local server that can be cut at the worst moment. */
export type CuttingProxy = {
  readonly port: number
  /** Swallows the next answer of the server and cuts the line in its place. */
  cutNextAnswer(): void
  /** Cuts every line now, before anything more goes through; new ones may come. */
  cut(): void
  /** From now on nothing goes through, either way, and nothing is lost. */
  hold(): void
  /** What was held goes through, and whatever comes after it. */
  release(): void
  close(): Promise<void>
}

/** Stands between a client and a server on a loopback port. */
export async function proxyTo(port: number): Promise<CuttingProxy> {
  let cut = false
  let held = false
  const lines = new Set<net.Socket>()
  const server = net.createServer((client) => {
    const upstream = net.connect(port, '127.0.0.1')
    lines.add(client)
    lines.add(upstream)
    if (held) client.pause()
    client.on('data', (bytes) => upstream.write(bytes))
    upstream.on('data', (bytes) => {
      if (!cut) client.write(bytes)
      else {
        cut = false
        client.destroy()
      }
    })
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => undefined)
      one.on('close', () => {
        lines.delete(one)
        other.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    cutNextAnswer: () => {
      cut = true
    },
    cut: () => {
      for (const line of lines) line.destroy()
    },
    hold: () => {
      held = true
      for (const line of lines) line.pause()
    },
    release: () => {
      held = false
      for (const line of lines) line.resume()
    },
    close: async () => {
      for (const line of lines) line.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
