import type { FastifyInstance } from 'fastify';
import { isIntent, newIntent } from '#kit/db/receipts.ts';
import { BallotWrong, SentBefore, WrongInput } from '../../errors.ts';
import { ballotForm, emptyBallot } from '../../round/ballot-form.ts';
import type { BallotForm } from '../../round/ballot-form.ts';
import { submitBallot } from '../../round/ballots.ts';
import { takeInHand } from '../../round/ballot-queue.ts';
import { findDebate } from '../../round/find.ts';
import type { BallotFault } from '../../rules/ballots/ballot-fault.ts';
import type { Ballot } from '../../rules/ballots/ballot.ts';
import { eventOf } from '../admin/event.ts';
import { attempt, formText, visitOf } from '../admin/visit.ts';
import type { Desk, Refusal, Visit } from '../admin/visit.ts';
import { readBallot } from '../ballot-input.ts';
import { faultPlace } from '../ballot-words.ts';
import { nextAddress, openTournament } from './desk.ts';
import type { OfOne } from './desk.ts';
import { patterns } from './paths.ts';
import { enterPage } from './views/enter.ts';

/** A ballot typed from paper: always a draft, which somebody else checks. */
export function registerEnter(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.get<OfOne>(patterns.enter, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const tournament = await openTournament(tab, request.params.slug, visit);
    const { debateId } = await findDebate(tab, request.params.slug, request.params.id);
    const isFree = await takeInHand(tab, debateId, visit.actor);
    const form = await ballotForm(tab, tournament, debateId);
    return show(desk, visit, { form, content: emptyBallot(form), intent: newIntent(), faults: [], isFree });
  });

  server.post<OfOne>(patterns.enter, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const tournament = await openTournament(tab, request.params.slug, visit);
    const { debateId } = await findDebate(tab, request.params.slug, request.params.id);
    const form = await ballotForm(tab, tournament, debateId);
    const content = readBallot(request.body, form);
    const intent = formText(request.body, 'intent');
    const sent = await attempt(enter(desk, visit, { form, content, intent }));
    if (!sent.ok) return show(desk, visit, { form, content, intent: newIntent(), faults: [], fault: sent.refusal });
    if (sent.value.faults.length > 0) return show(desk, visit, { form, content, intent, faults: sent.value.faults });
    return visit.goTo(await nextAddress(tab, tournament, { actor: visit.actor, kind: 'enter', done: debateId }), [sent.value.words]);
  });
}

interface Entry {
  readonly form: BallotForm;
  readonly content: Ballot;
  readonly intent: string;
}

/** Saves a typed ballot as a draft; gives what is wrong with it, or the words to say. */
export async function enter(
  { tab }: Desk,
  { actor }: Visit,
  { form, content, intent }: Entry,
): Promise<{ faults: readonly BallotFault[]; words: string }> {
  if (!isIntent(intent)) throw new WrongInput('This form is too old to be sent.', 'Open the ballot again; what you wrote is below.');
  const from = { kind: 'staff', login: actor } as const;
  const answer = await submitBallot(tab, { tournament: form.tournament, debateId: form.debate.id, from, form, intent, content });
  if (answer.kind === 'faults') return { faults: answer.faults, words: '' };
  if (answer.kind === 'conflict') throw new SentBefore(answer.receipt.code);
  const room = form.debate.venue?.name ?? `room ${form.debate.roomRank}`;
  return { faults: [], words: `${room} is saved for somebody else to check. Receipt ${answer.receipt.code}.` };
}

interface Shown extends Entry {
  readonly faults: readonly BallotFault[];
  readonly fault?: Refusal;
  readonly isFree?: boolean;
}

function show(_desk: Desk, visit: Visit, { form, content, intent, faults, fault, isFree = true }: Shown) {
  const wrong = faults.length === 0 ? null : wordsOf(faults, form);
  const refusal = wrong ?? fault ?? null;
  const event = eventOf(form.tournament, [form.round], form.round);
  return visit.show(enterPage({ visitor: visit.visitor, fault: refusal, event, form, content, faults, intent, isFree }), refusal);
}

function wordsOf(faults: readonly BallotFault[], form: BallotForm): Refusal {
  const { code, status, message, hint } = new BallotWrong(faults.map((fault) => faultPlace(fault, form) + fault.message));
  return { code, status, message, hint };
}
