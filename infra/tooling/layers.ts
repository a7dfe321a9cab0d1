/** What a folder may import of another one. */
export interface Allowed {
  /** The folder from the root. */
  readonly folder: string
  /** Only these files of it, as a regular expression over the path below the folder. */
  readonly only?: string
  /** Everything of it but these files. */
  readonly except?: string
  /** Types alone: nothing of it may be there when the program runs. */
  readonly asTypes?: true
}

/** What a folder may import from npm. */
export interface Bought {
  readonly name: string
  /** Only in these files, as a regular expression over the path below the folder. */
  readonly in?: string
}

/** One row of the table of who may import whom. */
export interface Layer {
  readonly folder: string
  /** What it is, in one sentence. */
  readonly sentence: string
  /** Beyond itself and the kernel, which is open to all. */
  readonly imports: readonly Allowed[]
  readonly npm: readonly Bought[]
  /** Whether it may use what Node brings. A pure package may not. */
  readonly node: boolean
}

const packages = (...names: string[]): Allowed[] =>
  names.map((name) => ({ folder: `packages/${name}` }))
const npm = (...names: string[]): Bought[] => names.map((name) => ({ name }))

/**
 * Who writes to the record: the registrar alone. Everybody else imports the file that does what its row says, never
 * the front door, which leads to all of them.
 */
const recordWithout = (...files: string[]): Allowed => ({
  folder: 'packages/record-store',
  except: `src/(${['index', 'append', 'committer', ...files].join('|')})\\.ts$`,
})
const clockDoor: Allowed = { folder: 'packages/registrar', only: 'src/clock' }
const personDoor: Allowed = { folder: 'packages/registrar', only: 'src/person' }
const database = npm('kysely', 'pg')
const service = npm('pino', 'zod', 'prom-client')

