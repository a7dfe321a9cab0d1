import { emptyRoot, nodeHash } from './merkle.ts'

/** Writes proofs over a fixed list of leaf hashes, for the whole tree or any prefix of it. */
export type Prover = {
  readonly size: number
  readonly root: (size?: number) => Uint8Array
  /** The path from the leaf to the root of the first `size` leaves, nearest sibling first. */
  readonly inclusion: (index: number, size?: number) => readonly Uint8Array[]
  /** Shows that the first `from` leaves are a prefix of the first `to`. */
  readonly consistency: (from: number, to?: number) => readonly Uint8Array[]
}

/** Hashes the full subtrees once; each proof then costs the height of the tree. */
export function proverOf(leaves: readonly Uint8Array[]): Prover {
  const levels = fullLevels(leaves)
  const root = ({ start, end }: Span) => spanRoot(levels, start, end)
  return {
    size: leaves.length,
    root: (size = leaves.length) => {
      within(size, leaves.length)
      return size === 0 ? emptyRoot : root({ start: 0, end: size })
    },
    inclusion: (index, size = leaves.length) => {
      within(size, leaves.length)
      return inclusionSpans(index, size).map(root)
    },
    consistency: (from, to = leaves.length) => {
      within(to, leaves.length)
      return consistencySpans(from, to).map(root)
    },
  }
}

/** A run of leaves; `end` is not in it. */
export type Span = { readonly start: number; readonly end: number }

/** The runs whose roots make the path of a leaf, nearest sibling first. */
export function inclusionSpans(index: number, size: number): readonly Span[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new Error('no such leaf')
  return path(index, 0, size)
}

/** The runs whose roots show that the first `from` leaves are a prefix of the first `to`. */
export function consistencySpans(from: number, to: number): readonly Span[] {
  within(from, to)
  return from === 0 || from === to ? [] : prefix(from, 0, to, true)
}

function path(index: number, start: number, end: number): readonly Span[] {
  if (end - start === 1) return []
  const middle = start + splitOf(end - start)
  return index < middle
    ? [...path(index, start, middle), { start: middle, end }]
    : [...path(index, middle, end), { start, end: middle }]
}

function prefix(from: number, start: number, end: number, whole: boolean): readonly Span[] {
  if (from === end) return whole ? [] : [{ start, end }]
  const middle = start + splitOf(end - start)
  return from <= middle
    ? [...prefix(from, start, middle, whole), { start: middle, end }]
    : [...prefix(from, middle, end, false), { start, end: middle }]
}

/** The largest power of two below a number of leaves greater than one. */
export function splitOf(count: number): number {
  let split = 1
  while (split * 2 < count) split *= 2
  return split
}

function fullLevels(leaves: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  const levels: (readonly Uint8Array[])[] = [leaves]
  for (let below = leaves; below.length > 1;) {
    const level: Uint8Array[] = []
    for (let i = 0; i + 1 < below.length; i += 2)
      level.push(nodeHash(at(below, i), at(below, i + 1)))
    levels.push(level)
    below = level
  }
  return levels
}

function spanRoot(
  levels: readonly (readonly Uint8Array[])[],
  start: number,
  end: number,
): Uint8Array {
  const count = end - start
  const level = Math.log2(count)
  if (Number.isInteger(level)) return at(levels[level] ?? [], start / count)
  const middle = start + splitOf(count)
  return nodeHash(spanRoot(levels, start, middle), spanRoot(levels, middle, end))
}

function at(nodes: readonly Uint8Array[], index: number): Uint8Array {
  const node = nodes[index]
  if (node === undefined) throw new Error('no such node')
  return node
}

function within(size: number, most: number): void {
  if (!Number.isSafeInteger(size) || size < 0 || size > most) throw new Error('no such size')
}
