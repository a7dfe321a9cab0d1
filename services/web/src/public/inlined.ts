import type { Api } from '../api.ts'
import type { Paper } from '../views.ts'
import { isText, type Inlined } from './parts.ts'

/** The longest paper that stands on a page of something else, in bytes; a longer one has a page of its own. */
const longestInline = 4_000
/** The longest paper that is read on a page at all. */
const longestRead = 400_000

/** The words of the newest paper of each kind, where they are short enough. */
export async function inlinedPapers(
  api: Api,
  matter: string,
  papers: readonly Paper[],
  kinds: readonly string[],
): Promise<readonly Inlined[]> {
  const wanted = kinds.flatMap((kind) => papers.filter((paper) => paper.kind === kind).slice(-1))
  const short = wanted.filter((paper) => isText(paper) && paper.length <= longestInline)
  const read = await Promise.all(
    short.map(async (paper) => ({ paper, text: await wordsOf(api, matter, paper) })),
  )
  return read.flatMap(({ paper, text }) => (text === undefined ? [] : [{ paper, text }]))
}

/** The words of a paper; undefined where it has none that can be shown. */
export async function wordsOf(api: Api, matter: string, paper: Paper): Promise<string | undefined> {
  if (!isText(paper) || paper.length > longestRead) return undefined
  return api.text(`/public/matters/${matter}/papers/${paper.digest}`)
}
