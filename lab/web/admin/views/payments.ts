import { card, chip, statusSentence } from '#kit/html/controls.ts';
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
  readonly total: string;
}

export interface PaymentsPage {
  readonly session: SessionTitle;
  readonly lines: readonly PaymentLine[];
  readonly fee: string;
  readonly sum: string;
  readonly mean: string;
  readonly visitor: Visitor;
}

/** Who is paid what. */
export function paymentsPage({ session, lines, fee, sum, mean, visitor }: PaymentsPage): Html {
  const finished = lines.filter((line) => line.isFinished).length;
  return adminPage({
    title: 'Payments',
    visitor,
    place: { session, tab: 'payments' },
    isLive: true,
    body: livePart(
      paths.changes(session.code),
      region(
        'payments',
        html`${statusSentence({
          state: finished === lines.length ? 'ok' : 'wait',
          icon: 'coin',
          sentence:
            finished === lines.length ? `${sum} for ${lines.length}.` : `${sum} so far: ${finished} of ${lines.length} have finished.`,
          detail: html`Mean <b>${mean}</b>, with a fee of <b>${fee}</b> each.`,
        })}
    ${card({ title: 'What each gets', flush: true, body: lineTable(lines) })}`,
      ),
    ),
  });
}

function lineTable(lines: readonly PaymentLine[]): Html {
  return table({
    caption: 'Payments',
    cards: true,
    columns: [
      { label: 'Participant' },
      { label: 'State' },
      { label: 'Progress', numeric: true },
      { label: 'Payoff', numeric: true },
      { label: 'In money', numeric: true },
      { label: 'With the fee', numeric: true },
    ],
    rows: lines.map((line) => [
      html`<b>${line.name}</b> <code class="r-muted">${line.code}</code>`,
      line.isFinished ? chip('ok', 'finished') : chip(line.status === 'dropout' ? 'fail' : 'idle', line.status || 'not finished'),
      line.progress,
      line.payoff,
      line.money,
      html`<b>${line.total}</b>`,
    ]),
  });
}
