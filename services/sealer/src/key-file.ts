import fs from 'node:fs'
import path from 'node:path'

import { generateSigningKey } from '@juece/cryptography'
import {
  logAlgorithm,
  parseSignerKey,
  signerKeyText,
  verifierKeyText,
  verifierOf,
  type SignerKey,
} from '@juece/ledger'

/** Makes a signing key for an origin, unless the file is there; answers its public half (a vkey). */
export function ensureKeyFile(file: string, origin: string): string {
  if (!fs.existsSync(file)) {
    const signer = { name: origin, algorithm: logAlgorithm, seed: generateSigningKey().seed }
    fs.mkdirSync(path.dirname(file), { recursive: true })
    // Whole or not at all: a half-written key would be taken for a damaged one.
    const half = `${file}.${process.pid}`
    fs.writeFileSync(half, `${signerKeyText(signer)}\n`, { mode: 0o600, flag: 'wx', flush: true })
    try {
      fs.linkSync(half, file)
    } catch (error) {
      if (!fs.existsSync(file)) throw error
    } finally {
      fs.rmSync(half)
    }
  }
  return verifierKeyText(verifierOf(readKeyFile(file, origin)))
}

/** Reads the signing key of an origin; a key of another, or one that others can read, is an error. */
export function readKeyFile(file: string, origin: string): SignerKey {
  if (!fs.existsSync(file)) {
    throw new Error(`no signing key at ${file}; make one with the setup of this log`)
  }
  if ((fs.statSync(file).mode & 0o077) !== 0) {
    throw new Error(`the signing key ${file} can be read by others; set its mode to 0600`)
  }
  const signer = parseSignerKey(fs.readFileSync(file, 'utf8').trim())
  if (signer.algorithm !== logAlgorithm) throw new Error(`${file} holds no key that signs a log`)
  if (signer.name !== origin) {
    throw new Error(`the key in ${file} signs for ${signer.name}, not for ${origin}`)
  }
  return signer
}
