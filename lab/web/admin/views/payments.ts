import { card, chip, csrfField, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { paths } from '../routes.ts';
import { adminPage, livePart, region, type SessionTitle, type Visitor } from './frame.ts';

/** What one participant gets; amounts as people read them. */
export interface PaymentLine {
  readonly name: string;
  readonly code: string;
  readonly progress: string;
  readonly isFinished: boolean;
  readonly status: string;
  readonly payoff: string;
  readonly money: string;
  readonly adjustments: readonly { readonly amount: string; readonly reason: string; readonly actor: string }[];
  readonly total: string;
}

export interface PaymentsPage {
  readonly session: SessionTitle;
  readonly lines: readonly PaymentLine[];
  /** Every status there is. */
  readonly statuses: readonly string[];
  /** Only those of this status are shown; null: all. */
  readonly status: string | null;
  readonly fee: string;
  readonly sum: string;
  readonly mean: string;
  /** Whose payment is being put right. */
  readonly open: { readonly code: string; readonly name: string } | null;
  readonly visitor: Visitor;
}

/** Who is paid what. */
export function paymentsPage(page: PaymentsPage): Html {
  const { session, visitor, open } = page;
  const live = livePart(
    paths.changes(session.code),
    region('payments', html`${statusOf(page)}${filterOf(page)}${card({ title: 'What each gets', flush: true, body: lineTable(page) })}`),
  );
  return adminPage({
    title: 'Payments',
    visitor,
    place: { session, tab: 'payments' },
    isLive: true,
    body: open && visitor.mayRun ? html`<div class="r-split">${live}${adjustCard(open, page)}</div>` : live,
  });
}

function statusOf({ session, lines, sum, mean, fee, visitor }: PaymentsPage): Html {
  const finished = lines.filter((line) => line.isFinished).length;
  return statusSentence({
    state: finished === lines.length ? 'ok' : 'wait',
    icon: 'coin',
    sentence: finished === lines.length ? `${sum} for ${lines.length}.` : `${sum} so far: ${finished} of ${lines.length} have finished.`,
    detail: html`Mean <b>${mean}</b>, with a fee of <b>${fee}</b> each.`,
    actions: [
      html`<a class="btn btn-outline" href="${paths.sessionTable(session.code, 'payments')}">${icon('download')}Payments as CSV</a>`,
      ...(visitor.mayRun
        ? [html`<a class="btn btn-primary" href="${paths.receipts(session.code)}">${icon('printer')}Receipts to print</a>`]
        : []),
    ],
  });
}

function filterOf({ session, statuses, status }: PaymentsPage): Html {
  if (statuses.length === 0) return html``;
  const link = (wanted: string | undefined, label: string): Html =>
    html`<a href="${paths.payments(session.code, wanted)}"${(status ?? undefined) === wanted && html` aria-current="page"`}>${label}</a>`;
  return html`<nav class="r-seg" aria-label="Status">${link(undefined, 'All')}${link('', 'No status')}${statuses.map((one) => link(one, one))}</nav>`;
}

function lineTable({ session, lines, visitor }: PaymentsPage): Html {
  return table({
    caption: 'Payments',
    cards: true,
    columns: [
      { label: 'Participant' },
      { label: 'State' },
      { label: 'Progress', numeric: true },
      { label: 'Payoff', numeric: true },
      { label: 'In money', numeric: true },
      { label: 'By hand' },
      { label: 'In all', numeric: true },
      ...(visitor.mayRun ? [{ label: 'Actions', hidden: true }] : []),
    ],
    rows: lines.map((line) => [
      html`<b>${line.name}</b> <code class="r-muted">${line.code}</code>`,
      line.isFinished ? chip('ok', 'finished') : chip(line.status === 'dropout' ? 'fail' : 'idle', line.status || 'not finished'),
      line.progress,
      line.payoff,
      line.money,
      line.adjustments.length > 0 &&
        line.adjustments.map(
          ({ amount, reason, actor }) => html`<span title="by ${actor}">${amount} <span class="r-muted">${reason}</span></span> `,
        ),
      html`<b>${line.total}</b>`,
      ...(visitor.mayRun
        ? [html`<a href="${paths.payments(session.code)}?adjust=${line.code}" aria-label="Adjust the payment of ${line.name}">Adjust</a>`]
        : []),
    ]),
  });
}

function adjustCard({ code, name }: { readonly code: string; readonly name: string }, { session, visitor }: PaymentsPage): Html {
  return html`<aside class="r-card r-drawer" aria-label="Payment of ${name}"><header><h2>${name}</h2><span class="r-grow"></span><a class="r-icon" href="${paths.payments(session.code)}" aria-label="Close" title="Close">${icon('x-lg')}</a></header><div class="in"><form class="r-stack" method="post" action="${paths.adjust(session.code)}">${csrfField(visitor.csrf)}<input type="hidden" name="participant" value="${code}">
${field({ name: 'amount', label: 'Amount to add', type: 'text', required: true, help: '2.50, or -1 to take away. Real money.', attributes: { inputmode: 'decimal', autocomplete: 'off' } })}
${field({ name: 'reason', label: 'Reason', type: 'text', required: true, help: 'Stands in the file of payments, with your name.', attributes: { maxlength: 300 } })}
<div class="r-buttons"><button class="btn btn-primary">Adjust the payment</button></div></form></div></aside>`;
}
