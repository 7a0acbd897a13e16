import type { Transaction } from '#kit/db/connect.ts';
import { bodyHash, claimReceipt, receiptCode } from '#kit/db/receipts.ts';
import { invariant } from '#kit/errors/invariant.ts';
import { BallotClosed, RoundMovedOn } from '../errors.ts';
import type { Ballot } from '../rules/ballots/ballot.ts';
import type { BallotFault } from '../rules/ballots/ballot-fault.ts';
import type { BallotId, DebateId, PersonId } from '../rules/ids.ts';
import type { DebateResult } from '../rules/results/result.ts';
import type { Round } from '../rules/round.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as ballots from '../store/ballots.ts';
import { reserveIds } from '../store/bulk.ts';
import * as debates from '../store/debates.ts';
import * as rounds from '../store/rounds.ts';
import * as tournaments from '../store/tournaments.ts';
import type { Tab } from '../tab.ts';
import { tell } from './act.ts';
import { judgeBallot } from './ballot-faults.ts';
import { readForm, votersOf, wholeForm } from './ballot-form.ts';
import type { BallotForm } from './ballot-form.ts';
import { mergeByItself } from './ballot-merge.ts';
import { keepVersion } from './ballot-version.ts';

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
  /** The sender's form, when it has just been read; whether the debate is still as it was is looked at while it is held. */
  readonly form?: BallotForm;
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
  const { tournament, debateId, from } = wish;
  const form = wish.form ?? (await readForm(tab, { tournament, debateId, person: from.kind === 'person' ? from.id : null }));
  refuseStrangers(form, from);
  const content = { ...wish.content, motion: wish.content.motion ?? (wish.content.ownMotion === undefined ? form.choice.only : null) };
  const verdict = judgeBallot(form, content, from.kind === 'staff');
  if (!verdict.ok) return { kind: 'faults', faults: verdict.faults };
  const now = new Date(tab.clock.nowMs());
  const answer = await tab.db.inTransaction(async (tx) => {
    const taken = await takeBallot(tx, { wish: { ...wish, content }, form, result: verdict.result, now });
    if (form.single !== null && taken.kind === 'taken' && !taken.isRepeat) await mergeByItself(tx, { form: wholeForm(form), now });
    return taken;
  });
  if (answer.kind === 'taken' && !answer.isRepeat)
    tell(tab, tournament, {
      verb: 'ballot_submitted',
      isPublic: tournament.settings.public_progress || (form.round.isCompleted && answer.receipt.isConfirmed),
    });
  return answer;
}

function refuseStrangers(form: BallotForm, from: BallotSender): void {
  const { debate, tournament } = form;
  refuseWhen(closedWords(form.round, from, !isWaitingForMotions(form)));
  if (debate.bracket < 0) throw new BallotClosed('A team that sits out has no ballot.');
  if (!debate.areSidesConfirmed && tournament.settings.draw_side_allocations !== 'manual-ballot')
    throw new BallotClosed('The sides of this debate are not confirmed yet.');
  if (from.kind === 'staff') return;
  if (tournament.settings.participant_ballots === 'off') throw new BallotClosed('This tournament takes ballots on paper only.');
  if (!votersOf(debate).some(({ id }) => id === from.id))
    throw new BallotClosed('Only a voting adjudicator of this debate can enter its ballot.');
}

/** Why nobody of this kind may enter a ballot of the round; null when they may. */
export function closedWords(round: Round, from: BallotSender, areMotionsOut = true): string | null {
  if (round.drawStatus === 'N' || round.drawStatus === 'D') return `The draw of ${round.name} is not confirmed yet.`;
  if (from.kind === 'staff') return null;
  if (round.drawStatus !== 'R') return `The draw of ${round.name} is not published yet.`;
  if (round.isCompleted) return `The results of ${round.name} are out; it takes no more ballots.`;
  return areMotionsOut ? null : `The motions of ${round.name} are not out yet; ballots open with them.`;
}

/** Ballots that ask about motions open when the motions are out. */
export function isWaitingForMotions({ choice, round }: Pick<BallotForm, 'choice' | 'round'>): boolean {
  return (choice.asksMotion || choice.asksVetoes) && !round.areMotionsReleased;
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
  const isConfirmed = form.single === null && (wish.isConfirming === true || wish.tournament.settings.disable_ballot_confirms);
  const receipt = { ballotId: id, code: receiptCode(intent), version: head.lastVersion + 1, at: now.toISOString(), isConfirmed };
  const actor = from.kind === 'person' ? `person:${from.id}` : from.login;
  const target = `debate:${debateId}`;
  const claim = await claimReceipt(tx, { intent, actor, target, bodyHash: bodyHash({ target, content }), reply: receipt });
  if (claim.kind === 'repeat') return { kind: 'taken', receipt: readReceipt(claim.reply), isRepeat: true };
  if (claim.kind === 'conflict') return { kind: 'conflict', receipt: readReceipt(claim.first.reply) };
  await write(tx, {
    ...taking,
    id,
    actor,
    before: head,
    isConfirmed,
    wasConfirmed: debate.resultStatus === 'C',
    isOver: round.isCompleted,
  });
  return { kind: 'taken', receipt, isRepeat: false };
}

interface Written extends Taking {
  readonly id: BallotId;
  readonly actor: string;
  readonly before: ballots.BallotHead;
  readonly isConfirmed: boolean;
  readonly wasConfirmed: boolean;
  /** The round is completed: spectators see the change. */
  readonly isOver: boolean;
}

async function write(
  tx: Transaction,
  { wish, form, result, now, id, actor, before, isConfirmed, wasConfirmed, isOver }: Written,
): Promise<void> {
  const { content, intent, from } = wish;
  if ((isConfirmed && isOver) || form.tournament.settings.public_progress) await tournaments.bumpPublicVersion(tx, form.tournament.id);
  const submitterType = from.kind === 'person' ? 'P' : 'T';
  keepVersion(tx, { form, result, now, content, intent, id, actor, submitterType, before, isConfirmed });
  if (!isConfirmed && !wasConfirmed) tx.queue(debates.setResultStatusQuery, { id: form.debate.id, status: 'D' });
}

/** A receipt as it was stored with its form. */
function readReceipt(reply: unknown): BallotReceipt {
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- the table `receipts` gives back what takeBallot put there under this target
  return reply as BallotReceipt;
}
