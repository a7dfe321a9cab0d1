import { bytesOfDigest, digestOf, hexOf, sameBytes, textOf } from '@juece/cryptography'
import type { Digest } from '@juece/kernel'
import {
  checkSignature,
  cosignatureTime,
  isBy,
  leafHash,
  parsePolicy,
  parseProof,
  rootOfPath,
  type Policy,
} from '@juece/ledger'

import { says, type Says } from './says.ts'

/** One rung, from the entry up to the witnesses: what is there, and whether it holds. */
export type Rung = {
  readonly name: Says
  readonly value: string
  readonly holds: 'yes' | 'no' | 'unknown'
}

/** 证明之梯 · From one digest through its siblings and the root to those who signed. */
export type Ladder = readonly Rung[]

/** The rungs of one proof, for people to read; the verdict is made elsewhere. */
export function ladderOf(
  proofBytes: Uint8Array,
  digest: Digest,
  { policy: policyText, bytes }: { readonly policy?: string; readonly bytes?: Uint8Array } = {},
): Ladder {
  const proof = parseProof(proofBytes)
  const { index, path, note, checkpoint } = proof
  const leaf = leafHash(bytesOfDigest(digest))
  const root = rootOfPath(leaf, index, checkpoint.size, path)
  const reaches = root !== undefined && sameBytes(root, checkpoint.root)
  const policy = policyFrom(policyText)
  return [
    {
      name: says('记录的摘要', 'digest of the entry'),
      value: digest.slice(7),
      // Where the entry is not there, its digest is all there is.
      holds: bytes === undefined ? 'unknown' : digestOf(bytes) === digest ? 'yes' : 'no',
    },
    {
      name: says(`第 ${String(index)} 号叶`, `leaf ${String(index)}`),
      value: hexOf(leaf),
      holds: 'yes',
    },
    {
      name: says(`经 ${String(path.length)} 个兄弟节点`, `through ${String(path.length)} siblings`),
      value: root === undefined ? '—' : hexOf(root),
      holds: reaches ? 'yes' : 'no',
    },
    {
      name: says(
        `检查点的根（共 ${String(checkpoint.size)} 条）`,
        `root of the checkpoint (${String(checkpoint.size)} entries)`,
      ),
      value: hexOf(checkpoint.root),
      holds: reaches ? 'yes' : 'no',
    },
    ...note.signatures.map((signature): Rung => {
      const key = keysOf(policy).find((one) => isBy(signature, one))
      const state = key === undefined ? undefined : checkSignature(note.text, signature, key)
      const at = cosignatureTime(signature.signature)
      const isLog = signature.name === checkpoint.origin
      return {
        name: isLog
          ? says('账本的签名', 'signature of the log')
          : says('见证人的签名', 'signature of a witness'),
        value: isLog || at === undefined ? signature.name : `${signature.name} · ${at}`,
        holds: state === 'good' ? 'yes' : state === 'bad' ? 'no' : 'unknown',
      }
    }),
  ]
}

function keysOf(policy: Policy | undefined) {
  return policy === undefined ? [] : [...policy.logs, ...policy.witnesses.map(({ key }) => key)]
}

function policyFrom(text: string | undefined): Policy | undefined {
  try {
    return text === undefined ? undefined : parsePolicy(text)
  } catch {
    return undefined
  }
}

/** The text of a policy that lies in a bundle; undefined where it is none. */
export function policyTextOf(bytes: Uint8Array | undefined): string | undefined {
  try {
    return bytes === undefined ? undefined : textOf(bytes)
  } catch {
    return undefined
  }
}
