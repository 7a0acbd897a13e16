import { card, chip, csrfField, field, icon, statusSentence, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table, type TableRow } from '#kit/html/table.ts';
import type { Dyno, ProcessType } from '../../../rules/resources.ts';
import { clockTime, several } from '../format.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, onlyFor, type Visitor } from './frame.ts';

export interface RunsPage {
  readonly app: string;
  readonly runs: readonly Dyno[];
  readonly formation: readonly ProcessType[];
  readonly visitor: Visitor;
  readonly nowMs: number;
  readonly fault?: PageFault | null;
  readonly typed?: string;
}

/** One-off dynos: a command of one's own with the app's code and config. */
export function runsPage({ app, runs, formation, visitor, nowMs, fault, typed = '' }: RunsPage): Html {
  return dashboardPage({
    title: 'Run',
    visitor,
    app: { name: app, tab: 'runs' },
    body: html`${statusSentence(headlineOf(app, runs))}${faultBanner(fault)}
    ${visitor.may('change') ? startCard({ app, formation, visitor, typed }) : onlyFor('change')}
    ${runs.length > 0 && runsCard(app, runs, nowMs)}`,
  });
}

function headlineOf(app: string, runs: readonly Dyno[]): StatusSentence {
  const open = runs.filter(isOpen);
  const [first] = open;
  const detail = html`What runs by itself: <a href="${paths.jobs(app)}">Jobs</a>. In a terminal: <code>npx rostra run bash --app ${app}</code>`;
  if (first === undefined) return { state: 'idle', icon: 'terminal', sentence: `No command of yours runs in ${app}.`, detail };
  return {
    state: 'wait',
    sentence: `${open.length === 1 ? 'A command runs' : `${several(open.length, 'command')} run`} in ${app}.`,
    detail,
  };
}

/** Neither over nor on its way out. */
export const isOpen = ({ state }: Dyno): boolean => state === 'starting' || state === 'up' || state === 'stopping';

function startCard({ app, formation, visitor, typed }: Required<Pick<RunsPage, 'app' | 'formation' | 'visitor' | 'typed'>>): Html {
  const types = formation.map(({ type }) => type).join(', ');
  return card({
    title: 'Run a command',
    say: 'once, in a dyno of its own with the code and the config vars of the app',
    body: html`<form class="r-inline" method="post" action="${paths.runs(app)}">${csrfField(visitor.csrf)}${field({ name: 'command', label: 'Command', type: 'text', value: typed, required: true, attributes: { autocomplete: 'off', spellcheck: 'false', placeholder: 'node scripts/clean.js' }, help: types === '' ? 'A shell reads it.' : `A shell reads it; a process type’s name (${types}) stands for its command. It may run for 24 hours.` })}<button class="btn btn-primary">${icon('play-fill')}Run</button></form>`,
  });
}

function runsCard(app: string, runs: readonly Dyno[], nowMs: number): Html {
  return card({
    title: 'Lately',
    flush: true,
    body: table({
      caption: `One-off dynos of ${app}`,
      cards: true,
      columns: [{ label: 'Dyno' }, { label: 'State' }, { label: 'Release' }, { label: 'Since', numeric: true }],
      rows: runs.map((run) => runRow(app, run, nowMs)),
    }),
  });
}

function runRow(app: string, run: Dyno, nowMs: number): TableRow {
  const since = html`<time datetime="${run.since}">${clockTime(run.since, nowMs)}</time>`;
  return [html`<a class="r-strong" href="${paths.run(app, run.id)}">${run.name}</a>`, runChip(run), `v${run.release}`, since];
}

export function runChip({ state, exitStatus }: Dyno): Html {
  if (state === 'starting' || state === 'up') return chip('wait', 'runs');
  if (state === 'stopping') return chip('wait', 'is being stopped');
  return exitStatus === 0 ? chip('ok', 'done') : chip('fail', exitStatus === null ? 'ended by a signal' : `ended with ${exitStatus}`);
}
