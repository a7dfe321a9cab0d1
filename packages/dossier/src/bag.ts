import { compareBytes, digestOf, textOf, utf8Of } from '@juece/cryptography'

import { hexOfDigest, type BundleFile } from './layout.ts'

const tagFiles = ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt'] as const
const declaration = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'

/** The four tag files of a BagIt bag (RFC 8493), then the payload sorted by the bytes of its paths. */
export function bagged(payload: readonly BundleFile[], subject: string): readonly BundleFile[] {
  const sorted = [...payload].sort((a, b) => compareBytes(utf8Of(a.path), utf8Of(b.path)))
  const octets = sorted.reduce((sum, { bytes }) => sum + bytes.length, 0)
  const info = `External-Identifier: ${subject}\nPayload-Oxum: ${String(octets)}.${String(sorted.length)}\n`
  const tags = [
    file('bagit.txt', declaration),
    file('bag-info.txt', info),
    file('manifest-sha256.txt', manifestOf(sorted)),
  ]
  return [...tags, file('tagmanifest-sha256.txt', manifestOf(tags)), ...sorted]
}

/** What is wrong with the bag. It decides nothing about the record: the tree does that. */
export type BagFault = {
  readonly file: string
  readonly what: 'changed' | 'missing' | 'unlisted' | 'malformed'
}

/** Compares the manifests with the files, whose paths are those below the root folder. */
export function bagFaults(files: ReadonlyMap<string, Uint8Array>): readonly BagFault[] {
  const payload = [...files.keys()].filter((path) => path.startsWith('data/'))
  const others = [...files.keys()].filter(
    (path) => !path.startsWith('data/') && ![...tagFiles, 'tagmanifest-sha256.txt'].includes(path),
  )
  const bagit = files.get('bagit.txt')
  return [
    ...others.map((path): BagFault => ({ file: path, what: 'unlisted' })),
    ...(bagit !== undefined && text(bagit) !== declaration
      ? [{ file: 'bagit.txt', what: 'malformed' } as const]
      : []),
    ...against(files, 'manifest-sha256.txt', payload),
    ...against(files, 'tagmanifest-sha256.txt', tagFiles),
  ]
}

function against(
  files: ReadonlyMap<string, Uint8Array>,
  name: string,
  expected: readonly string[],
): readonly BagFault[] {
  const manifest = files.get(name)
  if (manifest === undefined) return [{ file: name, what: 'missing' }]
  const listed = listing(text(manifest) ?? '')
  if (listed === undefined) return [{ file: name, what: 'malformed' }]
  return [
    ...expected
      .filter((path) => !listed.has(path))
      .map((path): BagFault => ({ file: path, what: 'unlisted' })),
    ...[...listed].flatMap(([path, hex]): readonly BagFault[] => {
      const bytes = files.get(path)
      if (bytes === undefined) return [{ file: path, what: 'missing' }]
      return hexOfDigest(digestOf(bytes)) === hex ? [] : [{ file: path, what: 'changed' }]
    }),
  ]
}

function listing(manifest: string): ReadonlyMap<string, string> | undefined {
  const listed = new Map<string, string>()
  if (!manifest.endsWith('\n')) return undefined
  for (const line of manifest.slice(0, -1).split('\n')) {
    const [, hex, path] = /^([0-9a-f]{64}) {2}([!-~]+)$/.exec(line) ?? []
    if (hex === undefined || path === undefined || listed.has(path)) return undefined
    listed.set(path, hex)
  }
  return listed
}

function manifestOf(files: readonly BundleFile[]): string {
  return files.map(({ path, bytes }) => `${hexOfDigest(digestOf(bytes))}  ${path}\n`).join('')
}

function file(path: string, content: string): BundleFile {
  return { path, bytes: utf8Of(content) }
}

function text(bytes: Uint8Array): string | undefined {
  try {
    return textOf(bytes)
  } catch {
    return undefined
  }
}
