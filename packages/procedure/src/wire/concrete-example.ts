import type { AnySpecification } from '../specification.ts'
import { exampleOf, type Example } from './example.ts'

const matter = '01900000-0000-7000-8000-000000000001'
const sitting = 'sittings/01900000-0000-7000-8000-000000000002'
const paper = `sha256:${'0123456789abcdef'.repeat(4)}`

/** The organs of the invented county, by role. */
const organs: Readonly<Record<string, string>> = {
  proposer: 'development-bureau',
  'government-office': 'government-office',
  'office-director': 'government-office',
  recorder: 'government-office',
  'openness-reviewer': 'government-office',
  administrator: 'government-office',
  'undertaking-unit-handler': 'urban-management-bureau',
  'undertaking-unit-principal': 'urban-management-bureau',
  'unit-legal-staff': 'urban-management-bureau',
  'consulted-unit': 'finance-bureau',
  'legality-reviewer': 'justice-bureau',
  'legality-head': 'justice-bureau',
  'legal-adviser': 'law-firm',
  'market-regulator': 'market-regulation-bureau',
  'risk-assessor': 'risk-assessment-centre',
  'hearing-organiser': 'hearing-office',
  'investment-authority': 'investment-authority',
  'party-committee': 'party-committee',
  'peoples-congress': 'peoples-congress',
  superior: 'superior-government',
  'executing-unit': 'executing-bureau',
  archivist: 'archives',
  auditor: 'audit-bureau',
  evaluator: 'evaluation-institute',
  inspector: 'inspection-office',
}

const fixed: Readonly<Record<string, Example>> = {
  $attachment: paper,
  '$decided-text': paper,
  $manifest: paper,
  $pack: paper,
  $draft: 1,
  '$next-draft': 1,
  $round: 1,
  '$next-round': 1,
  '$opinions.count': 3,
  '$opinions.adopted': 1,
  '$opinions.partly': 1,
  '$opinions.notAdopted': 1,
  $entry: 12,
  $change: 3,
  $matter: `matter/${matter}`,
  '$linked-matter': 'matter/01900000-0000-7000-8000-000000000003',
  $window: `matter/${matter}#1`,
  $sitting: sitting,
  $government: 'cn-000000/government',
  $jurisdiction: 'cn-000000',
  $now: '2026-03-09T01:00:00.000Z',
  $happened: '2026-03-09T00:30:00.000Z',
  $today: '2026-03-09',
}

/** The lawful example with every name filled in, as an outside reader needs it: it has the form of the act. */
export function concreteExampleOf(specification: AnySpecification): Example {
  return filled(exampleOf(specification))
}

function filled(value: Example): Example {
  if (typeof value === 'string') return value.startsWith('$') ? named(value) : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: Example) => filled(item))
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, filled(member)]))
}

function named(name: string): Example {
  const known = fixed[name]
  if (known !== undefined) return known
  if (name.startsWith('$inDays-')) return '2026-04-08'
  if (name.startsWith('$morningInDays-')) return '2026-04-08T01:00:00.000Z'
  if (/^\$draft-\d+$/.test(name)) return Number(name.slice('$draft-'.length))
  if (name.endsWith('.organ')) {
    return `cn-000000/${organs[name.slice(1, -'.organ'.length)] ?? 'government'}`
  }
  return name.slice(1)
}
