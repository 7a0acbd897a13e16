import { emptyState, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { tabPage, type Event, type EventTab, type Visitor } from './frame.ts';

/** A page of sheets, one a page of paper. What stands above them is not printed. */
export interface PaperPage {
  readonly visitor: Visitor;
  readonly event: Event;
  readonly title: string;
  readonly tab: EventTab;
  /** How many there are, and in which order. */
  readonly sentence: string;
  readonly detail: string;
  readonly back: { readonly href: string; readonly words: string };
  /** More above the sheets. */
  readonly above?: Html | null;
  readonly sheets: readonly Html[];
  /** What is said where there are none. */
  readonly none: string;
}

/** Sheets to print. */
export function paperPage({ visitor, event, title, tab, sentence, detail, back, above, sheets, none }: PaperPage): Html {
  return tabPage({
    title,
    visitor,
    event,
    tab,
    islands: ['kit/print-button'],
    body: html`<div class="r-unprinted r-stack">${statusSentence({
      state: 'idle',
      icon: 'printer',
      sentence,
      detail,
      actions: [
        html`<a class="btn btn-outline" href="${back.href}">${back.words}</a>`,
        html`<button class="btn btn-primary" type="button" data-island="print-button">${icon('printer')}Print</button>`,
      ],
    })}${above}</div>${sheets.length === 0 ? emptyState({ icon: 'printer', sentence: 'No sheets yet', fact: none }) : sheets}`,
  });
}

/** A line to write on. */
export const blank = html`<span class="r-blank"></span>`;

/** A box to tick. */
export const box = html`<span class="r-box"></span>`;

/** Room to write. */
export const lines = html`<div class="r-paper-lines"></div>`;

/** Where a sheet goes back to; nothing while that is not known. */
export const returnTo = (place: string): Html | null => (place === '' || place === 'TBA' ? null : html`<p>Return to <b>${place}</b></p>`);
