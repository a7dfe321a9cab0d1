import type { Definition } from '../../definition.ts'
import { ground } from '../../grounds.ts'

/** 暂停中 · What has its place on the main line waits until the procedure goes on, and the refusal says so (T45). */
export function restingWhilePaused(definition: Definition): Definition {
  const { stages, gates = [] } = definition
  if (stages === 'any' || stages.includes('S32')) return definition
  return {
    ...definition,
    gates: [
      ({ stage }, at) =>
        stage === 'S32'
          ? [
              ground(at, 'T45', {
                missing: ['ResumeProcedure'],
                whoCan: ['head', 'executive-deputy', 'office-director'],
              }),
            ]
          : [],
      ...gates,
    ],
  }
}
