import type { IForbiddenRuleType } from 'dependency-cruiser'
import { claims, layers, type Allowed, type Bought, type Claim, type Layer } from './layers.ts'

const severity = 'error'
const kernel: Allowed = { folder: 'packages/kernel' }
const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
const path = ({ name }: Bought) => `(^|/)node_modules/(@types/)?${escaped(name)}/`

function pathsOf({ folder, only, except }: Allowed): string {
  if (only !== undefined) return `^${folder}/${only}`
  return except === undefined ? `^${folder}/` : `^${folder}/(?!${except})`
}

/** A folder imports what its row names, and nothing else. */
function layerRule(layer: Layer): IForbiddenRuleType {
  const allowed = [...layer.imports, kernel, { folder: layer.folder }]
  return {
    name: `layer ${layer.folder}`,
    comment: `${layer.sentence}. It imports what its row in infra/tooling/layers.ts names.`,
    severity,
    from: { path: `^${layer.folder}/` },
    to: {
      pathNot: [...allowed.map(pathsOf), ...layer.npm.map(path)],
      ...(layer.node ? { dependencyTypesNot: ['core'] } : {}),
    },
  }
}

/** Some imports are allowed in one file of a folder alone, or as types alone. */
function narrowRules(layer: Layer): IForbiddenRuleType[] {
  const narrow: IForbiddenRuleType[] = []
  for (const bought of layer.npm) {
    if (bought.in === undefined) continue
    narrow.push({
      name: `${bought.name} in one place of ${layer.folder}`,
      comment: `${layer.folder} uses ${bought.name} in ${bought.in} alone.`,
      severity,
      from: { path: `^${layer.folder}/`, pathNot: `^${layer.folder}/${bought.in}` },
      to: { path: path(bought) },
    })
  }
  for (const { folder, asTypes } of layer.imports) {
    if (asTypes === undefined) continue
    narrow.push({
      name: `${folder} as types in ${layer.folder}`,
      comment: `${layer.folder} knows the shapes of ${folder}, and runs none of it.`,
      severity,
      from: { path: `^${layer.folder}/` },
      to: { path: `^${folder}/`, dependencyTypesNot: ['type-only', 'type-import'] },
    })
  }
  return narrow
}

function claimRule({
  name,
  because,
  from,
  except,
  mayNotReach,
  direct,
}: Claim): IForbiddenRuleType {
  return {
    name,
    comment: because,
    severity,
    from: { path: from, ...(except === undefined ? {} : { pathNot: except }) },
    to: { path: mayNotReach, ...(direct ? {} : { reachable: true }) },
  }
}

const oneImporterOfCrypto: IForbiddenRuleType = {
  name: 'one-importer-of-crypto',
  comment: 'Only packages/cryptography speaks to node:crypto.',
  severity,
  from: { path: '^(packages|services|workflows|activities)/', pathNot: '^packages/cryptography/' },
  to: { path: '^(node:)?crypto$' },
}

const nothingImportsTests: IForbiddenRuleType = {
  name: 'nothing-imports-tests',
  comment: 'Tests show what we claim; nothing rests on them.',
  severity,
  from: { pathNot: '^tests/' },
  to: { path: '^tests/' },
}

const everythingResolves: IForbiddenRuleType = {
  name: 'everything-resolves',
  comment: 'An import that leads nowhere is seen by no other rule.',
  severity,
  from: {},
  to: { couldNotResolve: true },
}

/** The rules for dependency-cruiser, made from the table of layers and the claims. */
export const forbidden: IForbiddenRuleType[] = [
  ...layers.map(layerRule),
  ...layers.flatMap(narrowRules),
  ...claims.map(claimRule),
  oneImporterOfCrypto,
  nothingImportsTests,
  everythingResolves,
]

/** The folders whose imports are looked at. */
export const cruised = ['packages', 'services', 'workflows', 'activities', 'infra', 'tests']
