import { card, chip, csrfField, emptyState, field, icon, statusSentence, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import { table, type TableRow } from '#kit/html/table.ts';
import type { JobWish } from '../../../control/addon-verbs.ts';
import type { Job, JobRun } from '../../../rules/addon-resources.ts';
import { clockTime, several } from '../format.ts';
import { paths } from '../routes.ts';
import { faultBanner, type PageFault } from './fault.ts';
import { dashboardPage, onlyFor, type Visitor } from './frame.ts';

export interface JobsPage {
  readonly app: string;
  readonly jobs: readonly Job[];
  readonly visitor: Visitor;
  readonly nowMs: number;
  readonly fault: PageFault | null;
  /** What was typed when it did not work. */
  readonly typed: JobWish | null;
}

/** Commands that run by themselves. */
export function jobsPage(page: JobsPage): Html {
  const { app, jobs, visitor, fault } = page;
  return dashboardPage({
    title: 'Jobs',
    visitor,
    app: { name: app, tab: 'runs' },
    body: html`${statusSentence(headlineOf(page))}${faultBanner(fault)}
    ${jobs.length === 0 ? emptyState({ icon: 'calendar-event', sentence: 'No job yet', fact: html`For example each night at four: <code>0 4 * * *</code> and <code>node clean.js</code>.` }) : jobsCard(page)}
    ${visitor.may('change') ? addCard(page) : onlyFor('change')}`,
  });
}

function headlineOf({ app, jobs, nowMs }: JobsPage): StatusSentence {
  const detail = html`Commands of your own, once: <a href="${paths.runs(app)}">Run</a>. In a terminal: <code>npx rostra schedule --app ${app}</code>`;
  const [next] = jobs.toSorted((a, b) => a.nextAt.localeCompare(b.nextAt));
  if (next === undefined) return { state: 'idle', icon: 'calendar-event', sentence: `Nothing of ${app} runs by itself.`, detail };
  const failed = jobs.find(({ last }) => last !== null && hasFailed(last));
  if (failed)
    return {
      state: 'late',
      sentence: `Job ${failed.id} of ${app} did not do what it should.`,
      detail: html`<b>${failed.command}</b> ${detail}`,
    };
  return { state: 'ok', icon: 'calendar-event', sentence: `The next job of ${app} runs at ${clockTime(next.nextAt, nowMs)}.`, detail };
}

const hasFailed = ({ outcome, exitStatus }: JobRun): boolean => outcome === 'failed' || (outcome === 'ended' && exitStatus !== 0);

function jobsCard({ app, jobs, visitor, nowMs }: JobsPage): Html {
  return card({
    title: 'Jobs',
    say: several(jobs.length, 'job'),
    flush: true,
    body: table({
      caption: `Jobs of ${app}`,
      cards: true,
      columns: [
        { label: 'Command' },
        { label: 'When' },
        { label: 'Last' },
        { label: 'Next', numeric: true },
        { label: 'Do', hidden: true },
      ],
      rows: jobs.map((job): TableRow => ({
        id: `job-${job.id}`,
        cells: [
          html`<a class="r-strong" href="${paths.job(app, job.id)}"><code>${job.command}</code></a>`,
          html`<code>${job.schedule}</code> <span class="r-muted">${job.timezone}</span>`,
          job.last === null ? html`<span class="r-muted">never</span>` : outcomeChip(job.last),
          html`<time datetime="${job.nextAt}">${clockTime(job.nextAt, nowMs)}</time>`,
          html`<div class="r-buttons r-end">${visitor.may('operate') && doForm(paths.runJob(app, job.id), { visitor, label: `Run job ${job.id} now`, symbol: 'play-fill' })}${visitor.may('change') && doForm(paths.removeJob(app, job.id), { visitor, label: `Remove job ${job.id}</div>`, symbol: 'trash' })}`,
        ],
      })),
    }),
  });
}

interface Doing {
  readonly visitor: Visitor;
  readonly label: string;
  readonly symbol: 'play-fill' | 'trash';
}

function doForm(action: string, { visitor, label, symbol }: Doing): Html {
  return html`<form method="post" action="${action}">${csrfField(visitor.csrf)}<button class="r-icon" aria-label="${label}" title="${label}">${icon(symbol)}</button></form>`;
}

function addCard({ app, visitor, typed }: JobsPage): Html {
  const overlaps = [
    { value: 'forbid', label: 'the next one is left out' },
    { value: 'allow', label: 'both run' },
    { value: 'replace', label: 'the older one is stopped' },
  ];
  return card({
    title: 'Add a job',
    say: 'each run is a dyno of its own, with the code and the config vars of that moment',
    body: html`<form class="r-stack" method="post" action="${paths.jobs(app)}">${csrfField(visitor.csrf)}
    ${field({ name: 'command', label: 'Command', type: 'text', value: typed?.command ?? '', required: true, attributes: { autocomplete: 'off', spellcheck: 'false', placeholder: 'node clean.js' } })}
    ${field({ name: 'schedule', label: 'When', type: 'text', value: typed?.schedule ?? '', required: true, attributes: { autocomplete: 'off', spellcheck: 'false', placeholder: '0 4 * * *' }, help: html`Minute, hour, day, month, day of the week; or <code>@hourly</code>, <code>@daily</code>, <code>@every 10m</code>.` })}
    ${field({ name: 'timezone', label: 'Time zone', type: 'text', value: typed?.timezone ?? 'UTC', attributes: { autocomplete: 'off', spellcheck: 'false', placeholder: 'Europe/Dublin' } })}
    ${field({ name: 'overlap', label: 'While the run before is still at it', type: 'select', value: typed?.overlap ?? 'forbid', options: overlaps })}
    <div class="r-buttons"><button class="btn btn-primary">${icon('plus-lg')}Add</button></div></form>`,
  });
}

export interface JobPage {
  readonly app: string;
  readonly job: Job;
  /** Newest first. */
  readonly runs: readonly JobRun[];
  readonly visitor: Visitor;
  readonly nowMs: number;
}

/** One job and its last runs. */
export function jobPage({ app, job, runs, visitor, nowMs }: JobPage): Html {
  const detail = html`<code>${job.schedule}</code> ${job.timezone}, next at ${clockTime(job.nextAt, nowMs)}. <a href="${paths.jobs(app)}">All jobs</a>`;
  const run = html`<form method="post" action="${paths.runJob(app, job.id)}">${csrfField(visitor.csrf)}<button class="btn btn-outline">${icon('play-fill')}Run it now</button></form>`;
  return dashboardPage({
    title: `Job ${job.id}`,
    visitor,
    app: { name: app, tab: 'runs' },
    body: html`${statusSentence({ state: 'idle', icon: 'calendar-event', sentence: job.command, detail, actions: visitor.may('operate') ? [run] : [] })}
    ${
      runs.length === 0
        ? emptyState({ icon: 'calendar-event', sentence: 'It has not run yet', fact: `It comes next at ${clockTime(job.nextAt, nowMs)}.` })
        : card({
            title: 'Runs',
            say: 'the last hundred',
            flush: true,
            body: table({
              caption: `Runs of job ${job.id} of ${app}`,
              cards: true,
              columns: [{ label: 'Due', numeric: true }, { label: 'Outcome' }, { label: 'Took', numeric: true }, { label: 'Log' }],
              rows: runs.map((each) => runRow(app, each, nowMs)),
            }),
          })
    }`,
  });
}

function runRow(app: string, run: JobRun, nowMs: number): TableRow {
  const { dueAt, seconds, dyno, reason } = run;
  return [
    html`<time datetime="${dueAt}">${clockTime(dueAt, nowMs)}</time>`,
    html`${outcomeChip(run)} ${reason !== null && html`<span class="r-muted">${reason}</span>`}`,
    seconds === null ? '–' : `${seconds.toFixed(1)} s`,
    dyno === null ? '–' : html`<a href="${paths.logs(app, { dyno })}">${dyno}</a>`,
  ];
}

function outcomeChip({ outcome, exitStatus }: JobRun): Html {
  switch (outcome) {
    case 'starting':
    case 'running':
      return chip('wait', 'runs');
    case 'skipped':
      return chip('idle', 'left out');
    case 'failed':
      return chip('fail', 'not started');
    case 'ended':
      break;
  }
  return exitStatus === 0 ? chip('ok', 'done') : chip('fail', exitStatus === null ? 'ended by a signal' : `ended with ${exitStatus}`);
}
