/** What one file of an installation's own rules came to: an answer for each moment, or why there is none. */
export type SiteTold =
  | { readonly begins: string }
  | { readonly file: string; readonly answers: readonly unknown[] }
  | { readonly file: string; readonly fault: string };
