import os from 'node:os'

/** One figure of `npm run bench`. */
export interface Figure {
  readonly figure: string
  readonly value: number
  readonly unit: string
  /** What ran beside it in turns, or what is wanted; null where the figure stands alone. */
  readonly against: string | null
  /** The value over what it stands against. */
  readonly ratio: number | null
  readonly seconds: number
  readonly samples: number
  /** Milliseconds, of the single acts, waits or readings behind the value. */
  readonly p50: number | null
  readonly p99: number | null
  readonly host: { readonly cores: number; readonly load: number }
}

/** What a measurement found; the rest of a figure is worked out from it. */
export interface Measured {
  readonly figure: string
  readonly value: number
  readonly unit: string
  readonly against?: { readonly what: string; readonly value: number }
  /** How long it was measured for. */
  readonly ms: number
  /** Milliseconds each; where single ones were not timed, only how many. */
  readonly samples: readonly number[] | number
}

/** A figure from what was measured, and from the host it was measured on. */
export function figureOf({ figure, value, unit, against, ms, samples }: Measured): Figure {
  const sorted = typeof samples === 'number' ? [] : samples.toSorted((a, b) => a - b)
  return {
    figure,
    value: rounded(value),
    unit,
    against: against?.what ?? null,
    ratio: against === undefined ? null : Number((value / against.value).toFixed(3)),
    seconds: Number((ms / 1_000).toFixed(2)),
    samples: typeof samples === 'number' ? samples : samples.length,
    p50: sorted.length === 0 ? null : rounded(quantileOf(sorted, 0.5)),
    p99: sorted.length === 0 ? null : rounded(quantileOf(sorted, 0.99)),
    host: { cores: os.availableParallelism(), load: Number((os.loadavg()[0] ?? 0).toFixed(2)) },
  }
}

/** The value below which this share lies, of values that rise. */
export function quantileOf(rising: readonly number[], share: number): number {
  return rising[Math.min(rising.length - 1, Math.floor(rising.length * share))] ?? 0
}

/** Three figures that mean something, or whole numbers where there are more. */
function rounded(value: number): number {
  return Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(3))
}
