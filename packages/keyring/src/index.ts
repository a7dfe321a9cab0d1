export { UnderHold } from './destroy.ts'
export { openKeyring, type Keyring, type ListedKey } from './keyring.ts'
export type { OpenedValue } from './open.ts'
