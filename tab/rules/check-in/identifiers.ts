import type { Random } from '#kit/math/random.ts';

/** What has an identifier. */
export type IdentifierKind = 'speaker' | 'adjudicator' | 'venue';

/** Six digits, the first not 0: what a badge or a door carries as a bar code. Tab spec section 1.8. */
const whole = /^[1-9]\d{5}$/;

export interface ReadScans {
  readonly identifiers: readonly string[];
  /** What is none of them, as it was written. */
  readonly unreadable: readonly string[];
}

/** Reads what a scanner typed or a person pasted: identifiers with spaces, commas or line breaks between them; one that stands twice counts once. */
export function readScans(text: string): ReadScans {
  const words = new Set(text.split(/[\s,;]+/).filter((word) => word !== ''));
  const identifiers = [...words].filter((word) => whole.test(word));
  return { identifiers, unreadable: [...words].filter((word) => !whole.test(word)) };
}

/** As many identifiers as wished, each another one. */
export function drawIdentifiers(count: number, random: Random): string[] {
  const drawn = new Set<string>();
  while (drawn.size < count) drawn.add(String(100_000 + random.below(900_000)));
  return [...drawn];
}
