import { NotReady } from '../errors.ts';
import { areSame } from '../rules/ballots/differences.ts';
import type { Debate } from '../rules/debate.ts';
import type { Round } from '../rules/round.ts';
import * as ballots from '../store/ballots.ts';
import type { BallotRow } from '../store/ballots.ts';
import * as debates from '../store/debates.ts';
import { outcomesOf } from '../store/draws.ts';
import * as rounds from '../store/rounds.ts';
import type { Tab } from '../tab.ts';
import { changeRound } from './act.ts';
import type { RoundWish } from './act.ts';
import { confirmBallot } from './ballot-checks.ts';
import { votersOf } from './ballot-form.ts';

/** A debate of the round with what became of it. */
export interface DebateOutcome {
  readonly debate: Debate;
  /** In order of side; null where no ballot is confirmed. */
  readonly outcome: readonly { readonly points: number | null; readonly win: boolean | null; readonly score: number | null }[] | null;
  /** The versions nobody threw away, the newest first. */
  readonly versions: readonly BallotRow[];
}

/** Every debate of a round with its ballots and its confirmed outcome; a fixed number of queries. */
export async function resultsOf(tab: Tab, round: Round): Promise<DebateOutcome[]> {
  const [rooms, versions, outcomes] = await Promise.all([
    debates.ofRound(tab.db, round.id),
    ballots.ofRound(tab.db, round.id),
    outcomesOf(tab.db, round.id),
  ]);
  const versionsBy = Map.groupBy(versions, (version) => version.debateId);
  const outcomesBy = new Map(outcomes.map((outcome) => [`${outcome.debateId} ${outcome.team}`, outcome]));
  return rooms.map((debate) => {
    const outcome = debate.teams.flatMap((team) => outcomesBy.get(`${debate.id} ${team.id}`) ?? []);
    return { debate, versions: versionsBy.get(debate.id) ?? [], outcome: debate.resultStatus === 'C' ? outcome : null };
  });
}

/** The round is over: its results count for everything after it and become public, as far as the settings say. */
export function completeRound(tab: Tab, wish: RoundWish): Promise<void> {
  return changeRound(tab, wish, {
    verb: 'round_completed',
    isPublic: true,
    refusal: (now) => (now.isCompleted ? 'is over already' : now.drawStatus === 'R' ? null : 'has no public draw yet'),
    write: async (tx, now) => {
      const open = openEarlier(now, await rounds.ofTournament(tx, wish.tournament.id));
      if (open.length > 0) throw new NotReady(`${open.join(', ')} must be over first.`, 'Complete the rounds in order.');
      const { open: missing, debates: count } = await ballots.openDebates(tx, now.id);
      if (missing > 0) throw new NotReady(`${missing} of ${count} debates of ${now.name} have no confirmed ballot.`, 'Confirm them first.');
      await rounds.setCompleted(tx, { id: now.id, isCompleted: true });
    },
  });
}

/** Names of the rounds before this one, in its sequence, that are not over. */
function openEarlier(round: Round, all: readonly Round[]): string[] {
  const earlier = all.filter((one) => one.seq < round.seq && (one.stage === 'P' || one.categoryId === round.categoryId));
  return earlier.filter((one) => !one.isCompleted).map(({ name }) => name);
}

/** Takes the results back, for instance to correct a ballot. */
export function reopenRound(tab: Tab, wish: RoundWish): Promise<void> {
  return changeRound(tab, wish, {
    verb: 'round_reopened',
    isPublic: true,
    isWithdrawal: true,
    refusal: (now) => (now.isCompleted ? null : 'is not over'),
    write: (tx, now) => rounds.setCompleted(tx, { id: now.id, isCompleted: false }),
  });
}

/**
 * Confirms every debate whose versions say the same; where they differ a person must look. Gives how many. Each is a transaction of its own, so that
 * one which somebody else decided meanwhile does not keep the others back.
 */
export async function confirmSingleBallots(tab: Tab, { tournament, round, actor }: RoundWish): Promise<number> {
  const clear = (await resultsOf(tab, round)).flatMap((outcome) => clearVersion(outcome) ?? []);
  for (const { id } of clear) await confirmBallot(tab, { tournament, ballotId: id, actor, replaces: null });
  return clear.length;
}

/** The version to confirm where there is no doubt: the newest, when every other says the same. Null when it is decided, or not clear. */
export function clearVersion({ debate, versions }: Pick<DebateOutcome, 'debate' | 'versions'>): BallotRow | null {
  const [newest, ...others] = wholeVersions({ debate, versions });
  if (newest === undefined || debate.resultStatus === 'C' || debate.resultStatus === 'P') return null;
  return others.every(({ content }) => areSame(content, newest.content)) ? newest : null;
}

/** The versions that stand for the whole debate, the newest first; those of one adjudicator of several are put together first. */
export function wholeVersions({ debate, versions }: Pick<DebateOutcome, 'debate' | 'versions'>): BallotRow[] {
  return versions.filter(({ isSingle }) => !isSingle || votersOf(debate).length === 1);
}
