export { type Hands, type Lodged } from './hands.ts'
