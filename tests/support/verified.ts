import fs from 'node:fs/promises'
import path from 'node:path'
import { openBundle, redecide, verifyBundle } from '../../services/auditor/src/index.ts'
import type { County, Walk } from './lawful-path.ts'
import { recordFaults } from './record-check.ts'
import type { TestStack } from './stack.ts'

/** What is wrong with the record: as a whole, and in the bundle of each matter, from its bytes alone. */
export async function faultsOf(
  stack: TestStack,
  county: County,
  matters: readonly Pick<Walk, 'id'>[],
): Promise<readonly string[]> {
  const faults = [...(await recordFaults(stack.admin))]
  for (const { id } of matters) {
    const bundle = await openBundle(await exported(stack, county, id))
    const { exit, findings, cannot } = verifyBundle(bundle)
    if (exit !== 0) faults.push(`${id}: ${JSON.stringify({ exit, findings, cannot })}`)
    const { entries, agree, differ, notChecked } = redecide(bundle)
    if (agree !== entries) faults.push(`${id}: ${JSON.stringify({ differ, notChecked })}`)
    if (entries === 0) faults.push(`${id}: nothing was decided again`)
  }
  return faults
}

/** The bundle of a matter, as a file. */
export async function exported(stack: TestStack, county: County, id: string): Promise<string> {
  const file = path.join(stack.home, `${id}.zip`)
  await fs.writeFile(file, await county.client.bundle(id, { person: county.person('head') }))
  return file
}
