import { sameBytes } from '@juece/cryptography'

import { parseCount } from './checkpoint.ts'
import { parseVerifierKey, verifierKeyText, type VerifierKey } from './note-key.ts'

/** A witness by the name the policy gives it, and where it is asked. */
export type PolicyWitness = {
  readonly name: string
  readonly key: VerifierKey
  readonly url?: string
}

/** So many of these, witnesses or groups. */
export type PolicyGroup = {
  readonly name: string
  readonly threshold: number
  readonly members: readonly string[]
}

/** 信任策略 · Whose keys are believed, and how many witnesses it takes (C2SP tlog-policy). */
export type Policy = {
  readonly logs: readonly VerifierKey[]
  readonly witnesses: readonly PolicyWitness[]
  readonly groups: readonly PolicyGroup[]
  /** The witness or group that must have cosigned; undefined: none must. */
  readonly quorum: string | undefined
}

/** The policy of a log that nobody watches: its own key and no witness. */
export function policyWithoutWitness(log: VerifierKey): string {
  return `log ${verifierKeyText(log)}\nquorum none\n`
}

/** Reads a policy; names come before they are used, and one line says the quorum. */
export function parsePolicy(text: string): Policy {
  let policy: Policy = { logs: [], witnesses: [], groups: [], quorum: undefined }
  let quorums = 0
  for (const line of text.split('\n')) {
    const words = line.split(/[ \t]+/).filter((word) => word !== '')
    const [word = '', ...rest] = words
    if (word === '' || word.startsWith('#')) continue
    if (word === 'quorum') quorums += 1
    policy = withLine(policy, word, rest)
  }
  if (quorums !== 1) throw new Error('a policy has one quorum line')
  if (policy.logs.length === 0) throw new Error('a policy names a log')
  return policy
}

/** Whether those who cosigned, by their names in the policy, are enough. */
export function quorumMet(policy: Policy, cosigned: ReadonlySet<string>): boolean {
  return policy.quorum === undefined || stands(policy, policy.quorum, cosigned)
}

/** The witnesses that can count towards the quorum. */
export function countingWitnesses(policy: Policy): readonly PolicyWitness[] {
  const counting = policy.quorum === undefined ? new Set<string>() : below(policy, policy.quorum)
  return policy.witnesses.filter(({ name }) => counting.has(name))
}

function withLine(policy: Policy, word: string, rest: readonly string[]): Policy {
  const [first = '', second = '', ...more] = rest
  if (word === 'log' && (rest.length === 1 || rest.length === 2)) {
    const key = unlike(policy.logs, parseVerifierKey(first))
    return { ...policy, logs: [...policy.logs, key] }
  }
  if (word === 'witness' && (rest.length === 2 || rest.length === 3)) {
    unused(policy, first)
    // One key under two names would count twice.
    const known = policy.witnesses.map(({ key }) => key)
    const witness = { name: first, key: unlike(known, parseVerifierKey(second)) }
    const [url] = more
    return {
      ...policy,
      witnesses: [...policy.witnesses, url === undefined ? witness : { ...witness, url }],
    }
  }
  if (word === 'group' && more.length > 0) {
    unused(policy, first)
    const group = { name: first, threshold: threshold(second, more.length), members: more }
    const taken = policy.groups.flatMap(({ members }) => members)
    for (const member of more) {
      known(policy, member)
      if (taken.includes(member)) throw new Error(`${member} is a member already`)
      taken.push(member)
    }
    return { ...policy, groups: [...policy.groups, group] }
  }
  if (word === 'quorum' && rest.length === 1) {
    if (first !== 'none') known(policy, first)
    return { ...policy, quorum: first === 'none' ? undefined : first }
  }
  throw new Error(`not a line of a policy: ${word.slice(0, 40)}`)
}

function unlike(keys: readonly VerifierKey[], key: VerifierKey): VerifierKey {
  if (keys.some(({ publicKey }) => sameBytes(publicKey, key.publicKey))) {
    throw new Error(`the key of ${key.name} stands there already`)
  }
  return key
}

function threshold(word: string, members: number): number {
  const count = word === 'any' ? 1 : word === 'all' ? members : parseCount(word)
  if (count < 1 || count > members) throw new Error('a threshold nobody or everybody reaches')
  return count
}

function unused(policy: Policy, name: string): void {
  if (name === 'none' || isKnown(policy, name)) throw new Error(`the name ${name} is taken`)
}

function known(policy: Policy, name: string): void {
  if (!isKnown(policy, name)) throw new Error(`the policy knows no ${name}`)
}

function isKnown(policy: Policy, name: string): boolean {
  return [...policy.witnesses, ...policy.groups].some((one) => one.name === name)
}

function stands(policy: Policy, name: string, cosigned: ReadonlySet<string>): boolean {
  const group = policy.groups.find((one) => one.name === name)
  if (group === undefined) return cosigned.has(name)
  const standing = group.members.filter((member) => stands(policy, member, cosigned))
  return standing.length >= group.threshold
}

function below(policy: Policy, name: string): ReadonlySet<string> {
  const group = policy.groups.find((one) => one.name === name)
  if (group === undefined) return new Set([name])
  return new Set(group.members.flatMap((member) => [...below(policy, member)]))
}
