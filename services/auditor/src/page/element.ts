type Child = Node | string | undefined

/** An element with attributes and children; text is text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children.filter((child) => child !== undefined))
  return made
}

/** The element of the page with this id. */
export function found(id: string): HTMLElement {
  const there = document.getElementById(id)
  if (there === null) throw new Error(`the page has no ${id}`)
  return there
}
