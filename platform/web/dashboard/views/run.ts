import { card, csrfField, icon, statusSentence, type StatusSentence } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { Dyno, LogLine } from '../../../rules/resources.ts';
import { clockTime } from '../format.ts';
import { paths } from '../routes.ts';
import { dashboardPage, livePart, region, type Visitor } from './frame.ts';
import { logLines } from './logs.ts';
import { isOpen } from './runs.ts';

export interface RunPage {
  readonly app: string;
  readonly dyno: Dyno;
  readonly lines: readonly LogLine[];
  readonly visitor: Visitor;
  readonly nowMs: number;
}

/** One command: how it stands, what it writes as it comes, and stopping it. */
export function runPage({ app, dyno, lines, visitor, nowMs }: RunPage): Html {
  const url = paths.appLive(app, { regions: [], streams: ['logs', 'run'], source: 'app', dyno: dyno.name, run: dyno.id });
  return dashboardPage({
    title: dyno.name,
    visitor,
    app: { name: app, tab: 'runs' },
    isLive: true,
    islands: ['log-tail'],
    body: livePart(
      url,
      html`${region('run', runStatus({ app, dyno, visitor, nowMs }))}
      ${card({ title: 'Output', say: 'newest last', flush: true, body: logLines({ lines, url, keep: 5000, nowMs, isTall: true }) })}
      <p><a href="${paths.runs(app)}">${icon('chevron-left')}All commands of ${app}</a></p>`,
    ),
  });
}

/** Replaced while the command runs. */
export function runStatus({ app, dyno, visitor, nowMs }: Omit<RunPage, 'lines'>): Html {
  const stop = html`<form method="post" action="${paths.stopRun(app, dyno.id)}">${csrfField(visitor.csrf)}<button class="btn btn-outline">${icon('stop-fill')}Stop it</button></form>`;
  const actions = isOpen(dyno) && dyno.state !== 'stopping' && visitor.may('operate') ? [stop] : [];
  return statusSentence({ ...headlineOf(dyno, nowMs), actions });
}

function headlineOf({ name, state, since, exitStatus, reason, release }: Dyno, nowMs: number): StatusSentence {
  const detail = html`On release v${release}, since <b>${clockTime(since, nowMs)}</b>.${reason !== '' && ` ${reason}.`}`;
  if (state === 'starting' || state === 'up') return { state: 'wait', sentence: `${name} runs.`, detail };
  if (state === 'stopping') return { state: 'wait', sentence: `${name} is being stopped: it has 30 s to end what it does.`, detail };
  if (exitStatus === 0) return { state: 'ok', sentence: `${name} is done.`, detail };
  return {
    state: 'fail',
    sentence: exitStatus === null ? `${name} was ended by a signal.` : `${name} ended with status ${exitStatus}.`,
    detail,
  };
}
