export * from './from-bytes.ts'
export { openBundle } from './open-bundle.ts'
