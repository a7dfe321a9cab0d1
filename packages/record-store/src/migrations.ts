/** The migrations of the record, in order. What stands here was applied somewhere and never changes. */
export const migrations: readonly string[] = [
  '0001_entries',
  '0002_append',
  '0003_reading',
  '0004_seals',
  '0005_ops',
  '0006_time_evidence',
  '0007_opened',
]
