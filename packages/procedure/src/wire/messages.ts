/** A message of the door, in Chinese and English; a missing value has its own. */
export function says(
  zh: string,
  en: string,
): { readonly error: (issue: { readonly input?: unknown }) => string } {
  return { error: ({ input }) => (input === undefined ? missing : `${zh} · ${en}`) }
}

/** 缺项. */
export const missing = '缺少此项 · this is missing'

/** Why a request may not name private persons (until names can be enclosed and erased). */
export const noPersonalData =
  '在建立密钥库之前不得录入个人信息（姓名、电话、住址），此处只能为 {} · personal data (names, telephones, addresses) may not be entered until the keyring exists; only {} may stand here'

/** Words by which requests name private persons. */
const personal =
  /^(name|fullName|phone|telephone|mobile|email|address|idNumber|idCard|identity|contact|submitter)$/i

/** What is said of a field that the act does not have. */
export function unknownField(name: string): string {
  return personal.test(name) ? `没有此项；${noPersonalData}` : '没有此项 · there is no such field'
}
