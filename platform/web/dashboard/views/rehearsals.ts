import { card, chip, csrfField, emptyState, field, icon, statusSentence, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table, type TableRow } from '#kit/html/table.ts';
import type { Rehearsal } from '../../../rules/rehearsal-resources.ts';
import { clockTime, count } from '../format.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, onlyFor, type Visitor } from './frame.ts';

/** The five answers, as they were typed. */
export interface Answers {
  readonly what: string;
  readonly detail: string;
  readonly people: string;
  readonly seconds: string;
  readonly p95: string;
  readonly length: string;
}

export interface RehearsalsPage {
  readonly app: string;
  readonly rehearsals: readonly Rehearsal[];
  readonly answers: Answers;
  readonly visitor: Visitor;
  readonly nowMs: number;
  readonly fault?: PageFault | null;
}

/** Five questions, and what earlier rehearsals came to. */
export function rehearsalsPage(page: RehearsalsPage): Html {
  const { app, rehearsals, visitor, fault } = page;
  return dashboardPage({
    title: 'Rehearsal',
    visitor,
    app: { name: app, tab: 'rehearsals' },
    body: html`${statusSentence(headlineOf(app, rehearsals))}${faultBanner(fault)}
    <div class="r-two">${visitor.may('operate') ? wizard(page) : onlyFor('operate')}${history(page)}</div>`,
  });
}

function headlineOf(app: string, rehearsals: readonly Rehearsal[]): StatusSentence {
  const running = rehearsals.find(({ endedAt }) => endedAt === null);
  if (running !== undefined)
    return {
      state: 'wait',
      icon: 'robot',
      sentence: `Bots play ${app} now.`,
      detail: running.says,
      actions: [html`<a class="btn btn-primary" href="${paths.rehearsal(app, running.id)}">Look on</a>`],
    };
  const last = rehearsals.find(({ result }) => result !== null)?.result;
  if (last == null)
    return {
      state: 'idle',
      icon: 'robot',
      sentence: `How many people ${app} holds is not known yet.`,
      detail: 'Next: let bots play the event on a copy. Nobody notices, and nothing of it stays.',
    };
  return { state: last.verdict === 'PASS' ? 'ok' : last.verdict === 'FAIL' ? 'fail' : 'late', sentence: last.headline, detail: last.words };
}

const kinds = [
  { value: 'http', label: 'People open pages' },
  { value: 'lab', label: 'A session of the lab' },
  { value: 'tab', label: 'A round of a tournament: draw, ballots, results' },
  { value: 'otree-bots', label: 'A session of an oTree project' },
];

function wizard({ app, answers, visitor }: RehearsalsPage): Html {
  return card({
    title: 'Rehearse',
    say: 'on a copy that is taken away afterwards',
    body: html`<form class="r-stack" method="post" action="${paths.rehearsals(app)}">${csrfField(visitor.csrf)}
    ${field({ name: 'what', label: '1. What happens?', type: 'radio', value: answers.what, options: kinds, required: true })}
    ${field({ name: 'detail', label: 'Which pages, or which session', type: 'textarea', value: answers.detail, help: 'Pages: one path a line, such as /draw. Session: the name of its config, such as public_goods. A tournament needs nothing.', attributes: { rows: 3, spellcheck: 'false' } })}
    ${field({ name: 'people', label: '2. How many people come?', type: 'number', value: answers.people, required: true, attributes: { min: 1, max: 20_000, inputmode: 'numeric' } })}
    ${field({ name: 'seconds', label: '3. How often does each of them ask for a page? Every … seconds', type: 'number', value: answers.seconds, required: true, help: 'Of a session: how many seconds it takes until all have come.', attributes: { min: 1, max: 3_600, inputmode: 'numeric' } })}
    ${field({ name: 'p95', label: '4. When would it be too slow? 95 of 100 pages over … ms', type: 'number', value: answers.p95, required: true, attributes: { min: 50, max: 30_000, inputmode: 'numeric' } })}
    ${field({
      name: 'length',
      label: '5. How long may it take?',
      type: 'select',
      value: answers.length,
      options: [
        { value: 'glance', label: 'Less than a minute: is it enough?' },
        { value: 'short', label: 'About 2 minutes: a first look' },
        { value: 'long', label: 'About 20 minutes: where it gives way' },
      ],
    })}
    <button class="btn btn-primary">${icon('robot')}Let the bots play</button></form>`,
  });
}

const states = { planned: 'wait', preparing: 'wait', running: 'wait', ended: 'ok', stopped: 'idle', failed: 'fail' } as const;

function history({ app, rehearsals, nowMs }: RehearsalsPage): Html {
  if (rehearsals.length === 0)
    return html`<div>${emptyState({
      icon: 'robot',
      sentence: 'Nothing has been rehearsed',
      fact: html`In a terminal: <code>rostra rehearse init --app ${app}</code>`,
    })}</div>`;
  return card({
    title: 'Earlier ones',
    say: 'newest first',
    flush: true,
    body: table({
      caption: `Rehearsals of ${app}`,
      cards: true,
      columns: [
        { label: 'When' },
        { label: 'Release', numeric: true },
        { label: 'Holds', numeric: true },
        { label: 'State' },
        { label: 'What gave way first' },
      ],
      rows: rehearsals.map((rehearsal) => historyRow(rehearsal, nowMs)),
    }),
  });
}

const marks = { PASS: 'ok', FAIL: 'fail', INVALID: 'late' } as const;

function historyRow({ app, id, startedAt, state, plan, result, failure }: Rehearsal, nowMs: number): TableRow {
  const when = html`<a class="r-strong" href="${paths.rehearsal(app, id)}">${clockTime(startedAt, nowMs)}</a>`;
  if (result === null) return [when, '–', `– of ${count(plan.people)}`, chip(states[state], state), failure ?? '–'];
  const release = result.release === null ? '–' : `v${result.release}`;
  const held = `${count(result.atPeople)} of ${count(result.of)}`;
  return [when, release, held, chip(marks[result.verdict], result.verdict.toLowerCase()), result.bottleneck?.title ?? 'nothing'];
}
