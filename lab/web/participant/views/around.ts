import { html, type Html } from '#kit/html/html.ts';

/** A text with markup where it says `{name}`. */
export function around(text: string, name: string, markup: Html): Html {
  const [before = '', after = ''] = text.split(`{${name}}`);
  return html`${before}${markup}${after}`;
}
