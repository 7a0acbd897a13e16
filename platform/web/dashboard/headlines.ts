import { durationWords } from '#kit/time/duration.ts';
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
  if (isFailing(lastMinute)) return failing('Some requests fail', lastMinute);
  const dynos = apps.reduce((sum, app) => sum + app.dynos.up, 0);
  return {
    state: 'ok',
    sentence: `Running well. ${capital(several(apps.length, 'app'))} with ${several(dynos, 'dyno')}.`,
    detail: trafficWords(lastMinute),
  };
}

/** How one app is. */
export function appHeadline(app: App, dynos: readonly Dyno[], lastMinute: Traffic): Headline {
  const trouble = headlineOf(app);
  if (trouble) return { ...trouble, detail: reasonOf(dynos) ?? trafficWords(lastMinute) };
  if (isFailing(lastMinute)) return failing(`${app.name} fails some requests`, lastMinute);
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
    blank: { state: 'idle', sentence: `${app.name} waits for its first deploy.` },
    off: { state: 'idle', sentence: `${app.name} is off: no dyno is wanted.` },
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

function failing(sentence: string, traffic: Traffic): Headline {
  return {
    state: 'late',
    sentence: `${sentence}: ${count(traffic.failed)} of ${count(traffic.requests)} in the last minute.`,
    detail: trafficWords(traffic),
  };
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
