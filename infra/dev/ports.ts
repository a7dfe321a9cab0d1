import { createServer } from 'node:net'

/** Below the range from which systems draw the ports of outgoing connections. */
const lowest = 20_000
const beyond = 32_768
const taken = new Set<number>()

/** A free loopback port below 32768, not handed out before by this process. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 1000; tries += 1) {
    const port = lowest + Math.floor(Math.random() * (beyond - lowest))
    if (taken.has(port)) continue
    if (await isFree(port)) {
      taken.add(port)
      return port
    }
  }
  throw new Error(`no free port between ${lowest} and ${beyond - 1}`)
}

/**
 * A port for each name. With a base (`JUECE_PORT_BASE`) they follow one another from there, so that a stack has the
 * same addresses each time; one already in use is an error. Without it any free ones are taken.
 */
export async function portsFrom<Name extends string>(
  names: readonly Name[],
  base: string | undefined = process.env['JUECE_PORT_BASE'],
): Promise<Readonly<Record<Name, number>>> {
  const first = base === undefined || base === '' ? undefined : baseOf(base, names.length)
  const pairs: [Name, number][] = []
  for (const [index, name] of names.entries()) {
    if (first === undefined) pairs.push([name, await freePort()])
    else if (await isFree(first + index)) pairs.push([name, first + index])
    else
      throw new Error(`port ${first + index} (${name}) is in use; choose another JUECE_PORT_BASE`)
  }
  return Object.fromEntries(pairs) as Record<Name, number>
}

function baseOf(raw: string, count: number): number {
  const first = Number(raw)
  if (!Number.isInteger(first) || first < 1024 || first + count > 65_536) {
    throw new Error(`JUECE_PORT_BASE must be a number from 1024 to ${65_536 - count}, not ${raw}`)
  }
  return first
}

/** Whether nobody listens on that loopback port. */
export /** Whether nothing listens on the loopback port. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => {
      resolve(false)
    })
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => {
        resolve(true)
      })
    })
  })
}
