import t from 'tap'

import { hexOf, sameBytes, sha256, utf8Of } from '@juece/cryptography'
import {
  addCheckpointText,
  checkpointText,
  consistencyFromTiles,
  cosignatureAlgorithm,
  cosignNote,
  emptyTiles,
  growTiles,
  inclusionFromTiles,
  leafHash,
  logAlgorithm,
  noteText,
  parseAddCheckpoint,
  parseNote,
  parsePolicy,
  partialTiles,
  proverOf,
  readTile,
  rootOfTiles,
  sealStateOf,
  signNote,
  tiledTreeFrom,
  verifierKeyText,
  verifierOf,
  type SignerKey,
} from '@juece/ledger'

const most = 65_536 + 300
const digests = Array.from({ length: most }, (_, i) => sha256(utf8Of(String(i))))
const prover = proverOf(digests.map(leafHash))

type Folder = Map<string, Uint8Array>

/** What a sealer that seals at each of these sizes leaves in its folder. */
function folderOf(sizes: readonly number[]): Folder {
  const files: Folder = new Map()
  let tiled = emptyTiles
  for (const size of sizes) {
    const grown = growTiles(tiled, digests.slice(tiled.size, size))
    tiled = grown.tiled
    for (const { path, bytes } of [...grown.full, ...partialTiles(tiled)]) files.set(path, bytes)
  }
  return files
}

const reader = (files: Folder) => async (path: string) => files.get(path)

t.test(
  'tiles give the root of the definition at each size up to 600 and about 65,536',
  async (t) => {
    let tiled = emptyTiles
    let compared = 0
    const compare = () => {
      compared += 1
      const root = prover.root(tiled.size)
      if (!sameBytes(rootOfTiles(tiled), root)) t.fail(`size ${String(tiled.size)}`)
    }
    for (let size = 0; size <= 600; size++) {
      tiled = growTiles(tiled, digests.slice(tiled.size, size)).tiled
      compare()
    }
    tiled = growTiles(tiled, digests.slice(tiled.size, 65_530)).tiled
    for (let size = 65_530; size <= 65_560; size++) {
      tiled = growTiles(tiled, digests.slice(tiled.size, size)).tiled
      compare()
    }
    t.equal(compared, 632)
  },
)

t.test('a tree read back from its files is the tree that wrote them', async (t) => {
  for (const size of [0, 1, 255, 256, 257, 511, 512, 600, 65_535, 65_536, 65_537, most]) {
    const files = folderOf([size])
    const { tiled } = growTiles(emptyTiles, digests.slice(0, size))
    t.same(await tiledTreeFrom(reader(files), size), tiled, String(size))
  }
})

t.test('a full tile serves where a partial one has gone', async (t) => {
  const files = folderOf([300, 700])
  for (const path of files.keys()) {
    if (path.includes('/001.p/')) files.delete(path)
  }
  const tiled = await tiledTreeFrom(reader(files), 300)
  t.ok(sameBytes(rootOfTiles(tiled), prover.root(300)))
  files.delete('tile/0/001')
  await t.rejects(tiledTreeFrom(reader(files), 300), /there is no tile\/0\/001/)
})

t.test('proofs from tiles are those over all leaves, of every kind of place', async (t) => {
  const sizes = [1, 2, 3, 255, 256, 257, 300, 511, 512, 513, 600, 65_536, 65_537, most]
  for (const to of sizes) {
    const read = reader(folderOf([to]))
    for (const from of [0, ...sizes].filter((size) => size <= to)) {
      t.same(
        await consistencyFromTiles(read, from, to),
        prover.consistency(from, to),
        `${String(from)} in ${String(to)}`,
      )
    }
    for (const index of [0, 1, 254, 255, 256, 299, 512, 65_535, 65_536, to - 1]) {
      if (index >= to) continue
      t.same(await inclusionFromTiles(read, index, to), prover.inclusion(index, to))
    }
  }
})

t.test(
  'a digest that is not that of its tile, and a file of another length, are seen',
  async (t) => {
    const files = folderOf([300])
    const [path, bytes] = [...files].find(([name]) => name === 'tile/entries/001.p/44') ?? []
    if (path === undefined || bytes === undefined) throw new Error('no partial bundle')
    const flipped = bytes.slice()
    flipped[40] = (flipped[40] ?? 0) ^ 1
    await t.rejects(
      tiledTreeFrom(reader(new Map(files).set(path, flipped)), 300),
      /digest at 257 is not that of its tile/,
    )
    flipped[34] = 1
    await t.rejects(
      readTile(reader(new Map(files).set(path, flipped)), 'entries', 1, 44),
      /no digest/,
    )
    await t.rejects(
      tiledTreeFrom(reader(new Map(files).set(path, bytes.slice(1))), 300),
      /another length/,
    )
  },
)

