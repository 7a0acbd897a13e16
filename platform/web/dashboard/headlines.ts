import { durationWords } from '#kit/time/duration.ts';
import type { MetricPanels } from '../../rules/metric-panels.ts';
import type { App, Dyno, PlatformStatus } from '../../rules/resources.ts';
import { count, several } from './format.ts';
import type { Traffic } from './traffic.ts';

/** What a page opens with. */
export interface Headline {
  readonly state: 'ok' | 'wait' | 'late' | 'fail' | 'idle';
  readonly sentence: string;
  /** What it rests on, or what comes next. */
  readonly detail: string;
}

/** How all apps are: the worst open thing first, the calm sentence when there is none. */
export function overviewHeadline(apps: readonly App[], status: PlatformStatus, lastMinute: Traffic): Headline {
  if (apps.length === 0)
    return { state: 'idle', sentence: 'Nothing runs here yet.', detail: 'Deploy a folder that has a Procfile, and it shows up here.' };
  const worst = worstApp(apps);
  const others = apps.length - 1;
  if (worst && worst.state !== 'ok') {
    const rest = others === 0 ? '' : ` ${others === 1 ? 'The other app is' : `The other ${others} apps are`} listed below.`;
    return { ...worst, detail: `${trafficWords(lastMinute)}${rest}` };
  }
  const away = awayWords(status);
  if (away) return { state: 'late', sentence: away, detail: 'The apps go on. It is started again by itself.' };
  if (isFailing(lastMinute)) return failing('Some requests', lastMinute);
  const dynos = apps.reduce((sum, app) => sum + app.dynos.up, 0);
  return {
    state: 'ok',
    sentence: `Running well. ${capital(several(apps.length, 'app'))} with ${several(dynos, 'dyno')}.`,
    detail: trafficWords(lastMinute),
  };
}

/** What broke in an app and nobody has dealt with. */
export interface OpenError {
  readonly app: string;
  /** `New error: TypeError: no players (payoff in games/pg.ts)` */
  readonly text: string;
  readonly issue: number;
}

/** An error is said first, unless something runs not at all. */
export function headlineWithError(headline: Headline, error: OpenError | null): Headline {
  if (error === null || headline.state === 'fail') return headline;
  return { state: 'fail', sentence: `Something broke in ${error.app}.`, detail: `${error.text}.` };
}

/** How one app is. */
export function appHeadline(app: App, dynos: readonly Dyno[], lastMinute: Traffic): Headline {
  const trouble = headlineOf(app);
  if (app.state === 'failed' && trouble) return { ...trouble, detail: 'Its release says why. Next: mend it, and deploy again.' };
  if (trouble) return { ...trouble, detail: reasonOf(dynos) ?? trafficWords(lastMinute) };
  if (isFailing(lastMinute)) return failing(app.name, lastMinute);
  const verb = app.dynos.up === 1 ? 'runs and answers' : 'run and answer';
  const speed = lastMinute.p95Ms === null ? '' : ` within ${durationWords(lastMinute.p95Ms)}`;
  const detail =
    lastMinute.requests === 0
      ? `No request in the last minute. Ready at ${app.url}`
      : `${requestWords(lastMinute)}; 95 of 100 were as fast as that.`;
  return { state: 'ok', sentence: `${capital(several(app.dynos.up, 'dyno'))} ${verb}${speed}.`, detail };
}

function worstApp(apps: readonly App[]): Omit<Headline, 'detail'> | null {
  const order = ['fail', 'late', 'wait', 'idle'];
  const troubles = apps.flatMap((app) => headlineOf(app) ?? []).filter(({ state }) => state !== 'idle');
  return troubles.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))[0] ?? null;
}

function headlineOf(app: App): Omit<Headline, 'detail'> | null {
  const { up, wanted } = app.dynos;
  const words: Record<App['state'], Omit<Headline, 'detail'> | null> = {
    up: null,
    failed: { state: 'fail', sentence: `${app.name} does not run: its deploy failed.` },
    blank: { state: 'idle', sentence: `${app.name} waits for its first deploy.` },
    off: { state: 'idle', sentence: `${app.name} is off: no dyno is wanted.` },
    asleep: { state: 'idle', sentence: `${app.name} sleeps until somebody asks for it.` },
    stopped: { state: 'late', sentence: `${app.name} stands still: its budget is spent.` },
    starting: { state: 'wait', sentence: `${app.name} is starting: ${up} of ${several(wanted, 'dyno')} ${up === 1 ? 'is' : 'are'} up.` },
    crashed: {
      state: 'fail',
      sentence: up === 0 ? `${app.name} does not run: its dynos crash.` : `A dyno of ${app.name} keeps crashing. ${up} of ${wanted} run.`,
    },
    maintenance: { state: 'late', sentence: `${app.name} is in maintenance: visitors see the maintenance page.` },
  };
  return words[app.state];
}

