import type { DebateId } from '../rules/ids.ts';
import { isBye } from '../rules/debate.ts';
import { currentRounds } from '../rules/round.ts';
import type { Round } from '../rules/round.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as ballots from '../store/ballots.ts';
import type { BallotRow } from '../store/ballots.ts';
import * as rounds from '../store/rounds.ts';
import type { Tab } from '../tab.ts';
import { clearVersion, resultsOf, wholeVersions } from './results.ts';
import type { DebateOutcome } from './results.ts';

/** One debate that waits for somebody of the tab room. */
export interface QueueItem {
  readonly round: Round;
  readonly debateId: DebateId;
  readonly room: string;
  readonly teams: readonly string[];
  /** The version to check; null where a ballot has to be typed. */
  readonly version: BallotRow | null;
  /** Who else has it in hand; null for nobody. */
  readonly holder: string | null;
}

/** What one person can do now. Nobody checks what they entered. */
export interface BallotQueue {
  readonly enter: readonly QueueItem[];
  readonly check: readonly QueueItem[];
  /** Debates that wait for somebody with more rights: versions that differ, adjudicators who disagree. */
  readonly stuck: readonly QueueItem[];
  /** What this person entered, and somebody else must check. */
  readonly own: number;
  readonly confirmed: number;
  readonly debates: number;
}

const inHandMs = 180_000;

/** The queue of the rounds being played, by room. */
export async function ballotQueue(tab: Tab, tournament: Tournament, actor: string): Promise<BallotQueue> {
  const now = new Date(tab.clock.nowMs());
  const [all, claims] = await Promise.all([rounds.ofTournament(tab.db, tournament.id), ballots.claimsOf(tab.db, tournament.id, now)]);
  const open = currentRounds(all).filter(({ drawStatus }) => drawStatus === 'C' || drawStatus === 'R');
  const outcomes = await Promise.all(open.map(async (round) => (await resultsOf(tab, round)).map((outcome) => ({ round, outcome }))));
  const rooms = outcomes.flat().filter(({ outcome }) => !isBye(outcome.debate));
  const items = rooms.map(({ round, outcome }) => itemOf(round, outcome, { claims, actor })).toSorted(byRoom);
  const at = (place: Place): QueueItem[] => items.filter((one) => one.place === place).map(({ item }) => item);
  return {
    enter: at('enter'),
    check: at('check'),
    stuck: at('stuck'),
    own: at('own').length,
    confirmed: rooms.filter(({ outcome }) => outcome.debate.resultStatus === 'C').length,
    debates: rooms.length,
  };
}

/** Takes a debate in hand for three minutes, so that nobody else opens the same; false while somebody else has it. */
export function takeInHand(tab: Tab, debateId: DebateId, actor: string): Promise<boolean> {
  const nowMs = tab.clock.nowMs();
  return ballots.claim(tab.db, { debateId, actor, now: new Date(nowMs), until: new Date(nowMs + inHandMs) });
}

/** Done with it: the next step is anybody's. */
export function putDown(tab: Tab, debateId: DebateId, actor: string): Promise<void> {
  return ballots.releaseClaim(tab.db, { debateId, actor });
}

/** The first that nobody else has in hand; null when nothing is left. */
export function nextItem(items: readonly QueueItem[]): QueueItem | null {
  return items.find(({ holder }) => holder === null) ?? null;
}

type Place = 'enter' | 'check' | 'stuck' | 'own' | 'done';

interface Placed {
  readonly place: Place;
  readonly item: QueueItem;
}

interface Looking {
  readonly claims: ReadonlyMap<DebateId, string>;
  readonly actor: string;
}

function itemOf(round: Round, outcome: DebateOutcome, { claims, actor }: Looking): Placed {
  const { debate } = outcome;
  const version = clearVersion(outcome);
  const holder = claims.get(debate.id) ?? null;
  const item = {
    round,
    debateId: debate.id,
    room: debate.venue?.name ?? `room ${debate.roomRank}`,
    teams: debate.teams.map(({ name }) => name),
    version,
    holder: holder === actor ? null : holder,
  };
  return { place: placeOf(outcome, version, actor), item };
}

function placeOf(outcome: DebateOutcome, version: BallotRow | null, actor: string): Place {
  const { resultStatus } = outcome.debate;
  if (resultStatus === 'C' || resultStatus === 'P') return 'done';
  if (outcome.versions.length === 0) return 'enter';
  if (version === null) return 'stuck';
  return wholeVersions(outcome).some(({ submitter }) => submitter === actor) ? 'own' : 'check';
}

function byRoom(a: Placed, b: Placed): number {
  return a.item.round.seq - b.item.round.seq || a.item.room.localeCompare(b.item.room, 'en', { numeric: true });
}