const origin = 'record.example/cn-000001'
const log: SignerKey = { name: origin, algorithm: logAlgorithm, seed: sha256(utf8Of('log')) }
const witness = (name: string): SignerKey => ({
  name,
  algorithm: cosignatureAlgorithm,
  seed: sha256(utf8Of(name)),
})
const [w1, w2] = [witness('audit.example/w1'), witness('court.example/w2')]
const text = checkpointText({ origin, size: 7, root: prover.root(7) })
const note = noteText(text, [signNote(text, log)])

t.test('what is asked of a witness is read as it was written, and in no second spelling', (t) => {
  const proof = prover.consistency(3, 7)
  const request = addCheckpointText(3, proof, note)
  const read = parseAddCheckpoint(utf8Of(request))
  t.equal(read.old, 3)
  t.same(read.proof, proof)
  t.equal(read.checkpoint.size, 7)
  t.equal(parseAddCheckpoint(utf8Of(addCheckpointText(0, [], note))).proof.length, 0)
  for (const [from, to] of [
    ['old 3', 'old 03'],
    ['old 3', 'old  3'],
    ['old 3', 'size 3'],
    ['old 3', 'old -1'],
    ['=\n', '\n'],
    ['\n\n', '\n'],
  ] as const) {
    t.throws(() => parseAddCheckpoint(utf8Of(request.replace(from, to))), `${from} → ${to}`)
  }
  const long = Array.from({ length: 64 }, () => prover.root(1))
  t.throws(() => parseAddCheckpoint(utf8Of(addCheckpointText(3, long, note))), /longer than any/)
  t.end()
})

t.test('a seal waits until the quorum has cosigned; without witnesses it never waits', (t) => {
  const vkey = (key: SignerKey) => verifierKeyText(verifierOf(key))
  const policy = parsePolicy(
    `log ${vkey(log)}\nwitness a ${vkey(w1)} http://127.0.0.1:1/\nwitness b ${vkey(w2)}\n` +
      'group both all a b\nquorum both\n',
  )
  t.equal(policy.witnesses[0]?.url, 'http://127.0.0.1:1/')
  t.equal(policy.witnesses[1]?.url, undefined)
  const own = signNote(text, log)
  const state = (...lines: readonly string[]) =>
    sealStateOf(policy, parseNote(utf8Of(noteText(text, [own, ...lines]))))
  t.equal(state(), 'waiting')
  t.equal(state(cosignNote(text, w1, 1)), 'waiting')
  t.equal(state(cosignNote(text, w1, 1), cosignNote(text, w1, 2)), 'waiting')
  t.equal(state(cosignNote(text, w1, 1), cosignNote(text, w2, 2)), 'witnessed')
  const other = cosignNote(text.replace('\n7\n', '\n8\n'), w2, 2)
  t.equal(state(cosignNote(text, w1, 1), other), 'waiting', 'a line over another text')
  const alone = parsePolicy(`log ${vkey(log)}\nquorum none\n`)
  t.equal(sealStateOf(alone, parseNote(utf8Of(note))), 'sealed')
  t.end()
})

t.test('one key counts once, whatever it is called, and a member in one group', (t) => {
  const vkey = (key: SignerKey) => verifierKeyText(verifierOf(key))
  const head = `log ${vkey(log)}\nwitness a ${vkey(w1)}\n`
  const renamed = vkey({ ...w1, name: 'other.example' })
  t.throws(() => parsePolicy(`${head}witness b ${renamed}\nquorum a\n`), /stands there already/)
  t.throws(() => parsePolicy(`${head}log ${vkey(log)}\nquorum a\n`), /stands there already/)
  t.throws(
    () => parsePolicy(`${head}group one all a\ngroup two all a\nquorum one\n`),
    /a member already/,
  )
  t.equal(parsePolicy(`  # a remark\n\t${head} \t\nquorum  a \n`).quorum, 'a')
  t.equal(
    hexOf(parsePolicy(`${head}quorum a\n`).logs[0]?.id ?? log.seed),
    hexOf(verifierOf(log).id),
  )
  t.end()
})
