import { banner, card, chip, csrfField, field, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { Planned } from '../../../import/paste.ts';
import type { PasteColumn, PasteSubject } from '../../../rules/paste/subjects.ts';
import { paths } from '../routes.ts';
import { tabPage } from './frame.ts';
import type { Event, PageFault, Visitor } from './frame.ts';
import { filesField } from './tournaments.ts';

interface ImportView {
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  readonly event: Event;
  readonly subject: PasteSubject;
  /** What stands in the box. */
  readonly text: string;
}

const subjectWords = {
  institutions: 'Institutions',
  teams: 'Teams with their speakers',
  adjudicators: 'Adjudicators',
  venues: 'Rooms',
} as const satisfies Record<PasteSubject, string>;

const examples = {
  institutions: 'Ashford College, Ash',
  teams: 'Ashford College    A    Ada Abara    Bo Brandt',
  adjudicators: 'Jo Judge    Ashford College    7.5    jo@example.org',
  venues: 'Room 1–20',
} as const satisfies Record<PasteSubject, string>;

/** Where tables are pasted and files chosen. */
export function importPage({ visitor, fault, event, subject, text }: ImportView): Html {
  const { may = () => true } = visitor;
  return tabPage({
    title: 'Paste or import',
    visitor,
    fault,
    event,
    tab: 'setup',
    body: html`${statusSentence({
      state: 'wait',
      icon: 'clipboard',
      sentence: 'Paste the cells of your spreadsheet.',
      detail: html`You see what would change before anything does. ${may('view.settings') && html`<a href="${paths.setup(event.slug)}">Back to the set-up</a>`}`,
    })}<div class="r-two start r-wide-first">${card({
      title: 'Paste',
      say: 'whole or not at all; the same table twice changes nothing',
      body: html`<form class="r-stack" method="post" action="${paths.paste(event.slug)}">${csrfField(visitor.csrf)}
${field({ name: 'subject', label: 'What it is', type: 'select', value: subject, options: Object.entries(subjectWords).map(([value, label]) => ({ value, label })) })}
${field({ name: 'text', label: 'Cells', type: 'textarea', value: text, required: true, attributes: { rows: 12, spellcheck: 'false' }, help: html`One line each, for instance <code>${examples[subject]}</code>. A first line that names the columns is understood.` })}
<div class="r-buttons"><button class="btn btn-primary">Look at it first</button></div></form>`,
    })}${card({
      title: 'Files',
      say: 'what is there already stays',
      body: html`<form class="r-stack" method="post" action="${paths.import(event.slug)}" enctype="multipart/form-data">${csrfField(visitor.csrf)}${filesField()}<div class="r-buttons"><button class="btn btn-outline">Import the files</button></div></form>`,
    })}</div>`,
  });
}

interface PastedView {
  readonly visitor: Visitor;
  readonly event: Event;
  readonly subject: PasteSubject;
  readonly text: string;
  readonly planned: Planned;
}

const shownRows = 12;
const shownFaults = 10;

/** What would become of the table, before anything does. */
export function pastedPage(view: PastedView): Html {
  const { visitor, event, planned } = view;
  const { adds, changes, skips, plan } = planned;
  const isWrong = plan.faults.length > 0;
  return tabPage({
    title: 'Look at it first',
    visitor,
    event,
    tab: 'setup',
    body: html`${statusSentence({
      state: isWrong ? 'fail' : adds + changes > 0 ? 'wait' : 'ok',
      sentence: `Adds ${adds}, changes ${changes}, skips ${skips}.`,
      detail: isWrong
        ? 'Lines that cannot be read keep the whole table back.'
        : html`Next: <b>${adds + changes > 0 ? 'carry it out' : 'nothing is left to do'}.</b>`,
    })}${isWrong && faultList(plan.faults)}${tableCard(view)}`,
  });
}

function faultList(faults: readonly string[]): Html {
  const left = faults.length - shownFaults;
  return banner({
    kind: 'failed',
    text: `${faults.length} ${faults.length === 1 ? 'line is' : 'lines are'} wrong.`,
    detail: html`${faults.slice(0, shownFaults).join(' ')}${left > 0 && ` And ${left} more.`}`,
  });
}

function tableCard({ visitor, event, subject, text, planned }: PastedView): Html {
  const { grid, guess, plan, adds, changes } = planned;
  const rows = (guess.hasHeading ? grid.slice(1) : grid).slice(0, shownRows);
  const left = grid.length - (guess.hasHeading ? 1 : 0) - rows.length;
  return card({
    title: 'What the columns hold',
    say: 'change it where the guess is wrong',
    body: html`<form class="r-stack" method="post" action="${paths.paste(event.slug)}">${csrfField(visitor.csrf)}<input type="hidden" name="subject" value="${subject}"><textarea name="text" hidden>${text}</textarea>
${table({
  caption: 'The pasted table',
  columns: [{ label: 'Becomes' }, ...guess.columns.map((column, index) => ({ label: columnMenu(planned.offered, { column, index }) }))],
  rows: rows.map((cells, index) => [becomes(plan.rows[index]?.does), ...guess.columns.map((_column, at) => cells[at] ?? '')]),
})}${left > 0 && html`<p class="r-muted">and ${left} more lines</p>`}
<div class="r-buttons"><button class="btn btn-outline">Look again</button>${
      plan.faults.length === 0 &&
      adds + changes > 0 &&
      html`<button class="btn btn-primary" name="carry-out" value="1">Carry it out</button>`
    }</div></form>`,
  });
}

function becomes(does: 'add' | 'change' | 'skip' | undefined): Html {
  if (does === 'add') return chip('ok', 'added');
  return does === 'change' ? chip('wait', 'changed') : chip('idle', does === 'skip' ? 'left' : '–');
}

function columnMenu(
  offered: readonly PasteColumn[],
  { column, index }: { readonly column: PasteColumn | null; readonly index: number },
): Html {
  const options = [{ value: '', label: 'left out' }, ...offered.map((one) => ({ value: one, label: columnWords[one] }))];
  return html`<select class="form-select r-input" name="column" aria-label="What column ${index + 1} holds">${options.map(
    ({ value, label }) => html`<option value="${value}"${value === (column ?? '') && html` selected`}>${label}</option>`,
  )}</select>`;
}

const columnWords: Readonly<Record<PasteColumn, string>> = {
  name: 'name',
  code: 'code',
  region: 'region',
  institution: 'institution',
  team: 'team',
  seed: 'seed',
  category: 'break category',
  speakers: 'speakers',
  emails: 'e-mails of speakers',
  score: 'base score',
  email: 'e-mail',
  phone: 'telephone',
  gender: 'gender',
  priority: 'priority',
  site: 'building',
  url: 'link',
};
