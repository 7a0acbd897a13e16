import type { Transaction } from '#kit/db/connect.ts';
import { AnotherBallotConfirmed, BallotClosed, NothingThere, NotReady, RoundMovedOn } from '../errors.ts';
import type { Ballot } from '../rules/ballots/ballot.ts';
import { differences } from '../rules/ballots/differences.ts';
import type { BallotCell } from '../rules/ballots/differences.ts';
import type { BallotId, DebateId } from '../rules/ids.ts';
import type { Round } from '../rules/round.ts';
import type { Tournament } from '../rules/tournament.ts';
import { isBallotNews } from '../rules/redaction.ts';
import * as ballots from '../store/ballots.ts';
import type { BallotHead, BallotRow } from '../store/ballots.ts';
import * as debates from '../store/debates.ts';
import * as journal from '../store/journal.ts';
import * as rounds from '../store/rounds.ts';
import * as tournaments from '../store/tournaments.ts';
import type { Tab } from '../tab.ts';
import { tell } from './act.ts';
import { ballotForm, hasPanelChanged, votersOf } from './ballot-form.ts';

/** One version of a ballot, and who decides about it. */
export interface BallotCheck {
  readonly tournament: Tournament;
  readonly ballotId: BallotId;
  readonly actor: string;
  /** The confirmed version that was on the screen: null for none. Left out: whichever there is gives way. */
  readonly replaces?: BallotId | null;
  /** Whoever entered a version may not decide about it. */
  readonly isOthersOnly?: boolean;
}

