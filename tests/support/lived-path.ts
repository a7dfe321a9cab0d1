import { pathTo } from '../../infra/dev/scenario/prefixes.ts'

const chosen = {
  solicitation: true,
  hearing: false,
  experts: true,
  risk: true,
  competition: true,
  notPublic: false,
  versions: 1,
}

/** The steps of a lawful path with every step applicable, from nothing to the end of the prefix. */
export function lawfulSteps(
  prefix: Parameters<typeof pathTo>[0],
  but: Partial<typeof chosen> = {},
) {
  return pathTo(prefix, { ...chosen, ...but })
}
