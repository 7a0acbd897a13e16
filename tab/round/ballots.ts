import type { Transaction } from '#kit/db/connect.ts';
import { bodyHash, claimReceipt, receiptCode } from '#kit/db/receipts.ts';
import { invariant } from '#kit/errors/invariant.ts';
import { BallotClosed, RoundMovedOn } from '../errors.ts';
import type { Ballot } from '../rules/ballots/ballot.ts';
import type { BallotFault } from '../rules/ballots/ballot-fault.ts';
import type { BallotId, DebateId, PersonId } from '../rules/ids.ts';
import { decideBallot } from '../rules/results/result.ts';
import type { DebateResult } from '../rules/results/result.ts';
import type { Round } from '../rules/round.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as ballots from '../store/ballots.ts';
import { reserveIds } from '../store/bulk.ts';
import * as debates from '../store/debates.ts';
import * as journal from '../store/journal.ts';
import * as rounds from '../store/rounds.ts';
import * as tournaments from '../store/tournaments.ts';
import type { Tab } from '../tab.ts';
import { tell } from './act.ts';
import { ballotForm } from './ballot-form.ts';
import type { BallotForm } from './ballot-form.ts';
import { scoreRows } from './ballot-scores.ts';

/** Who brings a ballot: an adjudicator by a private link, or the tab room. */
export type BallotSender = { readonly kind: 'person'; readonly id: PersonId } | { readonly kind: 'staff'; readonly login: string };

/** One ballot as somebody sent it. */
export interface BallotWish {
  readonly tournament: Tournament;
  readonly debateId: DebateId;
  readonly from: BallotSender;
  /** Of the form (`newIntent()` when it was rendered); the same intent never counts twice. */
  readonly intent: string;
  readonly content: Ballot;
  /** The tab room may confirm in the same step. */
  readonly isConfirming?: boolean;
}

/** The proof that a ballot arrived. */
export interface BallotReceipt {
  readonly ballotId: BallotId;
  /** `7KQ2-M4XD` */
  readonly code: string;
  readonly version: number;
  /** ISO time of arrival. */
  readonly at: string;
  readonly isConfirmed: boolean;
}

export type BallotAnswer =
  /** It counts as sent; a repeat of the same form gets the same receipt. */
  | { readonly kind: 'taken'; readonly receipt: BallotReceipt; readonly isRepeat: boolean }
  /** What keeps it from being taken, for marking the form. Nothing was written. */
  | { readonly kind: 'faults'; readonly faults: readonly BallotFault[] }
  /** The same form was sent before with other content; the first stays. */
  | { readonly kind: 'conflict'; readonly receipt: BallotReceipt };

/**
 * Takes a ballot: a new version of its debate's result, with a receipt, in one transaction.
 * @throws BallotClosed when this person may not enter it, or not now.
 */
export async function submitBallot(tab: Tab, wish: BallotWish): Promise<BallotAnswer> {
  const form = await ballotForm(tab, wish.tournament, wish.debateId);
  refuseStrangers(form, wish);
  const decision = decideBallot(wish.content, form.room, wish.tournament.settings);
  invariant(decision.kind !== 'contradiction', 'a form is only read when its settings agree');
  if (decision.kind === 'invalid') return { kind: 'faults', faults: decision.faults };
  const answer = await tab.db.inTransaction((tx) =>
    takeBallot(tx, { wish, form, result: decision.result, now: new Date(tab.clock.nowMs()) }),
  );
  if (answer.kind === 'taken' && !answer.isRepeat)
    tell(tab, wish.tournament, { verb: 'ballot_submitted', isPublic: form.round.isCompleted && answer.receipt.isConfirmed });
  return answer;
}

function refuseStrangers({ debate, round, tournament }: BallotForm, { from }: BallotWish): void {
  refuseWhen(closedWords(round, from));
  if (debate.bracket < 0) throw new BallotClosed('A team that sits out has no ballot.');
  if (from.kind === 'staff') return;
  if (tournament.settings.participant_ballots === 'off') throw new BallotClosed('This tournament takes ballots on paper only.');
  const member = debate.panel.find((one) => one.id === from.id);
  if (member === undefined || member.place === 'T')
    throw new BallotClosed('Only a voting adjudicator of this debate can enter its ballot.');
}

