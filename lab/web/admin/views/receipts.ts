import { icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { paths } from '../routes.ts';
import { adminPage, type SessionTitle, type Visitor } from './frame.ts';

export interface ReceiptsPage {
  readonly session: SessionTitle;
  /** The day when the session was made. */
  readonly when: string;
  readonly receipts: readonly { readonly name: string; readonly code: string; readonly total: string }[];
  readonly visitor: Visitor;
}

/** One slip for each participant, to print, cut and sign. */
export function receiptsPage({ session, when, receipts, visitor }: ReceiptsPage): Html {
  return adminPage({
    title: 'Receipts',
    visitor,
    place: { session, tab: 'payments' },
    islands: ['kit/print-button'],
    body: html`${statusSentence({
      state: 'idle',
      icon: 'printer',
      sentence: receipts.length === 1 ? '1 receipt' : `${receipts.length} receipts`,
      detail: 'They print as slips to cut apart and sign.',
      actions: [
        html`<a class="btn btn-outline" href="${paths.payments(session.code)}">Back to the payments</a>`,
        html`<button class="btn btn-primary" type="button" data-island="print-button">${icon('printer')}Print</button>`,
      ],
    })}<section class="r-stack" aria-label="Receipts">${receipts.map(
      ({ name, code, total }) =>
        html`<article class="r-card r-pad" style="break-inside:avoid"><p><span><b>Receipt</b> · ${session.name} · ${when}</span></p><p><span>${name} <code class="r-muted">${code}</code> received <b>${total}</b>.</span></p><p class="r-muted" style="margin-top:2.5rem;border-top:1px solid var(--r-line-strong)">Date, name and signature</p></article>`,
    )}</section>`,
  });
}
