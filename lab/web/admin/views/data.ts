import { card, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { paths } from '../routes.ts';
import { adminPage, livePart, region, type SessionTitle, type Visitor } from './frame.ts';

/** One round of one game of the session, to choose from. */
export interface RoundChoice {
  readonly sub: number;
  readonly label: string;
}

export interface DataPage {
  readonly session: SessionTitle;
  readonly rounds: readonly RoundChoice[];
  readonly chosen: RoundChoice & { readonly game: string };
  readonly columns: readonly { readonly label: string; readonly isNumber: boolean }[];
  readonly rows: readonly (readonly string[])[];
  readonly finished: number;
  readonly visitor: Visitor;
}

/** What people have answered, round by round, and the files. */
export function dataPage({ session, rounds, chosen, columns, rows, finished, visitor }: DataPage): Html {
  return adminPage({
    title: 'Data',
    visitor,
    place: { session, tab: 'data' },
    isLive: true,
    body: livePart(
      paths.changes(session.code),
      region(
        'data',
        html`${statusSentence({
          state: finished === rows.length ? 'ok' : 'wait',
          icon: 'database',
          sentence:
            finished === rows.length ? `The data of all ${rows.length} is complete.` : `${finished} of ${rows.length} have finished.`,
          detail:
            finished === rows.length ? 'Next: take the files.' : 'What others have answered so far is here too; a file taken now has gaps.',
          actions: [
            html`<a class="btn btn-outline" href="${paths.sessionTable(session.code, 'wide', 'xlsx')}">${icon('table')}For Excel</a>`,
            html`<a class="btn btn-primary" href="${paths.sessionTable(session.code, 'wide')}">${icon('download')}Download CSV</a>`,
          ],
        })}
    ${rounds.length > 1 && html`<nav class="r-scroll" aria-label="Round"><div class="r-seg">${rounds.map((round) => roundLink(round, { session, chosen }))}</div></nav>`}
    ${card({
      title: chosen.label,
      say: 'Long answers are cut here, not in the files.',
      aside: html`<a href="${paths.sessionTable(session.code, `game.${chosen.game}`)}">${icon('download')} ${chosen.game} alone</a>`,
      flush: true,
      body: table({
        caption: `Data of ${chosen.label}`,
        columns: columns.map(({ label, isNumber }) => ({ label, numeric: isNumber })),
        rows,
      }),
    })}`,
      ),
    ),
  });
}

function roundLink(round: RoundChoice, { session, chosen }: Pick<DataPage, 'session' | 'chosen'>): Html {
  return html`<a href="${paths.data(session.code, round.sub)}"${round.sub === chosen.sub && html` aria-current="page"`}>${round.label}</a>`;
}
