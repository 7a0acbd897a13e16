/** A seeded source of chance. The same seed gives the same sequence for ever, so a stored seed repeats a draw. */
export interface Random {
  /** A number in [0, 1), with 53 random bits. */
  next(): number;
  /** A whole number in [0, limit). */
  below(limit: number): number;
  /** A new array with the items in random order (Fisher–Yates). */
  shuffle<Item>(items: readonly Item[]): Item[];
}

/** cyrb128 by bryc (public domain): spreads any string over four 32-bit words. */
function hashWords(text: string): [number, number, number, number] {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let i = 0; i < text.length; i += 1) {
    const k = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ k, 597399067);
    b = c ^ Math.imul(b ^ k, 2869860233);
    c = d ^ Math.imul(c ^ k, 951274213);
    d = a ^ Math.imul(d ^ k, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  a ^= b ^ c ^ d;
  return [a >>> 0, (b ^ a) >>> 0, (c ^ a) >>> 0, (d ^ a) >>> 0];
}

/** sfc32 (Chris Doty-Humphrey, PractRand), seeded by a string. */
export function seededRandom(seed: string): Random {
  let [a, b, c, d] = hashWords(seed);
  const word = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i += 1) word();
  const next = (): number => ((word() >>> 5) * 67108864 + (word() >>> 6)) / 9007199254740992;
  const below = (limit: number): number => Math.floor(next() * limit);
  const shuffle = <Item>(items: readonly Item[]): Item[] => {
    const copy = items.slice();
    for (let i = copy.length - 1; i > 0; i -= 1) {
      const j = below(i + 1);
      [copy[i], copy[j]] = [copy[j] as Item, copy[i] as Item]; // oxlint-disable-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- both indexes lie inside the array
    }
    return copy;
  };
  return { next, below, shuffle };
}
