import type { Transaction } from '#kit/db/connect.ts';
import type { FieldSpec } from '../game/fields.ts';
import { initialData } from '../game/objects/initial-data.ts';
import type { Data, ParticipantRow } from '../game/objects/rows.ts';
import type { Lab } from '../lab.ts';
import { botsWanted, nextBalanced, untilBotsMs, type Left } from '../rules/matching.ts';
import { pageAt, type PagePlace } from '../rules/session-plan.ts';
import { fillWithBots } from '../sessions/fill-with-bots.ts';
import type { PlayedSession } from '../sessions/played-session.ts';
import {
  close,
  fail,
  groupsByValue,
  hold,
  lookIn,
  makeGroups,
  mend,
  takeDue,
  waitersAt,
  type LobbyPlace,
  type Waiter,
} from '../store/lobbies.ts';
import { holdSession } from '../store/locks.ts';
import { untilDone } from './again.ts';
import { pageKey } from './load-visit.ts';
import { pick } from './pick.ts';
import { isLobby } from './save.ts';
import { loadMeeting, runMeeting, type Move } from './wait.ts';

/** A match page with everybody who waits there, held by the transaction. */
export interface Lobby {
  readonly session: PlayedSession;
  readonly place: PagePlace;
  readonly waiters: readonly Waiter[];
  readonly nowMs: number;
  /** Who comes just now: they are saved as waiting in this transaction, and what they wrote is in this row. */
  readonly comer: ParticipantRow | null;
  readonly holds: 'group' | 'everybody';
}

/** Puts together who plays together now, runs `onAllArrive` of each new group and sends it on. Gives who went where. */
export async function matchPeople(tx: Transaction, lobby: Lobby, lab: Lab): Promise<readonly Move[]> {
  const { session, place } = lobby;
  const at = { sessionId: session.facts.id, page: place.index, sub: place.sub };
  const picked = await pick(tx, lobby, lab);
  if (!picked.ok) {
    lab.logger.error('match_failed', { session: session.facts.code, page: pageKey(place), error: picked.error });
    fail(tx, at, picked.error instanceof Error ? picked.error.message : String(picked.error));
    return [];
  }
  if (lobby.waiters.some(({ hasFailed }) => hasFailed)) mend(tx, at);
  if (picked.groups.length === 0) return [];
  const data = await firstData(tx, { at, place, count: picked.groups.length });
  const groups = picked.groups.map((members, group) => ({ members: members.map(({ id }) => id), data: data[group] ?? {} }));
  makeGroups(tx, { ...at, lastSub: place.sub - place.round + place.playable.game.rounds, groups });
  const moves: Move[] = [];
  for (const [waiter] of picked.groups) {
    if (!waiter) continue;
    const meeting = await loadMeeting(tx, { session, pageIndex: place.index, waiter, holds: lobby.holds }, lab);
    moves.push(...(await runMeeting(tx, meeting, lab)));
  }
  return moves;
}

interface NewGroups {
  readonly at: LobbyPlace;
  readonly place: PagePlace;
  readonly count: number;
}

/** The fields of each new group, with the treatment that is behind its share. */
async function firstData(tx: Transaction, { at, place, count }: NewGroups): Promise<Data[]> {
  const { fields } = place.playable.game;
  const balance = place.page.kind === 'wait' ? place.page.match?.balance : null;
  const plain = Array.from({ length: count }, () => initialData(fields.group));
  if (!balance) return plain;
  const counts = await groupsByValue(tx, at, balance.field);
  return plain.map((data) => {
    const value = nextBalanced(counts, balance.shares);
    if (value === null) return data;
    counts.set(value, (counts.get(value) ?? 0) + 1);
    return { ...data, [balance.field]: valueOf(value, fields.group[balance.field]) };
  });
}

/** A value that was written as an object's key. */
function valueOf(key: string, spec: FieldSpec | undefined): string | number | boolean {
  if (spec?.kind === 'bool') return key === 'true';
  return spec?.kind === 'text' || spec?.kind === 'choice' ? key : Number(key);
}

/** Looks at the lobbies that are due: somebody may have waited long enough, come back or been moved there. Gives how many. */
export async function lookAtLobbies(lab: Lab): Promise<number> {
  const due = await takeDue(lab.db);
  for (const lobby of due) {
    await lookAtLobby(lobby, lab).catch((error: unknown) => lab.logger.error('lobby_not_looked_at', { ...lobby, error }));
  }
  return due.length;
}

export async function lookAtLobby({ sessionId, page }: Pick<LobbyPlace, 'sessionId' | 'page'>, lab: Lab): Promise<void> {
  const session = await lab.sessions.get(sessionId);
  const place = session && pageAt(session.plan, page);
  if (!session || !place) return;
  const left = await untilDone(() =>
    lab.db.inTransaction(async (tx): Promise<Left[]> => {
      hold(tx, { sessionId });
      const everybody = lab.needs.of(pageKey(place), 'arrive').has('sessionLock');
      const held = everybody ? holdSession(tx, sessionId) : null;
      const [waiters] = await Promise.all([waitersAt(tx, { sessionId, page, sub: place.sub }), held]);
      const [first] = waiters;
      if (!first || !isLobby(place)) {
        close(tx, { sessionId, page });
        return [];
      }
      const lobby = { session, place, waiters, nowMs: first.nowMs, comer: null, holds: everybody ? 'everybody' : 'group' } as const;
      return leftIn(lobby, await matchPeople(tx, lobby, lab));
    }),
  );
  const { match } = place.page.kind === 'wait' ? place.page : { match: null };
  if (!match?.size || match.fillWithBots === null) return;
  const most = botsWanted(left, { size: match.size, afterSeconds: match.fillWithBots });
  if (most > 0) await fillWithBots({ sessionId, codes: null, most, before: page }, lab);
  const inMs = untilBotsMs(left, match.fillWithBots);
  if (inMs) await lookIn(lab.db, { sessionId, page, inMs });
}

/** Who still waits, and is there. */
function leftIn({ place, waiters, nowMs }: Lobby, moves: readonly Move[]): Left[] {
  const gone = new Set(moves.map(({ person }) => person.id));
  return waiters.flatMap(({ seat: { participant }, isPresent, isGrouped, sinceMs }) => {
    const isLeft = participant.pageIndex === place.index && isPresent && !isGrouped && !gone.has(participant.id);
    return isLeft ? [{ isBot: participant.isBot, waitedMs: nowMs - sinceMs }] : [];
  });
}
