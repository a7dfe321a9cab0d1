/** 归档 · 713: 第三十三条. */
export interface ArchiveState {
  readonly handedOver: readonly { readonly group: string; readonly title: string }[]
  readonly refusals: number
  readonly closedAt?: number
}

/** No dossier yet. */
export const noArchive: ArchiveState = { handedOver: [], refusals: 0 }
