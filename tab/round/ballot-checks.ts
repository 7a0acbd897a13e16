import type { Transaction } from '#kit/db/connect.ts';
import { AnotherBallotConfirmed, BallotClosed, NothingThere, RoundMovedOn } from '../errors.ts';
import type { BallotId } from '../rules/ids.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as ballots from '../store/ballots.ts';
import type { BallotHead, BallotRow } from '../store/ballots.ts';
import * as debates from '../store/debates.ts';
import * as journal from '../store/journal.ts';
import * as rounds from '../store/rounds.ts';
import * as tournaments from '../store/tournaments.ts';
import type { Tab } from '../tab.ts';
import { tell } from './act.ts';

/** One version of a ballot, and who decides about it. */
export interface BallotCheck {
  readonly tournament: Tournament;
  readonly ballotId: BallotId;
  readonly actor: string;
  /** The confirmed version that was on the screen: null for none. Left out: whichever there is gives way. */
  readonly replaces?: BallotId | null;
}

/** This version is the debate's result from now on. Two people who confirm two versions: the second is told of the first. */
export function confirmBallot(tab: Tab, check: BallotCheck): Promise<void> {
  return decide(tab, check, async (tx, { ballot, head }) => {
    if (head.confirmedId === ballot.id) return 'ballot_confirmed';
    if (check.replaces !== undefined && check.replaces !== head.confirmedId) throw new AnotherBallotConfirmed(head.confirmedVersion ?? 0);
    if (head.confirmedId !== null) await ballots.unconfirm(tx, head.confirmedId);
    const isThere = await ballots.confirm(tx, { id: ballot.id, confirmer: check.actor, at: new Date(tab.clock.nowMs()) });
    if (!isThere) throw new RoundMovedOn('This version', 'was thrown away meanwhile');
    await debates.setResultStatus(tx, { id: ballot.debateId, status: 'C' });
    return 'ballot_confirmed';
  });
}

/** The version stays, and is no result any more. */
export function unconfirmBallot(tab: Tab, check: BallotCheck): Promise<void> {
  return decide(tab, check, async (tx, { ballot, head }) => {
    if (head.confirmedId !== ballot.id) throw new RoundMovedOn('This version', 'is not the confirmed one');
    await ballots.unconfirm(tx, ballot.id);
    await debates.setResultStatus(tx, { id: ballot.debateId, status: 'D' });
    return 'ballot_unconfirmed';
  });
}

/** Throws a version away; it stays in the history. */
export function discardBallot(tab: Tab, check: BallotCheck): Promise<void> {
  return decide(tab, check, async (tx, { ballot, head }) => {
    if (!(await ballots.discard(tx, ballot.id)))
      throw new RoundMovedOn('This version', 'is the confirmed one; take the confirmation back first');
    const isLastDraft = !ballot.isDiscarded && head.drafts === 1;
    if (isLastDraft && head.confirmedId === null) await debates.setResultStatus(tx, { id: ballot.debateId, status: 'N' });
    return 'ballot_discarded';
  });
}

interface Held {
  readonly ballot: BallotRow;
  readonly head: BallotHead;
}

/** Holds the round and the debate, lets `write` decide, and puts it on record under the verb it gives. */
async function decide(tab: Tab, check: BallotCheck, write: (tx: Transaction, held: Held) => Promise<string>): Promise<void> {
  const { tournament, ballotId, actor } = check;
  const ballot = await ballots.byId(tab.db, ballotId);
  const place = ballot && (await debates.placeOf(tab.db, ballot.debateId));
  if (ballot === null || place?.tournamentId !== tournament.id) throw new NothingThere(`ballot ${ballotId}`);
  const news = await tab.db.inTransaction(async (tx) => {
    const [round, , head] = await Promise.all([
      rounds.hold(tx, place.roundId),
      debates.lock(tx, ballot.debateId),
      ballots.headOf(tx, ballot.debateId),
    ]);
    if (round.drawStatus === 'N' || round.drawStatus === 'D') throw new BallotClosed(`The draw of ${round.name} is not confirmed.`);
    const verb = await write(tx, { ballot, head });
    if (verb !== 'ballot_confirmed' && round.isCompleted) throw new RoundMovedOn(round.name, 'is over; open its results again first');
    if (round.isCompleted) await tournaments.bumpPublicVersion(tx, tournament.id);
    const at = new Date(tab.clock.nowMs());
    await journal.append(tx, {
      tournamentId: tournament.id,
      at,
      actor,
      verb,
      subject: `ballot:${ballotId}`,
      change: { before: head.confirmedId },
    });
    return { verb, isPublic: round.isCompleted };
  });
  tell(tab, tournament, news);
}
