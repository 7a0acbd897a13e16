import type { Finding } from '../findings/finding.ts';
import type { OwnTimeEvidence } from '../findings/visitor-evidence.ts';
import type { AppEvent } from '../resources.ts';
import type { RepeatedStatement } from '../statements.ts';
import type { Burst } from './bursts.ts';
import type { CapacityLeft } from './capacity-left.ts';
import type { GamePage } from './game-pages.ts';
import type { SessionDemand } from './session-demand.ts';
import type { SlowRoute } from './slow-routes.ts';

/** Which time a report is of: from and to as RFC 3339, else the last seconds. */
export interface ReportQuery {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly seconds?: number | undefined;
  /** So many are to play the next session; absent: as many as did. */
  readonly people?: number | undefined;
}

/** What went on in a time, on one page (MON-08). */
export interface MonitorReport {
  readonly app: string;
  readonly from: string;
  readonly to: string;
  /** In one sentence. */
  readonly verdict: string;
  readonly severity: 'ok' | Finding['severity'];
  readonly requests: number;
  readonly failed: number;
  readonly p95: number | null;
  /** The worst five, of that time. */
  readonly findings: readonly Finding[];
  readonly events: readonly AppEvent[];
  readonly bursts: readonly Burst[];
  readonly routes: readonly SlowRoute[];
  /** The release that routes are held against; null: there is none before. */
  readonly previousRelease: number | null;
  /** Pages that ask their database the same again and again. */
  readonly repeated: readonly RepeatedStatement[];
  /** Of an oTree session. */
  readonly pages: readonly GamePage[];
  readonly ownTime: OwnTimeEvidence | null;
  /** Of the next session of an oTree guest; null: nothing is known to reckon with. */
  readonly demand: SessionDemand | null;
  readonly capacity: CapacityLeft | null;
  /** What the app costs an hour as it runs now. */
  readonly cost: { readonly perHourMicro: number; readonly currency: string };
}

type Judged = Pick<MonitorReport, 'findings' | 'requests' | 'failed' | 'p95' | 'routes'>;

/** The worst that was found, else how it went. */
export function verdictOf({ findings, requests, failed, p95, routes }: Judged): Pick<MonitorReport, 'verdict' | 'severity'> {
  const worst = findings.find(({ severity }) => severity !== 'info');
  if (worst !== undefined) return { verdict: `${worst.title}.`, severity: worst.severity };
  if (requests === 0) return { verdict: 'Nobody came.', severity: 'ok' };
  const slower = routes.find(({ isSlower }) => isSlower);
  if (slower !== undefined)
    return {
      verdict: `${slower.route} has become slower with this release: half of its requests take ${ms(slower.p50)}, and took ${ms(slower.before)}.`,
      severity: 'warning',
    };
  const fails = failed === 0 ? 'none failed' : `${failed} failed`;
  return { verdict: `All went well: ${requests} requests, ${fails}, 95 of 100 within ${ms(p95)}.`, severity: 'ok' };
}

const ms = (value: number | null): string => `${Math.round(value ?? 0)} ms`;

const bounds = { slots: 'requests at once', load: 'the time of the dynos', process: 'the one process of the app' } as const;

/** `At this mix web can take 2.3 times the present rate, 46 requests a second; then requests at once are full.` */
export function capacityWords(capacity: CapacityLeft | null): string {
  if (capacity === null) return 'Too little came to tell how much more web can take.';
  const { times, perSecond, boundBy } = capacity;
  if (times >= 10) return 'At this mix web can take ten times the busiest minute, or more.';
  const first = `then ${bounds[boundBy]} ${boundBy === 'slots' ? 'are' : 'is'} full`;
  return times < 1
    ? `At this mix web takes more than it can bear: ${perSecond} requests a second would be enough, ${first}.`
    : `At this mix web can take ${times} times the busiest minute, ${perSecond} requests a second; ${first}.`;
}

/** `/draw asks “select …” 40 times for each request; asked once, a request would take 19.5 ms less.` */
export const repeatedWords = ({ route, text, perRequest, savesMs }: RepeatedStatement): string =>
  `${route} asks “${text.replaceAll(/\s+/g, ' ').slice(0, shownStatement)}” ${perRequest} times for each request; asked once, a request would take ${savesMs} ms less.`;

const shownStatement = 160;
