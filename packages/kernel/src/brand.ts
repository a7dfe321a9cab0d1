declare const brand: unique symbol

/** A value that one parser has checked; nothing else makes one. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }
