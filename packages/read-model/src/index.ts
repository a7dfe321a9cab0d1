export { dropReadModel, migrateReadModel, readSchema } from './migrate.ts'
export { nextActs, type NextAct } from './next-acts.ts'
export { cursorOf, openProjector, type Projector, type ProjectorParts } from './project.ts'
export {
  openLists,
  UnknownCursor,
  type HeldPost,
  type ListAsk,
  type Lists,
  type Page,
} from './read.ts'
