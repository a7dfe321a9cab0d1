import { readFile } from 'node:fs/promises'
import { dirname, extname, resolve } from 'node:path'
import type { Caller, Client } from './client.ts'
import type { Papers } from './fill.ts'
import { fileError } from './scenario-file-error.ts'

/** Stores the papers a file writes out or names beside itself; the same bytes are sent once. */
export function paperStore(client: Client, scenarioPath: string): (by: Caller) => Papers {
  const stored = new Map<string, Promise<string>>()
  const once = (name: string, store: () => Promise<string>): Promise<string> => {
    const known = stored.get(name) ?? store()
    stored.set(name, known)
    return known
  }
  return (by) => ({
    text: (content) =>
      once(`text ${content}`, () =>
        client.store(new TextEncoder().encode(content), 'text/plain; charset=utf-8', by),
      ),
    file: (path) =>
      once(`file ${path}`, async () => {
        const bytes = await readFile(resolve(dirname(scenarioPath), path)).catch(
          (cause: unknown) => {
            throw fileError(
              scenarioPath,
              undefined,
              `读不到材料 ${path} · the paper cannot be read`,
              `路径从场景文件所在目录算起 · paths begin beside the scenario file (${String(cause)})`,
            )
          },
        )
        return client.store(bytes, mediaTypeOf(path), by)
      }),
  })
}

function mediaTypeOf(path: string): string {
  switch (extname(path)) {
    case '.txt':
    case '.md':
      return 'text/plain; charset=utf-8'
    case '.pdf':
      return 'application/pdf'
    default:
      return 'application/octet-stream'
  }
}
