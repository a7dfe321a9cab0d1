import type { Digest } from '@juece/kernel'

import type { Enclosed, EnclosedAt, EnclosedPaper } from './enclosed.ts'

/** A personal value in clear: on its way from the request into the keyring, and nowhere else. */
export type PersonalValue = {
  readonly path: string
  readonly form: 'commitment' | 'envelope'
  readonly value: string
  /** The path of the object that describes the person: one key for each. */
  readonly person: string
}

/** An act whose personal values are enclosed. */
export type EnclosedAct = {
  readonly stream: string
  /** The command's id. */
  readonly command: string
}

/** Where a value stands whose key was destroyed. */
export type ErasedPlace = EnclosedAct & { readonly key: string; readonly path: string }

/** What a keyring says of a key without opening anything. */
export type KeptKey = {
  readonly key: string
  /** Absent while no act has named it. */
  readonly matter?: string
}

/**
 * 封存 · What the registrar asks of the keyring. The API hands in the keyring's; whoever has none hands in the one that
 * refuses, since timed commands carry no personal values.
 */
export interface Encloser {
  /** Whether there is a keyring at all: without one a personal value is no act (400). */
  readonly takes: boolean
  /** Makes keys and salts, keeps them durably, and answers with what stands in the entry, by path. */
  enclose(
    act: EnclosedAct & { readonly matter: string | null },
    values: readonly PersonalValue[],
  ): Promise<ReadonlyMap<string, Enclosed>>
  /** The enclosed paper of this digest; undefined where the digest is not one. */
  paper(digest: Digest): Promise<EnclosedPaper | undefined>
  /** Whether the request's value is the one the stored commitment was made of. A lost salt agrees with nothing. */
  agrees(act: EnclosedAct, stored: EnclosedAt, value: string): Promise<boolean>
  /** These enclosed papers are about to be named by the act: durable before its entry, as keys and salts are. */
  bind(
    act: EnclosedAct & { readonly matter: string | null },
    papers: readonly EnclosedPaper[],
  ): Promise<void>
  /** An entry stands that names these values: their keys are no leftovers. */
  named(
    act: EnclosedAct & { readonly matter: string | null },
    enclosed: readonly EnclosedAt[],
  ): Promise<void>
  /** The keys of these ids that are there. */
  keys(ids: readonly string[]): Promise<readonly KeptKey[]>
  /**
   * Destroys keys and salts for ever, and says where their values stood; once more is no fault. What is held is a fault,
   * but for erasures that an entry already tells of.
   */
  destroy(
    ids: readonly string[],
    already?: { readonly entered: true },
  ): Promise<readonly ErasedPlace[]>
  /** The matters that this custody stream holds, all of them: nothing of theirs is destroyed. */
  hold(custody: string, matters: readonly string[]): Promise<void>
}

/** An encloser without a keyring: whoever has none takes no personal value. */
export const refusingEncloser: Encloser = {
  takes: false,
  enclose: refuse,
  paper: () => Promise.resolve(undefined),
  agrees: refuse,
  bind: refuse,
  named: () => Promise.resolve(),
  keys: refuse,
  destroy: refuse,
  hold: () => Promise.resolve(),
}

function refuse(): Promise<never> {
  return Promise.reject(new Error('no keyring is at hand: personal values cannot be taken here'))
}
