import { emptyState, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { paths } from '../routes.ts';
import { tabPage, type Event, type Visitor } from './frame.ts';

export type SlipKind = 'speaker' | 'adjudicator' | 'coach';

export interface LinkSlips {
  readonly visitor: Visitor;
  readonly event: Event;
  readonly kind: SlipKind;
  readonly slips: readonly { readonly name: string; readonly url: string; readonly square: Html }[];
}

/** What each kind of people is called on a button and a title. */
export const slipTitles: Record<SlipKind, string> = { adjudicator: 'adjudicators', speaker: 'speakers', coach: 'coaches' };

/** The private link of each person on a slip of its own, to print, cut apart and hand over. */
export function linkSlipsPage({ visitor, event, kind, slips }: LinkSlips): Html {
  return tabPage({
    title: `Private links of ${slipTitles[kind]}`,
    visitor,
    event,
    tab: 'people',
    islands: ['kit/print-button'],
    body: html`${statusSentence({
      state: 'idle',
      icon: 'qr-code',
      sentence: `${slips.length} ${slips.length === 1 ? 'slip' : 'slips'} to print and cut apart.`,
      detail: html`Each is for one person only: <b>whoever has the link is taken for them.</b>`,
      actions: [
        html`<a class="btn btn-outline" href="${paths.people(event.slug)}">Back to people</a>`,
        html`<button class="btn btn-primary" type="button" data-island="print-button">${icon('printer')}Print</button>`,
      ],
    })}${
      slips.length === 0
        ? emptyState({ icon: 'qr-code', sentence: 'No private links', fact: 'People get theirs when they are put on record.' })
        : html`<section class="r-labels" aria-label="Slips">${slips.map(
            ({ name, url, square }) =>
              html`<article class="r-card r-pad"><p><b>${name}</b><span class="r-muted">${event.name}</span></p><div>${square}<code class="r-wrap r-small">${url}</code></div></article>`,
          )}</section>`
    }`,
  });
}
