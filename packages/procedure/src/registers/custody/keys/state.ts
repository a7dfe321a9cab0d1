/** 日志密钥 · The keys of the log, as far as their change was entered. */
export interface LogKeys {
  readonly announced: readonly string[]
  readonly retired: readonly string[]
}

/** The key that was there at the beginning is in the policy, not in the record. */
export const noLogKeys: LogKeys = { announced: [], retired: [] }
