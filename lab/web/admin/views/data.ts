import { card, csrfField, field, icon, statusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import { paths } from '../routes.ts';
import { adminPage, livePart, region, type SessionTitle, type Visitor } from './frame.ts';

/** One round of one game of the session, to choose from. */
export interface RoundChoice {
  readonly sub: number;
  readonly label: string;
}

/** Somebody's values of a round, to be changed. */
export interface EditForm {
  readonly name: string;
  readonly code: string;
  readonly questions: readonly {
    readonly name: string;
    readonly label: string;
    readonly help: string;
    readonly value: string;
    /** What it is now, as JSON: whoever changes it meanwhile is not overwritten. */
    readonly old: string;
  }[];
}

export interface DataPage {
  readonly session: SessionTitle;
  readonly rounds: readonly RoundChoice[];
  readonly chosen: RoundChoice & { readonly game: string };
  /** The participant's own column first. */
  readonly columns: readonly { readonly label: string; readonly isNumber: boolean }[];
  readonly rows: readonly { readonly number: number; readonly name: string; readonly cells: readonly string[] }[];
  readonly finished: number;
  readonly form: EditForm | null;
  readonly visitor: Visitor;
}

/** What people have answered, round by round, and the files. */
export function dataPage(page: DataPage): Html {
  const { session, form, visitor } = page;
  const live = livePart(
    paths.changes(session.code),
    region('data', html`${statusOf(page)}${roundChoice(page.rounds, { session, chosen: page.chosen })}${roundCard(page)}`),
  );
  return adminPage({
    title: 'Data',
    visitor,
    place: { session, tab: 'data' },
    isLive: true,
    body: form ? html`<div class="r-split">${live}${editCard(form, page)}</div>` : live,
  });
}

function statusOf({ session, rows, finished, visitor }: DataPage): Html {
  const isComplete = finished === rows.length;
  return statusSentence({
    state: isComplete ? 'ok' : 'wait',
    icon: 'database',
    sentence: isComplete ? `The data of all ${rows.length} is complete.` : `${finished} of ${rows.length} have finished.`,
    detail: isComplete ? 'Next: take the files.' : 'What others have answered so far is here too; a file taken now has gaps.',
    actions: [
      html`<a class="btn btn-outline" href="${paths.sessionTable(session.code, 'wide', 'xlsx')}">${icon('table')}For Excel</a>`,
      html`<a class="btn btn-outline" href="${paths.sessionTable(session.code, 'wide')}">${icon('download')}Download CSV</a>`,
      ...(visitor.isOrganiser
        ? [html`<a class="btn btn-primary" href="${paths.archiveFile(session.code)}">${icon('download')}Everything, as ZIP</a>`]
        : []),
    ],
  });
}

function roundCard({ session, chosen, columns, rows, visitor }: DataPage): Html {
  const name = (row: DataPage['rows'][number]): Html =>
    visitor.mayRun ? html`<a href="${paths.data(session.code, chosen.sub, row.number)}"><b>${row.name}</b></a>` : html`<b>${row.name}</b>`;
  return card({
    title: chosen.label,
    say: `Long answers are cut here, not in the files.${visitor.mayRun ? ' A press on a name lets you change its values.' : ''}`,
    aside: html`<a href="${paths.sessionTable(session.code, `game.${chosen.game}`)}">${icon('download')} ${chosen.game} alone</a>`,
    flush: true,
    body: table({
      caption: `Data of ${chosen.label}`,
      columns: columns.map(({ label, isNumber }) => ({ label, numeric: isNumber })),
      rows: rows.map((row) => [name(row), ...row.cells]),
    }),
  });
}

/** So many rounds stand side by side; more are chosen from a list. */
const mostSideBySide = 8;

/** Links to the rounds, or a list of them with the one before and the one after. */
export function roundChoice(
  rounds: readonly RoundChoice[],
  {
    session,
    chosen,
    href = paths.data,
  }: { readonly session: SessionTitle; readonly chosen: RoundChoice; readonly href?: (code: string, sub: number) => string },
): Html {
  if (rounds.length === 1) return html``;
  const link = (round: RoundChoice, label = round.label): Html =>
    html`<a href="${href(session.code, round.sub)}"${round.sub === chosen.sub && html` aria-current="page"`}>${label}</a>`;
  if (rounds.length <= mostSideBySide)
    return html`<nav class="r-scroll" aria-label="Round" tabindex="0"><div class="r-seg">${rounds.map((round) => link(round))}</div></nav>`;
  const [before, after] = [rounds[chosen.sub - 2], rounds[chosen.sub]];
  return html`<nav class="r-tools" aria-label="Round">${before && link(before, 'Before')}<form class="r-inline" method="get" action="${href(session.code, 0).split('?')[0]}"><label class="r-sr" for="round">Round</label><select class="form-select r-input" id="round" name="round">${rounds.map((round) => html`<option value="${round.sub}"${round.sub === chosen.sub && html` selected`}>${round.label}</option>`)}</select><button class="btn btn-outline">Show</button></form>${after && link(after, 'Next')}</nav>`;
}

function editCard({ name, code, questions }: EditForm, { session, chosen, visitor }: DataPage): Html {
  const rows = questions.map(
    (one) =>
      html`<input type="hidden" name="old.${one.name}" value="${one.old}">${field({ name: one.name, label: one.label, type: 'text', value: one.value, ...(one.help !== '' && { help: one.help }) })}`,
  );
  return html`<aside class="r-card r-drawer" aria-label="Values of ${name}"><header><h2>${name}</h2><span class="r-say">${chosen.label}</span><span class="r-grow"></span><a class="r-icon" href="${paths.data(session.code, chosen.sub)}" aria-label="Close" title="Close">${icon('x-lg')}</a></header><div class="in">${
    questions.length === 0
      ? html`<p class="r-muted">This game has no fields in this round.</p>`
      : html`<form class="r-stack" method="post" action="${paths.data(session.code)}">${csrfField(visitor.csrf)}<input type="hidden" name="participant" value="${code}"><input type="hidden" name="round" value="${chosen.sub}">${rows}<p class="r-help">Each change is noted with your name and the value before it. What stands on the group is shared. Payoffs do not follow by themselves.</p><div class="r-buttons"><button class="btn btn-primary">Save</button></div></form>`
  }</div></aside>`;
}
