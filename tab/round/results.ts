import { NotReady } from '../errors.ts';
import { ballotKind, type BallotRoom } from '../rules/ballots/ballot.ts';
import { areSame } from '../rules/ballots/differences.ts';
import { ballotRoom } from '../rules/ballots/room.ts';
import type { Debate } from '../rules/debate.ts';
import { ballotProgress, type BallotProgress } from '../rules/results/progress.ts';
import { decideBallot } from '../rules/results/result.ts';
import type { Round } from '../rules/round.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as ballots from '../store/ballots.ts';
import type { BallotRow } from '../store/ballots.ts';
import * as debates from '../store/debates.ts';
import { outcomesOf } from '../store/draws.ts';
import * as rounds from '../store/rounds.ts';
import type { Tab } from '../tab.ts';
import { haveGrown } from '../tournaments/growth.ts';
import { changeRound } from './act.ts';
import type { RoundWish } from './act.ts';
import { confirmBallot } from './ballot-checks.ts';
import { hasPanelChanged, votersOf } from './ballot-form.ts';

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
export async function completeRound(tab: Tab, wish: RoundWish): Promise<void> {
  await changeRound(tab, wish, {
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
  await haveGrown(tab);
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

/** What stands out of a debate's ballots besides its result. */
export interface DebateVerdict {
  /** Names of voting adjudicators who decided otherwise than the panel. */
  readonly splits: readonly string[];
  /** The panel is not the one that the confirmed ballot was entered for. */
  readonly isOfOtherPanel: boolean;
  /** The version to confirm where there is no doubt. */
  readonly clear: BallotRow | null;
  /** How many adjudicators of the panel have sent a ballot of their own; null where one stands for all. */
  readonly singles: number | null;
}

/** Looks at the versions of one debate; asks the database nothing. */
export function verdictOf(
  { debate, versions }: DebateOutcome,
  { tournament, round, rounds: all }: Pick<RoundWish, 'tournament' | 'round' | 'rounds'>,
): DebateVerdict {
  const confirmed = versions.find(({ isConfirmed }) => isConfirmed);
  const newest = confirmed ?? wholeVersions({ debate, versions })[0];
  const room = ballotRoom({ debate, round, rounds: all, rosters: [[]] });
  const split = confirmed === undefined ? [] : splitOf(confirmed, room, tournament);
  const kind = ballotKind(room, tournament.settings);
  const owners = kind?.by === 'adjudicator' ? votersOf(debate) : [null];
  const singles = new Set(versions.filter(({ isSingle }) => isSingle).map(({ submitter }) => submitter)).size;
  return {
    splits: debate.panel.filter((_member, index) => split[index] === true).map(({ name }) => name),
    isOfOtherPanel: newest !== undefined && hasPanelChanged({ sheetOwners: owners }, newest),
    clear: clearVersion({ debate, versions }),
    singles: singles > 0 && votersOf(debate).length > 1 ? singles : null,
  };
}

function splitOf({ content }: BallotRow, room: BallotRoom, { settings }: Tournament): readonly boolean[] {
  const decision = decideBallot(content, room, settings);
  return decision.kind === 'decided' ? (decision.result.split ?? []) : [];
}

/** How the round's ballots have come in so far. */
export function progressOf(outcomes: readonly DebateOutcome[], nowMs: number): BallotProgress {
  const times = outcomes.map(({ versions }) => ({
    sentAt: versions.at(-1)?.createdAt.getTime() ?? null,
    confirmedAt: versions.find(({ isConfirmed }) => isConfirmed)?.confirmedAt?.getTime() ?? null,
  }));
  return ballotProgress(times, nowMs);
}
