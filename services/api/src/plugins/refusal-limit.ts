const minuteMs = 60_000

/** Counts the refused acts of a person: whoever is refused all the time waits a moment. */
export interface RefusalLimit {
  /** Seconds to wait; undefined when the person may lodge. */
  wait(person: string): number | undefined
  note(person: string): void
}

/** A window of one minute for each person. */
export function refusalLimit(
  most: number,
  nowMs: () => number = () => performance.now(),
): RefusalLimit {
  const windows = new Map<string, { readonly began: number; count: number }>()
  const current = (person: string) => {
    const window = windows.get(person)
    return window !== undefined && nowMs() - window.began < minuteMs ? window : undefined
  }
  return {
    wait: (person) => {
      const window = current(person)
      if (window === undefined || window.count < most) return undefined
      return Math.max(1, Math.ceil((window.began + minuteMs - nowMs()) / 1000))
    },
    note: (person) => {
      const window = current(person)
      if (window !== undefined) {
        window.count += 1
        return
      }
      if (windows.size > 10_000) windows.clear()
      windows.set(person, { began: nowMs(), count: 1 })
    },
  }
}
