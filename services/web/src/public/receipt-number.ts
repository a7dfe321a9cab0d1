/** Digits nobody mistakes for another when reading them aloud: no I, L, O, U. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 26

/** 回执编号 · The id of an opinion as people write it down: 26 characters in groups of four. */
export function receiptNumber(id: string): string {
  let rest = BigInt(`0x${id.replaceAll('-', '')}`)
  let text = ''
  for (let i = 0; i < length; i += 1) {
    text = `${digits[Number(rest % 32n)] ?? ''}${text}`
    rest /= 32n
  }
  return (text.match(/.{1,4}/g) ?? []).join('-')
}

/** The id behind a number, however it was typed; undefined where it is none. */
export function idOfReceipt(typed: string): string | undefined {
  const plain = typed.trim().toLowerCase()
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(plain)) return plain
  const text = plain
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  if (text.length !== length) return undefined
  let value = 0n
  for (const one of text) {
    const digit = digits.indexOf(one)
    if (digit < 0) return undefined
    value = value * 32n + BigInt(digit)
  }
  const hex = value.toString(16).padStart(32, '0')
  if (hex.length !== 32) return undefined
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
