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
  const span = (start: number, end: number) => spanRoot(levels, start, end)
  return {
    size: leaves.length,
    root: (size = leaves.length) => {
      within(size, leaves.length)
      return size === 0 ? emptyRoot : span(0, size)
    },
    inclusion: (index, size = leaves.length) => {
      within(size, leaves.length)
      if (!Number.isSafeInteger(index) || index < 0 || index >= size)
        throw new Error('no such leaf')
      return path(span, index, 0, size)
    },
    consistency: (from, to = leaves.length) => {
      within(to, leaves.length)
      within(from, to)
      return from === 0 || from === to ? [] : prefixProof(span, from, 0, to, true)
    },
  }
}

type Span = (start: number, end: number) => Uint8Array

function path(span: Span, index: number, start: number, end: number): Uint8Array[] {
  if (end - start === 1) return []
  const middle = start + splitOf(end - start)
  return index < middle
    ? [...path(span, index, start, middle), span(middle, end)]
    : [...path(span, index, middle, end), span(start, middle)]
}

function prefixProof(
  span: Span,
  from: number,
  start: number,
  end: number,
  whole: boolean,
): Uint8Array[] {
  if (from === end) return whole ? [] : [span(start, end)]
  const middle = start + splitOf(end - start)
  return from <= middle
    ? [...prefixProof(span, from, start, middle, whole), span(middle, end)]
    : [...prefixProof(span, from, middle, end, false), span(start, middle)]
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
