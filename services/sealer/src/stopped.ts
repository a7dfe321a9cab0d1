/**
 * The record, the folder or a witness contradicts what was sealed. Sealing stops for good; a person
 * decides, and there is no switch to go on.
 */
export class SealingStopped extends Error {
  override readonly name = 'SealingStopped'
}
