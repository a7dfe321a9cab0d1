/** 归档 · 713: 第三十三条. */
export interface ArchiveState {
  readonly handedOver: readonly { readonly group: string; readonly title: string }[]
  /** How often papers were refused so far. */
  readonly refusals: number
  /** 拒不移交: units that refused and have handed over nothing since. */
  readonly refusedBy: readonly string[]
  readonly closedAt?: number
}

/** No dossier yet. */
export const noArchive: ArchiveState = { handedOver: [], refusals: 0, refusedBy: [] }
