/** The labels of a text, or the first word that is none. */
export interface ReadLabels {
  readonly labels: readonly string[];
  readonly wrong: string | null;
}

/** One label a line, or any white space between them; each counts once, in the order of the text. Capitals make another label. */
export function readLabels(text: string): ReadLabels {
  const words = text
    .replace(/^\u{feff}/u, '')
    .split(/\s+/)
    .filter((word) => word !== '');
  return { labels: [...new Set(words)], wrong: words.find((word) => !/^\w{1,100}$/.test(word)) ?? null };
}
