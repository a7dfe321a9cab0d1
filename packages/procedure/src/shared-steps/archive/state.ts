import type { Instant } from '@juece/kernel'

/** 归档 · 713: 第三十三条. */
export interface ArchiveState {
  readonly handedOver: readonly { readonly group: string; readonly title: string }[]
  /** How often papers were refused so far. */
  readonly refusals: number
  /** 拒不移交: units that refused and have handed over nothing since. */
  readonly refusedBy: readonly string[]
  readonly closedAt?: number
  /** 移交国家档案馆: when the dossier went there. */
  readonly transferredAt?: Instant
}

/** No dossier yet. */
export const noArchive: ArchiveState = { handedOver: [], refusals: 0, refusedBy: [] }
