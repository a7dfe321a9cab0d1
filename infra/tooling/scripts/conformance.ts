// 对照表 · Writes packages/procedure/docs/conformance.md anew from the source: node infra/tooling/scripts/conformance.ts
import { mkdir, writeFile } from 'node:fs/promises'
import { conformanceDocument } from '../conformance-document.ts'

const folder = new URL('../../../packages/procedure/docs/', import.meta.url)
await mkdir(folder, { recursive: true })
await writeFile(new URL('conformance.md', folder), await conformanceDocument())
