import { card, emptyState, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { CostReport, LedgerCheck, LedgerLine } from '../../../rules/costs/cost-resources.ts';
import { microText } from '../../../rules/costs/money-text.ts';
import { paths } from '../routes.ts';
import type { CostFilter } from './costs.ts';
import { dashboardPage, type Visitor } from './frame.ts';

export interface LedgerPage {
  /** Newest first. */
  readonly lines: readonly LedgerLine[];
  readonly check: LedgerCheck;
  readonly currency: string;
  readonly visitor: Visitor;
}

/** What was paid for, interval by interval. */
export function ledgerPage({ lines, check, currency, visitor }: LedgerPage): Html {
  const sentence = check.isWhole
    ? 'The ledger and the log of usage say the same, to the last fraction.'
    : 'The ledger and the log of usage do not say the same.';
  const detail = `${check.intervals} intervals, ${microText(check.ledgerMicro, currency, 6)} in all before any cap.`;
  return dashboardPage({
    title: 'Ledger',
    visitor,
    place: 'costs',
    body: html`${statusSentence({ state: check.isWhole ? 'ok' : 'fail', sentence, detail, actions: [html`<a class="btn btn-outline" href="${paths.costs()}">${icon('arrow-left')}Costs</a>`] })}
    ${lines.length === 0 ? emptyState({ icon: 'journal-text', sentence: 'Nothing in this time', fact: 'An interval begins when dynos are scaled up or an add-on is made.' }) : linesCard(lines, currency)}`,
  });
}

function linesCard(lines: readonly LedgerLine[], currency: string): Html {
  return card({
    title: 'Intervals',
    say: 'newest first; append-only',
    flush: true,
    body: table({
      caption: 'The ledger, newest first',
      cards: true,
      columns: [
        { label: 'App' },
        { label: 'What' },
        { label: 'From' },
        { label: 'To' },
        { label: 'Costs', numeric: true },
        { label: 'Why' },
      ],
      rows: lines.map(({ app, resource, quantity, key, start, end, cause, amountMicro, monthlyMicro }) => [
        app,
        html`${quantity} × <b>${key}</b> <code class="r-small r-muted">${resource}</code>`,
        shortTime(start),
        end === null ? html`<b>goes on</b>` : shortTime(end),
        monthlyMicro === null ? html`<span class="nil">no price</span>` : microText(amountMicro, currency, 6),
        cause,
      ]),
    }),
  });
}

const shortTime = (time: string): Html => html`<time datetime="${time}">${time.slice(0, 10)} ${time.slice(11, 19)}</time>`;

export interface ReceiptPage {
  readonly report: CostReport;
  readonly filter: CostFilter;
  readonly visitor: Visitor;
}

/** For a grant or a committee: printed as it stands. */
export function receiptPage({ report, filter, visitor }: ReceiptPage): Html {
  const { currency } = report;
  const last = report.to.slice(0, 10);
  const of = filter.app === undefined ? 'all apps' : filter.app;
  const rows = report.lines.map(({ app, kind, key, unitSeconds, amountMicro }) => [
    app,
    `${kind} ${key}`,
    `${(unitSeconds / 3600).toFixed(2)} h`,
    microText(amountMicro, currency, 4),
  ]);
  return dashboardPage({
    title: 'Receipt',
    visitor,
    place: 'costs',
    body: html`${statusSentence({ state: 'idle', icon: 'file-earmark-text', sentence: `${microText(report.totalMicro, currency)} for ${of}`, detail: `${report.from.slice(0, 10)} to ${last}, days in UTC; prices of ${report.book} as of ${report.shipped}.` })}
    ${card({
      title: 'What was used',
      flush: true,
      body: table({
        caption: 'What was used and what it costs',
        columns: [{ label: 'App' }, { label: 'What' }, { label: 'Time × quantity', numeric: true }, { label: 'Costs', numeric: true }],
        rows: [...rows, [html`<b>Total</b>`, '', '', html`<b>${microText(report.totalMicro, currency, 4)}</b>`]],
      }),
    })}
    <p class="r-muted">A month counts 30 days and every second counts; each dyno and add-on costs at most its monthly price in a calendar month.${report.machineMicro !== null && ` The machine itself cost ${microText(report.machineMicro, currency)} in this time; this is no part of the sum.`}</p>`,
  });
}