/** Who may import whom, from the middle outwards: a row imports only from rows above it. */
export const layers: readonly Layer[] = [
  {
    folder: 'packages/kernel',
    sentence: 'The few words every package needs',
    imports: [],
    npm: [],
    node: false,
  },
  {
    folder: 'packages/cryptography',
    sentence: 'Digest, signature, cipher, randomness: the only importer of node:crypto',
    imports: [],
    npm: [
      { name: 'pkijs', in: 'src/time-token/' },
      { name: 'asn1js', in: 'src/time-token/' },
      { name: '@noble/curves', in: 'src/browser/' },
      { name: '@noble/hashes', in: 'src/browser/' },
    ],
    node: true,
  },
  {
    folder: 'packages/ledger',
    sentence: 'Tamper evidence as arithmetic: canonical bytes, Merkle tree, checkpoints, proofs',
    imports: packages('cryptography'),
    npm: [{ name: 'canonicalize', in: 'src/canonical-json\\.ts$' }],
    node: false,
  },
  {
    folder: 'packages/privacy',
    sentence: 'The format of commitments and envelopes, without any key',
    imports: packages('cryptography'),
    npm: [],
    node: false,
  },
  {
    folder: 'packages/legal-clock',
    sentence: '期间: counts periods and explains every date',
    imports: [],
    npm: [],
    node: false,
  },
  {
    folder: 'packages/rulebook',
    sentence: 'The parameters of the law as dated, cited data, and what is in force',
    imports: packages('cryptography', 'legal-clock'),
    npm: [{ name: 'zod', in: 'src/wire/' }],
    node: false,
  },
  {
    folder: 'packages/procedure',
    sentence: 'The procedures as may, decide and evolve; knows articles, not databases',
    imports: [
      ...packages('legal-clock', 'rulebook'),
      { folder: 'packages/privacy', asTypes: true },
    ],
    npm: [{ name: 'zod', in: 'src/(wire|.*schemas)' }],
    node: false,
  },
  {
    folder: 'packages/dossier',
    sentence: '案卷: the layout of a case file and of an evidence bundle',
    imports: packages('cryptography', 'ledger'),
    npm: [],
    node: false,
  },
  {
    folder: 'packages/record-store',
    sentence: 'Entries, nudges, checkpoints in PostgreSQL: append and read',
    imports: packages('ledger', 'procedure'),
    npm: database,
    node: true,
  },
  {
    folder: 'packages/attachments',
    sentence: 'Papers stored under their own digest',
    imports: packages('cryptography'),
    npm: [],
    node: true,
  },
  {
    folder: 'packages/keyring',
    sentence: 'Keys and salts of personal values, in a database of their own',
    imports: packages('cryptography', 'privacy'),
    npm: database,
    node: true,
  },
  {
    folder: 'packages/registrar',
    sentence: '登记: load, resolve, decide, append; the only caller of append',
    imports: packages(
      'cryptography',
      'ledger',
      'privacy',
      'legal-clock',
      'rulebook',
      'procedure',
      'record-store',
      'attachments',
    ),
    npm: [],
    node: true,
  },
  {
    folder: 'packages/read-model',
    sentence: 'Projections for reading; never consulted by a decision',
    imports: [...packages('legal-clock', 'procedure'), recordWithout('seals', 'outbox', 'clerks')],
    npm: database,
    node: true,
  },
  {
    folder: 'activities',
    sentence: 'Hands: each one small outside act, made by a factory that takes its dependencies',
    imports: [
      ...packages('procedure', 'attachments', 'dossier'),
      clockDoor,
      recordWithout('seals', 'outbox', 'migrate'),
      { folder: 'packages/read-model', only: 'src/(read|index)' },
    ],
    npm: npm('@temporalio/activity'),
    node: true,
  },
  {
    folder: 'workflows',
    sentence: 'The order and the waiting of the procedures',
    imports: [
      { folder: 'packages/procedure', only: 'src/facts\\.ts$' },
      { folder: 'activities', asTypes: true },
    ],
    npm: npm('@temporalio/workflow', '@temporalio/common'),
    node: false,
  },
  {
    folder: 'services/api',
    sentence: 'HTTP for officials and the public',
    imports: [
      ...packages(
        'cryptography',
        'keyring',
        'attachments',
        'dossier',
        'ledger',
        'privacy',
        'procedure',
        'rulebook',
        'legal-clock',
        'read-model',
      ),
      personDoor,
      recordWithout('outbox', 'migrate'),
    ],
    npm: [
      ...service,
      ...npm(
        'fastify',
        'fastify-type-provider-zod',
        '@fastify/formbody',
        '@fastify/helmet',
        '@fastify/multipart',
        '@fastify/rate-limit',
        '@fastify/swagger',
        '@fastify/swagger-ui',
        '@fastify/under-pressure',
        'jose',
        'pg',
        'uuid',
        'yazl',
      ),
    ],
    node: true,
  },
  {
    folder: 'services/worker',
    sentence: 'What runs without a person asking: statutes, courier, projector',
    imports: [
      { folder: 'workflows' },
      { folder: 'activities' },
      ...packages('procedure', 'read-model', 'attachments'),
      clockDoor,
      recordWithout('seals', 'witnessed', 'time-evidence'),
    ],
    npm: [
      ...service,
      ...npm('@temporalio/worker', '@temporalio/client', '@temporalio/common', 'pg'),
    ],
    node: true,
  },
  {
    folder: 'services/sealer',
    sentence: 'Signs checkpoints; sees digests only; holds the signing key and nothing else',
    imports: [...packages('cryptography', 'ledger'), recordWithout('clerks', 'migrate')],
    npm: [...service, ...npm('pg')],
    node: true,
  },
  {
    folder: 'services/witness',
    sentence: 'Cosigns consistent checkpoints; remembers the last one on disk',
    imports: packages('cryptography', 'ledger'),
    npm: [...service, ...npm('fastify')],
    node: true,
  },
  {
    folder: 'services/auditor',
    sentence: 'Verifies and re-decides from published bytes',
    imports: [
      ...packages(
        'cryptography',
        'ledger',
        'privacy',
        'legal-clock',
        'rulebook',
        'procedure',
        'dossier',
      ),
      // Its job of the night alone: the claim below keeps everything else of it away.
      { folder: 'packages/record-store', only: 'src/(connect|read)\\.ts$' },
    ],
    npm: npm('commander', 'zod'),
    node: true,
  },
  {
    folder: 'services/web',
    sentence: 'The pages people use; speaks to the API over HTTP, never to a database',
    imports: [
      ...packages('legal-clock'),
      { folder: 'packages/procedure', only: 'src/wire', asTypes: true },
    ],
    npm: [
      ...service,
      ...npm(
        'fastify',
        '@fastify/formbody',
        '@fastify/helmet',
        '@fastify/rate-limit',
        '@fastify/under-pressure',
        'qrcode',
        'react',
        'react-dom',
        'uuid',
      ),
    ],
    node: true,
  },
]

