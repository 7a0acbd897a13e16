import type { Transaction } from '#kit/db/connect.ts';
import { invariant } from '#kit/errors/invariant.ts';
import { RoundMovedOn } from '../errors.ts';
import { lockRefusal } from '../rules/draw-lock.ts';
import { undoableAct } from '../rules/history/acts.ts';
import { diffOf, isEmpty } from '../rules/history/round-diff.ts';
import type { RoundPart, RoundState } from '../rules/history/round-diff.ts';
import type { Round } from '../rules/round.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as journal from '../store/journal.ts';
import { renewSnapshot } from '../store/public-sites.ts';
import * as roundState from '../store/round-state.ts';
import * as rounds from '../store/rounds.ts';
import * as tournaments from '../store/tournaments.ts';
import type { Tab } from '../tab.ts';
import { publicTopic, staffTopic } from '../tournaments/public-keys.ts';

/** A round, and who wants something done to it. */
export interface RoundWish {
  readonly tournament: Tournament;
  readonly round: Round;
  /** All rounds of the tournament in order of play. */
  readonly rounds: readonly Round[];
  /** A staff login, `api`, `demo`. */
  readonly actor: string;
}

export interface RoundChange<Result> {
  /** What was done, for the journal: `draw_published`. */
  readonly verb: string;
  /** Why it cannot be done to the round as it is now ("is not drawn yet"); null when it can. */
  readonly refusal: (now: Round) => string | null;
  readonly write: (tx: Transaction, now: Round) => Promise<Result>;
  /** True when spectators could see the difference. */
  readonly isPublic?: boolean;
  /** True when it takes something away from spectators: it leaves also a site that is a snapshot. */
  readonly isWithdrawal?: boolean;
  /** What the journal says of it besides. */
  readonly record?: (result: Result) => unknown;
  /** What it changes, so that it can be taken back; else as the table of acts says. */
  readonly parts?: readonly RoundPart[];
  /** Other rounds that `write` changes too; each has its own line in the journal. */
  readonly beside?: readonly Round[];
}

/** Changes a round, all or nothing: holds it, refuses when it has moved on, writes, puts it on record, then tells whoever watches. */
export async function changeRound<Result>(tab: Tab, wish: RoundWish, change: RoundChange<Result>): Promise<Result> {
  const { tournament, round, actor } = wish;
  const result = await tab.db.inTransaction(async (tx) => {
    const changed = [round, ...(change.beside ?? [])];
    const [now, before] = await held(tx, changed, partsOf(change));
    const lock = { minutes: tournament.settings.draw_lock_minutes, nowMs: tab.clock.nowMs() };
    const refusal = change.refusal(now) ?? lockRefusal(change.verb, now, lock);
    if (refusal !== null) throw new RoundMovedOn(round.name, refusal);
    const written = await change.write(tx, now);
    const [after] = await Promise.all([
      read(tx, changed, partsOf(change)),
      change.isPublic && tournaments.bumpPublicVersion(tx, tournament.id),
      change.isWithdrawal && renewSnapshot(tx, tournament.id),
    ]);
    const at = new Date(tab.clock.nowMs());
    const note = change.record && { change: change.record(written) };
    const diffs = changed.map(({ seq }, index) => ({ seq, diff: diffOf(before[index] ?? {}, after[index] ?? {}) }));
    for (const { seq, diff } of diffs.filter((one) => one.seq === round.seq || !isEmpty(one.diff))) {
      const kept = { ...note, ...(!isEmpty(diff) && { diff }) };
      journal.appendLast(tx, { tournamentId: tournament.id, at, actor, verb: change.verb, subject: `round:${seq}`, ...kept });
    }
    return written;
  });
  tell(tab, tournament, { verb: change.verb, isPublic: change.isPublic === true });
  return result;
}

/** Holds the rounds, in the order of ids, and reads how they stand: one trip, as each statement sees what those before it waited for. */
async function held(tx: Transaction, changed: readonly Round[], parts: readonly RoundPart[]): Promise<[Round, RoundState[]]> {
  const locked = Promise.all(changed.toSorted((a, b) => a.id - b.id).map(({ id }) => rounds.lock(tx, id)));
  const [all, states] = await Promise.all([locked, read(tx, changed, parts)]);
  const now = all.find(({ id }) => id === changed[0]?.id);
  invariant(now !== undefined, 'a round that is changed is held');
  return [now, states];
}

function read(tx: Transaction, changed: readonly Round[], parts: readonly RoundPart[]): Promise<RoundState[]> {
  return Promise.all(changed.map(({ id }) => roundState.read(tx, id, parts)));
}

function partsOf({ parts, verb }: Pick<RoundChange<unknown>, 'parts' | 'verb'>): readonly RoundPart[] {
  return parts ?? undoableAct(verb)?.parts ?? [];
}

/** Tells the tab room, and spectators where it concerns them. What is lost on the way is made good by their next look. */
export function tell(tab: Tab, tournament: Tournament, news: { readonly verb: string; readonly isPublic: boolean }): void {
  const topics = news.isPublic ? [publicTopic(tournament.slug), staffTopic(tournament.slug)] : [staffTopic(tournament.slug)];
  for (const topic of topics)
    tab.live.publish(topic, news.verb).catch((error: unknown) => tab.logger.warn('change_not_announced', { topic, error }));
}
