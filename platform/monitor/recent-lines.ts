import type { Control } from '../control/control.ts';
import { loggedRequest } from '../rules/monitor/router-request.ts';
import type { LoggedRequest } from '../rules/monitor/router-request.ts';
import { ownTimes, timedRequests } from '../rules/monitor/own-time.ts';
import type { TimedRequest } from '../rules/monitor/own-time.ts';

/** What the newest lines of an app's log tell. */
export interface RecentLines {
  readonly requests: readonly LoggedRequest[];
  /** Those whose own time the app has told. */
  readonly timed: readonly TimedRequest[];
  /** `Error R14 (Memory quota exceeded)`, by dyno. */
  readonly memoryCodes: readonly DynoLine[];
  /** When dynos were asked to stop. */
  readonly stops: readonly DynoLine[];
  /** How often the app's server said that it ended a worker. */
  readonly workerTimeouts: number;
  /** How far back they reach. */
  readonly seconds: number;
}

export interface DynoLine {
  readonly second: number;
  readonly dyno: string;
  readonly text: string;
}

/** A busy app writes more in a minute: then the newest are looked at. */
const usualLines = 6000;

/** The lines of the last seconds; of an app whose log is silent no more than one is read. */
export function recentLines(
  { logBook, clock }: Control,
  app: string,
  { seconds, most = usualLines }: { readonly seconds: number; readonly most?: number },
): RecentLines {
  const nowSecond = clock.nowMs() / 1000;
  const isRecent = ({ at }: { readonly at: string }): boolean => Date.parse(at) / 1000 >= nowSecond - seconds;
  const newest = logBook.newest(app, { lines: 1 });
  const lines = newest.some(isRecent) ? logBook.newest(app, { lines: most }).filter(isRecent) : [];
  const timed = lines.map(({ at, ...line }) => ({ ...line, second: Date.parse(at) / 1000 }));
  const ofPlatform = timed.filter(({ source }) => source === 'rostra');
  const requests = ofPlatform.flatMap(({ dyno, second, text }) => (dyno === 'router' ? (loggedRequest(second, text) ?? []) : []));
  const ofApp = timed.flatMap(({ source, text }) => (source === 'app' ? [text] : []));
  const first = timed.length === most ? timed[0]?.second : undefined;
  return {
    requests,
    timed: timedRequests(requests, ownTimes(ofApp)),
    memoryCodes: ofPlatform.filter(({ text }) => /^Error R1[45] \(/.test(text)),
    stops: ofPlatform.filter(({ text }) => text.startsWith('Stopping all processes')),
    workerTimeouts: ofApp.filter((text) => text.includes('WORKER TIMEOUT')).length,
    seconds: first === undefined ? seconds : nowSecond - first,
  };
}