/** This version is the debate's result from now on. Two people who confirm two versions: the second is told of the first. */
export async function confirmBallot(tab: Tab, check: BallotCheck): Promise<void> {
  const ballot = await ownBallot(tab, check);
  const form = await ballotForm(tab, check.tournament, ballot.debateId);
  if (ballot.isSingle && votersOf(form.debate).length > 1)
    throw new NotReady('This ballot stands for one adjudicator only.', 'Open the debate and put the ballots of its panel together.');
  if (hasPanelChanged(form, ballot) && !ballot.isSingle)
    throw new NotReady('The panel has changed since this version was entered.', 'Open the debate, look at the sheets, and save it again.');
  return decide(tab, check, async (tx, { ballot: now, head, version }) => {
    if (head.confirmedId === now.id) return 'ballot_confirmed';
    if (version !== form.debate.version) throw new RoundMovedOn('The panel or room of this debate', 'changed meanwhile');
    if (check.replaces !== undefined && check.replaces !== head.confirmedId) throw new AnotherBallotConfirmed(head.confirmedVersion ?? 0);
    if (head.confirmedId !== null) await ballots.unconfirm(tx, head.confirmedId);
    const isThere = await ballots.confirm(tx, { id: now.id, confirmer: check.actor, at: new Date(tab.clock.nowMs()) });
    if (!isThere) throw new RoundMovedOn('This version', 'was thrown away meanwhile');
    await debates.setResultStatus(tx, { id: now.debateId, status: 'C' });
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

/**
 * A second person types the whole ballot again: when every cell is the same the version is confirmed, otherwise nothing is written and the cells that
 * differ come back.
 */
export async function checkBlind(tab: Tab, check: BallotCheck & { readonly typed: Ballot }): Promise<readonly BallotCell[]> {
  const ballot = await ownBallot(tab, check);
  refuseOwn(ballot, { ...check, isOthersOnly: true });
  const differing = differences(ballot.content, check.typed);
  if (differing.length === 0) await confirmBallot(tab, { ...check, isOthersOnly: true });
  return differing;
}

/** The debate is held later: it holds up neither its round nor the next draw. */
export async function postponeDebate(
  tab: Tab,
  wish: { tournament: Tournament; debateId: DebateId; actor: string; isPostponed: boolean },
): Promise<void> {
  const { tournament, debateId, actor, isPostponed } = wish;
  if (isPostponed && !tournament.settings.enable_postponements)
    throw new NotReady('This tournament does not postpone debates.', 'Turn enable_postponements on in the settings.');
  return onRecord(tab, { tournament, actor, debateId, subject: `debate:${debateId}` }, async (tx, { status }) => {
    const head = await ballots.headOf(tx, debateId);
    if (head.confirmedId !== null) throw new RoundMovedOn('This debate', 'has a confirmed ballot');
    if (isPostponed === (status === 'P')) throw new RoundMovedOn('This debate', isPostponed ? 'is postponed already' : 'is not postponed');
    await debates.setResultStatus(tx, { id: debateId, status: isPostponed ? 'P' : head.drafts > 0 ? 'D' : 'N' });
    return { verb: isPostponed ? 'debate_postponed' : 'debate_resumed', change: null };
  });
}

interface Held {
  readonly ballot: BallotRow;
  readonly head: BallotHead;
  /** Of the debate: it rises with its panel and room. */
  readonly version: number;
}

/** Holds the round and the debate, lets `write` decide, and puts it on record under the verb it gives. */
async function decide(tab: Tab, check: BallotCheck, write: (tx: Transaction, held: Held) => Promise<string>): Promise<void> {
  const { tournament, ballotId, actor } = check;
  const { debateId } = await ownBallot(tab, check);
  await onRecord(tab, { tournament, actor, debateId, subject: `ballot:${ballotId}` }, async (tx, { round, version }) => {
    const [head, ballot] = await Promise.all([ballots.headOf(tx, debateId), ballots.byId(tx, ballotId)]);
    if (ballot === null) throw new NothingThere(`ballot ${ballotId}`);
    refuseOwn(ballot, check);
    const verb = await write(tx, { ballot, head, version });
    if (verb !== 'ballot_confirmed' && round.isCompleted) throw new RoundMovedOn(round.name, 'is over; open its results again first');
    return { verb, change: { before: head.confirmedId } };
  });
}

function refuseOwn({ submitter }: BallotRow, { actor, isOthersOnly = false }: BallotCheck): void {
  if (isOthersOnly && submitter === actor) throw new BallotClosed('Somebody else checks the ballot that you entered.');
}

/** The version, when it is this tournament's. */
async function ownBallot(tab: Tab, { tournament, ballotId }: BallotCheck): Promise<BallotRow> {
  const ballot = await ballots.byId(tab.db, ballotId);
  const place = ballot && (await debates.placeOf(tab.db, ballot.debateId));
  if (ballot === null || place?.tournamentId !== tournament.id) throw new NothingThere(`ballot ${ballotId}`);
  return ballot;
}

interface Act {
  readonly tournament: Tournament;
  readonly actor: string;
  readonly debateId: DebateId;
  readonly subject: string;
}

interface HeldDebate {
  readonly round: Round;
  readonly version: number;
  readonly status: 'N' | 'P' | 'D' | 'C';
}

type Write = (tx: Transaction, held: HeldDebate) => Promise<{ readonly verb: string; readonly change: unknown }>;

async function onRecord(tab: Tab, { tournament, actor, debateId, subject }: Act, write: Write): Promise<void> {
  const place = await debates.placeOf(tab.db, debateId);
  if (place?.tournamentId !== tournament.id) throw new NothingThere(`debate ${debateId}`);
  const news = await tab.db.inTransaction(async (tx) => {
    const [round, { version, resultStatus: status }] = await Promise.all([rounds.hold(tx, place.roundId), debates.lock(tx, debateId)]);
    if (round.drawStatus === 'N' || round.drawStatus === 'D') throw new BallotClosed(`The draw of ${round.name} is not confirmed.`);
    const { verb, change } = await write(tx, { round, version, status });
    const isPublic = isBallotNews(round, tournament.settings);
    if (isPublic) await tournaments.bumpPublicVersion(tx, tournament.id);
    journal.appendLast(tx, { tournamentId: tournament.id, at: new Date(tab.clock.nowMs()), actor, verb, subject, change });
    return { verb, isPublic };
  });
  tell(tab, tournament, news);
}
