import { html } from '#kit/html/html.ts';
import type { Html, HtmlValue } from '#kit/html/html.ts';
import type { Permission } from '../../../rules/permissions.ts';
import type { Visitor } from './frame.ts';

interface Door {
  readonly href: string;
  readonly needs: Permission;
  readonly words: HtmlValue;
  /** `btn btn-outline` for a button, which whoever may not use it does not see at all. */
  readonly button?: string;
}

/** A link for whom it is open to; everybody else reads the words, and sees no button. */
export function door({ may = () => true }: Pick<Visitor, 'may'>, { href, needs, words, button }: Door): Html | null {
  if (may(needs)) return html`<a${button !== undefined && html` class="${button}"`} href="${href}">${words}</a>`;
  return button === undefined ? html`${words}` : null;
}
