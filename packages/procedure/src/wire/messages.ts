/** A message of the door, in Chinese and English; a missing value has its own. */
export function says(
  zh: string,
  en: string,
): { readonly error: (issue: { readonly input?: unknown }) => string } {
  return { error: ({ input }) => (input === undefined ? missing : `${zh} · ${en}`) }
}

/** 缺项. */
export const missing = '缺少此项 · this is missing'

/** Why a request may not name private persons here: only fields made for it are enclosed and can be erased. */
export const noPersonalDataHere =
  '此处不得录入个人信息（姓名、电话、住址），只能为 {}；个人信息只写入为其设的项目，登记前即封存 · personal data (names, telephones, addresses) may not be entered here, only {} may stand; it belongs in the fields made for it, which are enclosed before they are entered'

/** Words by which requests name private persons. */
const personal =
  /^(name|fullName|phone|telephone|mobile|email|address|idNumber|idCard|identity|contact|submitter)$/i

/** What is said of a field that the act does not have. */
export function unknownField(name: string): string {
  return personal.test(name)
    ? `没有此项；${noPersonalDataHere}`
    : '没有此项 · there is no such field'
}
