import { html, type Html } from '#kit/html/html.ts';

/** A team's emoji, and the name that a screen reader says for it. */
export interface Sign {
  readonly emoji: string;
  readonly label: string;
}

/** The emoji is drawn by the style, so that searching, sorting and copying find the name alone. */
export function signPart(sign: Sign | null | undefined): Html | null {
  if (!sign) return null;
  return sign.label === ''
    ? html`<i class="sign" data-e="${sign.emoji}" aria-hidden="true"></i>`
    : html`<i class="sign" data-e="${sign.emoji}" role="img" aria-label="${sign.label}"></i>`;
}
