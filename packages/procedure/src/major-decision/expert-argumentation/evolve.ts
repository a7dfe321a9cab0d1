import { on, type Evolution } from '../../definition.ts'
import type { Matter } from '../../matter/state.ts'
import {
  concludeArgumentation,
  declareInterest,
  disposeOfExpertOpinion,
  selectPanel,
  sendMaterials,
  signExpertOpinion,
  strikeExpertOpinion,
} from './commands.ts'
import { hasDirectInterest, type ExpertOpinion } from './state.ts'

/** 专家论证: what its events change. */
export const evolutions: readonly Evolution[] = [
  on(declareInterest, (matter, { expert, directInterest }) =>
    withInterest(matter, expert, directInterest),
  ),
  on(selectPanel, (matter, { experts }) =>
    withExperts(matter, {
      panel: experts.map(({ id, institution }) => ({ id, institution })),
    }),
  ),
  on(sendMaterials, (matter, { to }) =>
    withExperts(matter, {
      materialsSentTo: [...new Set([...matter.experts.materialsSentTo, ...to])],
    }),
  ),
  on(signExpertOpinion, (matter, { expert, draft, conclusion }, { position }) => {
    const opinion: ExpertOpinion = {
      expert,
      draft,
      conclusion,
      position,
      struck: hasDirectInterest(matter.experts, expert),
      disposed: false,
    }
    return withExperts(matter, { opinions: [...matter.experts.opinions, opinion] })
  }),
  on(strikeExpertOpinion, (matter, { expert }) => withOpinionsOf(matter, expert, { struck: true })),
  on(concludeArgumentation, (matter, { draft, conclusion }, { position }) =>
    withExperts(matter, { concluded: { draft, conclusion, position } }),
  ),
  on(disposeOfExpertOpinion, (matter, { expert }) =>
    withOpinionsOf(matter, expert, { disposed: true }),
  ),
]

/** SoD-03: an interest that comes to light takes the weight from what its holder has said. */
export function withInterest(matter: Matter, expert: string, direct: boolean): Matter {
  const interests = [...matter.experts.interests, { expert, direct }]
  const after = withExperts(matter, { interests })
  return direct ? withOpinionsOf(after, expert, { struck: true }) : after
}

function withOpinionsOf(
  matter: Matter,
  expert: string,
  changed: Partial<Pick<ExpertOpinion, 'struck' | 'disposed'>>,
): Matter {
  const opinions = matter.experts.opinions.map((opinion) =>
    opinion.expert === expert ? { ...opinion, ...changed } : opinion,
  )
  return withExperts(matter, { opinions })
}

function withExperts(matter: Matter, changed: Partial<Matter['experts']>): Matter {
  return { ...matter, experts: { ...matter.experts, ...changed } }
}