/** Packages whose functions take time, identity, randomness and rules as arguments. */
export const purePackages: readonly string[] = layers
  .filter(({ folder, node }) => !node && folder.startsWith('packages/'))
  .map(({ folder }) => folder)

/** A claim about security that stands or falls with one import. */
export interface Claim {
  readonly name: string
  readonly because: string
  readonly from: string
  readonly except?: string
  readonly mayNotReach: string
  /** A single import rather than a chain of any length. */
  readonly direct?: true
}

const bought = (...names: string[]): string => `(^|/)node_modules/(${names.join('|')})/`
const adapter = 'temporal-clerk|payload-converter'

/** The claims, at any distance unless said otherwise. */
export const claims: readonly Claim[] = [
  {
    name: 'auditor-cannot-write',
    because: 'An auditor who could write would have to be audited.',
    from: '^services/auditor/',
    except: '^services/auditor/src/nightly/',
    mayNotReach: `^packages/(record-store|registrar|keyring|attachments|read-model)/|${bought(
      'pg',
      'kysely',
      '@temporalio/[^/]+',
      'fastify',
    )}`,
  },
  {
    name: 'verifiers-know-no-server',
    because:
      'What checks a server must not be made of its parts, on the page as on the command line.',
    from: '^services/auditor/src/(page/|main|verify|receipt|from-bytes)',
    mayNotReach: '^services/(?!auditor/)|^(activities|workflows|infra)/',
  },
  {
    name: 'api-cannot-reach-the-engine',
    because: 'No request may start, steer or end a workflow.',
    from: '^services/api/',
    mayNotReach: bought('@temporalio/[^/]+'),
  },
  {
    name: 'api-has-not-the-clocks-door',
    because: 'A person may not lodge what only a date that has come may lodge.',
    from: '^services/api/',
    mayNotReach: '^packages/registrar/src/clock',
  },
  {
    name: 'only-the-api-opens-envelopes',
    because: 'Personal values are in clear for the one who may ask for them, nowhere else.',
    from: '^services/(?!api/)',
    mayNotReach: '^packages/keyring/',
  },
  {
    name: 'no-decision-from-a-projection',
    because: 'A list may be stale; a decision rests on the record.',
    from: '^packages/(procedure|registrar)/',
    mayNotReach: '^packages/read-model/',
  },
  {
    name: 'one-temporal-place',
    because: 'Statute pages are read by people who know the statute, not the engine.',
    from: '^workflows/src/',
    except: `^workflows/src/(${adapter})`,
    mayNotReach: bought('@temporalio/[^/]+'),
    direct: true,
  },
  {
    name: 'no-zod-in-the-pages',
    because: 'It would cost each waiting matter 600 kB of memory.',
    from: '^workflows/src/',
    except: `^workflows/src/(${adapter}|index\\.ts$)`,
    mayNotReach: bought('zod'),
  },
  {
    name: 'evolve-never-reads-rules',
    because: 'What a decision relied on is in its event; rules of today cannot change yesterday.',
    from: '(^|/)evolve\\.ts$',
    mayNotReach: '^packages/rulebook/',
    direct: true,
  },
]
