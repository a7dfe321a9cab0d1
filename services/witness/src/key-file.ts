import fs from 'node:fs'
import path from 'node:path'

import { generateSigningKey } from '@juece/cryptography'
import {
  cosignatureAlgorithm,
  parseSignerKey,
  signerKeyText,
  verifierKeyText,
  verifierOf,
  type SignerKey,
} from '@juece/ledger'

/** Makes a key under which a witness cosigns, unless the file is there; answers its public half. */
export function ensureKeyFile(file: string, name: string): string {
  if (!fs.existsSync(file)) {
    const signer = { name, algorithm: cosignatureAlgorithm, seed: generateSigningKey().seed }
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, `${signerKeyText(signer)}\n`, { mode: 0o600, flag: 'wx', flush: true })
  }
  const signer = readKeyFile(file)
  if (signer.name !== name) throw new Error(`the key in ${file} is that of ${signer.name}`)
  return verifierKeyText(verifierOf(signer))
}

/** Reads the key of a witness; a key that others can read is an error. */
export function readKeyFile(file: string): SignerKey {
  if (!fs.existsSync(file)) throw new Error(`no key at ${file}; make one: juece witness key NAME`)
  if ((fs.statSync(file).mode & 0o077) !== 0) {
    throw new Error(`the key ${file} can be read by others; set its mode to 0600`)
  }
  const signer = parseSignerKey(fs.readFileSync(file, 'utf8').trim())
  if (signer.algorithm !== cosignatureAlgorithm) throw new Error(`${file} holds no witness's key`)
  return signer
}
