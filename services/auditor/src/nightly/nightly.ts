import { readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { openNote, parseCheckpoint, parseVerifierKey } from '@juece/ledger'
import { openPool } from '@juece/record-store/connect'

import { checkRecord, type KnownRoot, type NightlyReport } from './check-record.ts'

/** What a night's verification runs on. */
export type NightlySettings = {
  /** The record, with the reader's login. */
  readonly recordUrl: string
  /** The public folder; without it rows are not compared with tiles. */
  readonly tilesDir?: string
  /** The public key of the log, by which the note in the folder is believed. */
  readonly logVkey?: string
  /** Where the report lies from night to night. */
  readonly reportDir?: string
}

/** Verifies the whole record once, and compares with the night before: the number of entries checked must grow. */
export async function verifyNightly(settings: NightlySettings): Promise<NightlyReport> {
  const { tilesDir, reportDir } = settings
  const db = openPool(settings.recordUrl, { service: 'juece-nightly', most: 2 })
  try {
    const tiles =
      tilesDir === undefined
        ? undefined
        : (name: string) =>
            readFile(path.join(tilesDir, name)).then(
              (bytes) => new Uint8Array(bytes),
              () => undefined,
            )
    // Before the record: what is shown was sealed, and what was sealed was entered.
    const shown = await shownBy(settings)
    const { rows } = await db.query<{ size: number; root: Buffer }>(
      'select distinct size, root from record.notes order by size',
    )
    const roots: KnownRoot[] = rows.map(({ size, root }) => ({ size, root: new Uint8Array(root) }))
    const report = await checkRecord(
      db,
      shown === undefined ? roots : [...roots, shown],
      tiles,
      shown?.size ?? 0,
    )
    const before = reportDir === undefined ? undefined : await lastReport(reportDir)
    const compared = withBefore(report, before)
    if (reportDir !== undefined) await keepReport(reportDir, compared, before)
    return compared
  } finally {
    await db.end()
  }
}

/** The note in the public folder, under the key of the log. */
async function shownBy({ tilesDir, logVkey }: NightlySettings): Promise<KnownRoot | undefined> {
  if (tilesDir === undefined || logVkey === undefined) return undefined
  const bytes = await readFile(path.join(tilesDir, 'checkpoint')).catch(() => undefined)
  if (bytes === undefined) return undefined
  return parseCheckpoint(openNote(new Uint8Array(bytes), [parseVerifierKey(logVkey)]).text)
}

function withBefore(report: NightlyReport, before: number | undefined): NightlyReport {
  if (before === undefined || report.entriesChecked >= before) return report
  return {
    ...report,
    findings: [
      {
        what: 'FEWER_THAN_BEFORE',
        position: report.entriesChecked,
        says: `${String(report.entriesChecked)} entries were checked, ${String(before)} the time before: an older record was restored, or its end is gone`,
      },
      ...report.findings,
    ],
  }
}

const reportFile = 'nightly.json'

async function lastReport(dir: string): Promise<number | undefined> {
  const text = await readFile(path.join(dir, reportFile), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const { mostChecked } = JSON.parse(text) as { readonly mostChecked?: unknown }
  return typeof mostChecked === 'number' ? mostChecked : undefined
}

/** As JSON for people, and as Prometheus text for whoever collects files: the gauge must grow. */
async function keepReport(
  dir: string,
  report: NightlyReport,
  before: number | undefined,
): Promise<void> {
  const mostChecked = Math.max(report.entriesChecked, before ?? 0)
  await replace(
    path.join(dir, reportFile),
    `${JSON.stringify({ ...report, mostChecked }, undefined, 2)}\n`,
  )
  await replace(path.join(dir, 'nightly.prom'), metricsOf(report))
}

/** 已核条数 · Figures of a report as Prometheus writes them. */
export function metricsOf({ entriesChecked, checkpointsChecked, findings }: NightlyReport): string {
  return [
    '# HELP juece_nightly_entries_checked Entries verified in the last night; it must grow',
    '# TYPE juece_nightly_entries_checked gauge',
    `juece_nightly_entries_checked ${String(entriesChecked)}`,
    '# HELP juece_nightly_checkpoints_checked Signed roots computed again in the last night',
    '# TYPE juece_nightly_checkpoints_checked gauge',
    `juece_nightly_checkpoints_checked ${String(checkpointsChecked)}`,
    '# HELP juece_nightly_findings What was not as it must be; any pages somebody',
    '# TYPE juece_nightly_findings gauge',
    `juece_nightly_findings ${String(findings.length)}`,
    '',
  ].join('\n')
}

async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.half`, text)
  await rename(`${file}.half`, file)
}
