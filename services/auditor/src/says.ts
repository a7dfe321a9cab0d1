/** Plain words, Chinese first. */
export type Says = { readonly zh: string; readonly en: string }

/** Both languages. */
export function says(zh: string, en: string): Says {
  return { zh, en }
}

/** Both languages on one line. */
export function bothOf({ zh, en }: Says): string {
  return `${zh} / ${en}`
}
