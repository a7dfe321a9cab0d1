import type { Figure } from './figure.ts'

/** Figures as a person reads them. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((one) => [
    one.figure,
    `${one.value} ${one.unit}`,
    one.ratio === null ? '' : String(one.ratio),
    one.p50 === null ? '' : `${one.p50} / ${one.p99}`,
    one.against ?? '',
  ])
  const head = ['figure', 'value', 'ratio', 'p50 / p99 ms', 'against']
  const widths = head.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => (row[i] ?? '').length)),
  )
  const lineOf = (row: readonly string[]) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd()
  const host = figures.at(-1)?.host
  return [
    lineOf(head),
    ...rows.map(lineOf),
    ...(host === undefined ? [] : ['', `${host.cores} cores, load ${host.load}`]),
  ].join('\n')
}