function reasonOf(dynos: readonly Dyno[]): string | null {
  const troubled = dynos.find((dyno) => dyno.state === 'crashed' && dyno.reason !== '');
  return troubled ? `${troubled.name}: ${troubled.reason}` : null;
}

function awayWords({ router, dynod }: PlatformStatus): string | null {
  if (router === 'away') return 'The router does not answer.';
  return dynod === 'away' ? 'The supervisor of the dynos does not answer.' : null;
}

/** One in a hundred, from 20 requests on: fewer say nothing. */
function isFailing({ requests, failed }: Traffic): boolean {
  return requests >= 20 && failed * 100 >= requests;
}

/** Overloaded or broken (platform specification, MET-10): who wrote the failed answers decides what helps. */
function failing(who: string, traffic: Traffic): Headline {
  const { requests, failed, failedByRouter = 0 } = traffic;
  const share = `${count(failed)} of ${count(requests)} in the last minute`;
  return { state: 'late', ...brokenOrOverloaded(who, { share, byRouter: failedByRouter, byApp: failed - failedByRouter }) };
}

interface Failures {
  readonly share: string;
  readonly byRouter: number;
  readonly byApp: number;
}

function brokenOrOverloaded(who: string, { share, byRouter, byApp }: Failures): Pick<Headline, 'sentence' | 'detail'> {
  const isPlural = who === 'Some requests';
  if (byRouter === 0)
    return {
      sentence: isPlural ? `Some requests fail in the apps themselves: ${share}.` : `${who} is broken on some pages: ${share} failed.`,
      detail: 'The app wrote these answers itself (status 500 and above): look into its log; more dynos would not help.',
    };
  const detail = byApp === 0 ? '' : ` The app itself failed ${count(byApp)} more: that is a fault of the app.`;
  return {
    sentence: isPlural
      ? `Some requests find their app overloaded or down: ${share} failed.`
      : `${who} is overloaded or down for some visitors: ${share} failed.`,
    detail: `The router answered ${count(byRouter)} of them, because no dyno did in time: see which codes on Metrics.${detail}`,
  };
}

/** How a time was, for the page of figures. */
export function metricsHeadline({ totals, from, to }: Pick<MetricPanels, 'totals' | 'from' | 'to'>): Headline {
  const { requests, failedByRouter, failedByApp, p95 } = totals;
  const time = `in ${lengthWords(to - from)}`;
  if (requests === 0)
    return {
      state: 'idle',
      sentence: `Nobody asked for a page ${time}.`,
      detail: 'Open the app, or rehearse with bots: npx rostra rehearse',
    };
  const speed = `95 of 100 answers came within ${durationWords(p95)}.`;
  const failed = failedByRouter + failedByApp;
  if (failed === 0) return { state: 'ok', sentence: `${count(requests)} requests ${time}, and none failed.`, detail: speed };
  const whose = `${count(failedByRouter)} at the router (overloaded or down), ${count(failedByApp)} in the app (a fault of it).`;
  return { state: 'late', sentence: `${count(failed)} of ${count(requests)} requests failed ${time}.`, detail: `${whose} ${speed}` };
}

/** `15 minutes`, `2 hours`, `7 days`. */
function lengthWords(seconds: number): string {
  if (seconds < 5400) return several(Math.max(1, Math.round(seconds / 60)), 'minute');
  return seconds < 129_600 ? several(Math.round(seconds / 3600), 'hour') : several(Math.round(seconds / 86_400), 'day');
}

function trafficWords({ requests, p95Ms }: Traffic): string {
  if (requests === 0) return 'No request in the last minute.';
  return `${requestWords({ requests })}, 95 of 100 within ${durationWords(p95Ms)}.`;
}

function requestWords({ requests }: Pick<Traffic, 'requests'>): string {
  return `${count(requests)} ${requests === 1 ? 'request' : 'requests'} in the last minute`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
