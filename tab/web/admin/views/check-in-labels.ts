import { emptyState, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { IdentifierKind } from '../../../rules/check-in/identifiers.ts';
import { checkInPaths } from '../check-in-paths.ts';
import { tabPage, type Event, type Visitor } from './frame.ts';

export interface LabelsPage {
  readonly visitor: Visitor;
  readonly event: Event;
  readonly kind: IdentifierKind;
  readonly labels: readonly {
    readonly name: string;
    /** The team, the institution, the category. */
    readonly detail: string;
    readonly identifier: string;
    readonly bars: Html;
    readonly square: Html;
  }[];
  /** How many have no identifier yet. */
  readonly wanting: number;
}

const titles: Record<IdentifierKind, string> = {
  speaker: 'Badges for speakers',
  adjudicator: 'Badges for adjudicators',
  venue: 'Labels for rooms',
};

/** A slip for each, to print and cut apart. */
export function labelsPage({ visitor, event, kind, labels, wanting }: LabelsPage): Html {
  const back = kind === 'venue' ? checkInPaths.rooms(event.slug) : checkInPaths.people(event.slug);
  return tabPage({
    title: titles[kind],
    visitor,
    event,
    tab: 'check-in',
    islands: ['kit/print-button'],
    body: html`${statusSentence({
      state: 'idle',
      icon: 'qr-code',
      sentence: `${labels.length} ${labels.length === 1 ? 'slip' : 'slips'} to print and cut apart.`,
      detail:
        wanting === 0
          ? 'The bar code is for scanners, the square for phones; both say the same six digits.'
          : `${wanting} have no identifier yet.`,
      actions: [
        html`<a class="btn btn-outline" href="${back}">Back to check-in</a>`,
        html`<button class="btn btn-primary" type="button" data-island="print-button">${icon('printer')}Print</button>`,
      ],
    })}${
      labels.length === 0
        ? emptyState({ icon: 'qr-code', sentence: 'No identifiers yet', fact: 'The check-in page gives everybody one.' })
        : html`<section class="r-labels" aria-label="${titles[kind]}">${labels.map(
            ({ name, detail, identifier, bars, square }) =>
              html`<article class="r-card r-pad"><p><b>${name}</b><span class="r-muted">${detail}</span></p><div>${bars}${square}</div><p class="r-receipt">${identifier}</p></article>`,
          )}</section>`
    }`,
  });
}
