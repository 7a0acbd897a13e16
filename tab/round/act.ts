import type { Transaction } from '#kit/db/connect.ts';
import { RoundMovedOn } from '../errors.ts';
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
    const now = await rounds.lock(tx, round.id);
    const refusal = change.refusal(now);
    if (refusal !== null) throw new RoundMovedOn(round.name, refusal);
    const parts = partsOf(change);
    const changed = [round, ...(change.beside ?? [])];
    const read = (): Promise<RoundState[]> => Promise.all(changed.map(({ id }) => roundState.read(tx, id, parts)));
    const before = await read();
    const written = await change.write(tx, now);
    const after = await read();
    if (change.isPublic) await tournaments.bumpPublicVersion(tx, tournament.id);
    if (change.isWithdrawal) await renewSnapshot(tx, tournament.id);
    const at = new Date(tab.clock.nowMs());
    const note = change.record && { change: change.record(written) };
    const diffs = changed.map(({ seq }, index) => ({ seq, diff: diffOf(before[index] ?? {}, after[index] ?? {}) }));
    for (const { seq, diff } of diffs.filter((one) => one.seq === round.seq || !isEmpty(one.diff))) {
      const kept = { ...note, ...(!isEmpty(diff) && { diff }) };
      await journal.append(tx, { tournamentId: tournament.id, at, actor, verb: change.verb, subject: `round:${seq}`, ...kept });
    }
    return written;
  });
  tell(tab, tournament, { verb: change.verb, isPublic: change.isPublic === true });
  return result;
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
