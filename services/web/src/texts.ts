import en from './texts/en.json' with { type: 'json' }
import zhCN from './texts/zh-CN.json' with { type: 'json' }

/** Languages, the first one first. */
export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]
/** A text by its name; names with a dot come from words of the record. */
export type TextName = keyof typeof zhCN

const texts: Readonly<Record<Language, Readonly<Record<string, string>>>> = { 'zh-CN': zhCN, en }

/** Says a text, its places filled. */
export type Say = (name: TextName, places?: Readonly<Record<string, string | number>>) => string

/** The texts of a language. */
export function sayIn(language: Language): Say {
  return (name, places = {}) => filled(texts[language][name] ?? name, places)
}

/** A word of the record in a language: `outcome` and `adopted`; the word itself where there is no text for it. */
export function wordIn(language: Language, family: string, word: string): string {
  return texts[language][`${family}.${word}`] ?? word
}

function filled(text: string, places: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(places[name] ?? whole))
}
