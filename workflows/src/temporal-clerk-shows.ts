import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common'
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow'
import type { Progress } from '@juece/procedure/facts'

const matterKind = defineSearchAttributeKey('MatterKind', SearchAttributeType.KEYWORD)
const matterStage = defineSearchAttributeKey('MatterStage', SearchAttributeType.KEYWORD)

/** For operators' lists: one event when kind or stage differ from what the engine shows. */
export function shows({ kind, stage }: Progress): void {
  const { typedSearchAttributes: shown } = workflowInfo()
  if (shown.get(matterKind) === kind && shown.get(matterStage) === stage) return
  upsertSearchAttributes([
    { key: matterKind, value: kind },
    { key: matterStage, value: stage },
  ])
}
