import type { GameEvidence } from '../findings/visitor-evidence.ts';
import { percentile } from './percentile.ts';
import type { LoggedRequest } from './router-request.ts';
import type { TimedRequest } from './own-time.ts';

/** What participants of an oTree session do on one page (MON-05). */
export interface GamePage {
  /** `public_goods/Contribute` */
  readonly page: string;
  readonly participants: number;
  /** How often somebody came to it again, in later rounds. */
  readonly rounds: number;
  readonly shown: number;
  readonly sent: number;
  /** Requests of a participant for it, all rounds together. */
  readonly perParticipant: number;
  /** From the page until it was sent; null: nobody has sent it. */
  readonly stayMedianSeconds: number | null;
  readonly stayMeanSeconds: number | null;
  /** Own time of the app, mean; null: it tells none. */
  readonly showMs: number | null;
  readonly sendMs: number | null;
}

interface Step {
  readonly page: string;
  readonly participant: string;
  /** The page's place in the whole session: each round has its own. */
  readonly place: string;
  readonly request: LoggedRequest;
}

/** Page by page, the most asked for first. `timed`: those of the requests whose own time is known. */
export function gamePages(requests: readonly LoggedRequest[], timed: readonly TimedRequest[]): readonly GamePage[] {
  const own = new Map(timed.map(({ requestId, ownMs }) => [requestId, ownMs]));
  return [...Map.groupBy(requests.flatMap(stepOf), ({ page }) => page)]
    .map(([page, steps]) => gamePage(page, steps, own))
    .toSorted((a, b) => b.shown + b.sent - a.shown - a.sent);
}

function stepOf(request: LoggedRequest): readonly Step[] {
  const [, participant, game, page, place] = /^\/p\/([a-z0-9]{8})\/([^/]+)\/([^/]+)\/(\d+)\/?$/.exec(request.path) ?? [];
  if (participant === undefined || game === undefined || page === undefined || place === undefined) return [];
  return [{ page: `${game}/${page}`, participant, place, request }];
}

function gamePage(page: string, steps: readonly Step[], own: ReadonlyMap<string, number>): GamePage {
  const participants = new Set(steps.map(({ participant }) => participant)).size;
  const [shown, sent] = ['GET', 'POST'].map((method) => steps.filter(({ request }) => request.method === method));
  const stays = staysOf(steps);
  return {
    page,
    participants,
    rounds: new Set(steps.map(({ place }) => place)).size,
    shown: shown?.length ?? 0,
    sent: sent?.length ?? 0,
    perParticipant: steps.length / participants,
    stayMedianSeconds: stays.length === 0 ? null : percentile(stays, 0.5),
    stayMeanSeconds: mean(stays),
    showMs: mean(ownOf(shown ?? [], own)),
    sendMs: mean(ownOf(sent ?? [], own)),
  };
}

/** From when a page was last shown to a participant until they sent it. */
function staysOf(steps: readonly Step[]): readonly number[] {
  const visits = Map.groupBy(steps, ({ participant, place }) => `${participant} ${place}`);
  return [...visits.values()].flatMap((own) => {
    const sent = own.find(({ request }) => request.method === 'POST')?.request.second;
    const shown = own.findLast(({ request }) => request.method === 'GET' && sent !== undefined && request.second <= sent)?.request.second;
    return sent === undefined || shown === undefined ? [] : [sent - shown];
  });
}

const ownOf = (steps: readonly Step[], own: ReadonlyMap<string, number>): readonly number[] =>
  steps.flatMap(({ request }) => own.get(request.requestId) ?? []);

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** The page that is asked for most, for the rules; null: no game is played. */
export function gameEvidence(pages: readonly GamePage[], seconds: number): GameEvidence | null {
  const busiest = pages.find(({ stayMedianSeconds }) => stayMedianSeconds !== null);
  if (busiest === undefined || busiest.stayMedianSeconds === null || seconds === 0) return null;
  const requests = pages.reduce((sum, { shown, sent }) => sum + shown + sent, 0);
  const { page, participants, rounds, stayMedianSeconds: staySeconds } = busiest;
  return { page, participants, rounds, staySeconds, requestsPerSecond: requests / seconds };
}