/** Why nobody of this kind may enter a ballot of the round; null when they may. */
export function closedWords(round: Round, from: BallotSender): string | null {
  if (round.drawStatus === 'N' || round.drawStatus === 'D') return `The draw of ${round.name} is not confirmed yet.`;
  if (from.kind === 'staff') return null;
  if (round.drawStatus !== 'R') return `The draw of ${round.name} is not published yet.`;
  return round.isCompleted ? `The results of ${round.name} are out; it takes no more ballots.` : null;
}

function refuseWhen(words: string | null): void {
  if (words !== null) throw new BallotClosed(words);
}

interface Taking {
  readonly wish: BallotWish;
  readonly form: BallotForm;
  readonly result: DebateResult;
  readonly now: Date;
}

async function takeBallot(tx: Transaction, taking: Taking): Promise<BallotAnswer> {
  const { wish, form, now } = taking;
  const { debateId, from, intent, content } = wish;
  const [round, debate, head, [id]] = await Promise.all([
    rounds.hold(tx, form.round.id),
    debates.lock(tx, debateId),
    ballots.headOf(tx, debateId),
    reserveIds(tx, 'ballots', 1),
  ]);
  invariant(id !== undefined, 'one id was asked for');
  refuseWhen(closedWords(round, from));
  if (debate.version !== form.debate.version)
    throw new RoundMovedOn('The panel or room of this debate', 'changed while the ballot was sent');
  const isConfirmed = wish.isConfirming === true || wish.tournament.settings.disable_ballot_confirms;
  const receipt = { ballotId: id, code: receiptCode(intent), version: head.lastVersion + 1, at: now.toISOString(), isConfirmed };
  const actor = from.kind === 'person' ? `person:${from.id}` : from.login;
  const target = `debate:${debateId}`;
  const claim = await claimReceipt(tx, { intent, actor, target, bodyHash: bodyHash({ target, content }), reply: receipt });
  if (claim.kind === 'repeat') return { kind: 'taken', receipt: readReceipt(claim.reply), isRepeat: true };
  if (claim.kind === 'conflict') return { kind: 'conflict', receipt: readReceipt(claim.first.reply) };
  await keepVersion(tx, { ...taking, id, actor, head, isConfirmed });
  if (!isConfirmed && debate.resultStatus !== 'C') await debates.setResultStatus(tx, { id: debateId, status: 'D' });
  if (isConfirmed && round.isCompleted) await tournaments.bumpPublicVersion(tx, wish.tournament.id);
  await record(tx, { ...taking, id, actor, isConfirmed });
  return { kind: 'taken', receipt, isRepeat: false };
}

interface Version extends Taking {
  readonly id: BallotId;
  readonly actor: string;
  readonly head: ballots.BallotHead;
  readonly isConfirmed: boolean;
}

async function keepVersion(tx: Transaction, { wish, form, result, now, id, actor, head, isConfirmed }: Version): Promise<void> {
  const { debateId, from, intent, content } = wish;
  tx.queue(ballots.insertBallot, { id, debateId, submitterType: from.kind === 'person' ? 'P' : 'T', submitter: actor, intent, content });
  await ballots.insertScores(tx, id, scoreRows(form, content, result));
  if (!isConfirmed) return;
  if (head.confirmedId !== null) await ballots.unconfirm(tx, head.confirmedId);
  await ballots.confirm(tx, { id, confirmer: actor, at: now });
  await debates.setResultStatus(tx, { id: debateId, status: 'C' });
}

async function record(tx: Transaction, { wish, now, id, actor, isConfirmed }: Omit<Version, 'head'>): Promise<void> {
  const { debateId, content } = wish;
  await journal.append(tx, {
    tournamentId: wish.tournament.id,
    at: now,
    actor,
    verb: isConfirmed ? 'ballot_confirmed' : 'ballot_submitted',
    subject: `ballot:${id}`,
    change: { debateId, content },
  });
}

/** A receipt as it was stored with its form. */
function readReceipt(reply: unknown): BallotReceipt {
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- the table `receipts` gives back what takeBallot put there under this target
  return reply as BallotReceipt;
}
