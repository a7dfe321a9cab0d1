import { places, type Bundle } from '@juece/dossier'
import type { Json } from '@juece/kernel'
import { parseCanonical } from '@juece/ledger'
import {
  disclosedFrom,
  enclosedIn,
  isDisclosedTruly,
  keyNamed,
  type Disclosed,
  type EnclosedAt,
} from '@juece/privacy'

import type { TrustedEntry } from '../examined.ts'
import type { Finding } from '../finding.ts'
import { says, type Says } from '../says.ts'

/** What became of personal values. */
export type PersonsReport = {
  readonly findings: readonly Finding[]
  /** Values in clear that open what the entry committed to. */
  readonly disclosed: number
  /** Values whose key an entry of the custody register says was destroyed: a state, no fault. */
  readonly erased: number
  readonly notProved: readonly Says[]
}

/** Step 12: each disclosed value opens its commitment, at its place; what is erased has the entry that says so. */
export function checkPersons(bundle: Bundle, trusted: readonly TrustedEntry[]): PersonsReport {
  const entries = new Map(trusted.map((entry) => [entry.position, entry]))
  const erasures = erasuresAmong(trusted)
  const enclosed = trusted.flatMap(({ position, entry }) =>
    enclosedIn(entry.command).map((one) => ({ ...one, position })),
  )
  const files = [...bundle.files].filter(([path]) => path.startsWith('data/disclosed/'))
  const read = files.map(([file, bytes]) => checkFile(file, bytes, entries))
  const erased = enclosed.filter((one) => isErased(one, erasures))
  const shown = new Set(read.flatMap(({ shown: places }) => places))
  const closed = enclosed.filter(
    (one) => !shown.has(`${String(one.position)} ${one.path}`) && !erased.includes(one),
  )
  const n = String(closed.length)
  return {
    findings: read.flatMap(({ findings }) => findings),
    disclosed: shown.size,
    erased: erased.length,
    notProved:
      closed.length === 0
        ? []
        : [
            says(
              `${n} 项个人信息仍为封存，内容未披露`,
              `${n} personal values stay enclosed: what they say is not shown`,
            ),
          ],
  }
}

type FileReport = { readonly findings: readonly Finding[]; readonly shown: readonly string[] }

function checkFile(
  file: string,
  bytes: Uint8Array,
  entries: ReadonlyMap<number, TrustedEntry>,
): FileReport {
  const position = Number(/^data\/disclosed\/(0|[1-9]\d{0,15})\.json$/.exec(file)?.[1])
  const trusted = entries.get(position)
  const lines = linesOf(bytes)
  if (file !== places.disclosed(position) || trusted === undefined) {
    return failed(null, file, '没有这条记录', 'belongs to no entry shown')
  }
  if (lines === undefined) return failed(position, file, '无法读取', 'is no list of values')
  const { stream, command } = trusted.entry
  const enclosed = new Map(enclosedIn(command).map((one) => [one.path, one.enclosed]))
  const isTold = new Set<string>()
  const findings: Finding[] = []
  for (const line of lines) {
    const { path } = line
    const here = enclosed.get(path)
    const isTrue =
      here !== undefined && isDisclosedTruly(here, { stream, command: command.id, path }, line)
    if (!isTrue) {
      findings.push(
        finding(
          position,
          file,
          `${path} 与登记时的承诺不符`,
          `${path} is not what was committed to`,
        ),
      )
    } else if (isTold.has(path)) {
      findings.push(finding(position, file, `${path} 披露了两次`, `${path} stands twice`))
    } else isTold.add(path)
  }
  return { findings, shown: [...isTold].map((path) => `${String(position)} ${path}`) }
}

function linesOf(bytes: Uint8Array): readonly Disclosed[] | undefined {
  try {
    return disclosedFrom(parseCanonical(bytes))
  } catch {
    return undefined
  }
}

type Erasures = { readonly keys: ReadonlySet<string>; readonly places: ReadonlySet<string> }

/** What the custody register says was destroyed: keys, and the places of values whose entry names no key. */
function erasuresAmong(trusted: readonly TrustedEntry[]): Erasures {
  const events = trusted.flatMap(({ entry: { stream, outcome } }) =>
    stream.startsWith('custody/') && outcome.kind === 'recorded'
      ? outcome.events.filter(({ type }) => type === 'KeysDestroyed')
      : [],
  )
  return {
    keys: new Set(events.flatMap(({ keys }) => listOf(keys)).map(String)),
    places: new Set(
      events
        .flatMap(({ values }) => listOf(values))
        .map((value) => {
          const { entry, path } = value as { readonly entry?: Json; readonly path?: Json }
          return `${String(entry)} ${String(path)}`
        }),
    ),
  }
}

function isErased(
  { position, path, enclosed }: EnclosedAt & { readonly position: number },
  { keys, places: erased }: Erasures,
): boolean {
  const key = keyNamed(enclosed)
  return (key !== undefined && keys.has(key)) || erased.has(`${String(position)} ${path}`)
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : []
}

function failed(position: number | null, file: string, zh: string, en: string): FileReport {
  return { findings: [finding(position, file, zh, en)], shown: [] }
}

function finding(position: number | null, file: string, zh: string, en: string): Finding {
  return {
    code: 'DISCLOSURE_FALSE',
    position,
    file,
    says: says(`披露的个人信息：${zh}`, `a disclosed value: ${en}`),
  }
}
