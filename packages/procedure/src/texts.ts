/** Whether a text says something. */
export function isFilled(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== ''
}

/** Whether a list names something. */
export function isListed(items: readonly unknown[] | undefined): boolean {
  return items !== undefined && items.length > 0
}

/** The names of the fields that say nothing. */
export function emptyOf(fields: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(fields)
    .filter(([, text]) => !isFilled(text))
    .map(([name]) => name)
}
