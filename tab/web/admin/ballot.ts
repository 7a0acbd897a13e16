import type { FastifyInstance } from 'fastify';
import { isIntent, newIntent } from '#kit/db/receipts.ts';
import { BallotWrong, NothingThere, SentBefore, WrongInput } from '../../errors.ts';
import { ballotForm, emptyBallot } from '../../round/ballot-form.ts';
import type { BallotForm } from '../../round/ballot-form.ts';
import { confirmBallot, discardBallot, unconfirmBallot } from '../../round/ballot-checks.ts';
import type { BallotCheck } from '../../round/ballot-checks.ts';
import { submitBallot } from '../../round/ballots.ts';
import { findDebate, findTournament } from '../../round/find.ts';
import type { DebatePlace } from '../../round/find.ts';
import type { BallotFault } from '../../rules/ballots/ballot-fault.ts';
import type { Ballot } from '../../rules/ballots/ballot.ts';
import type { BallotId } from '../../rules/ids.ts';
import { readId } from '../../rules/ids.ts';
import * as ballots from '../../store/ballots.ts';
import type { BallotRow } from '../../store/ballots.ts';
import type { Tab } from '../../tab.ts';
import { readBallot } from '../ballot-input.ts';
import { faultPlace } from '../ballot-words.ts';
import { purgeTournament } from '../purge.ts';
import { eventOf } from './event.ts';
import { paths, patterns } from './routes.ts';
import { attempt, formText, visitOf } from './visit.ts';
import type { Desk, Refusal, Visit } from './visit.ts';
import { ballotPage } from './views/ballot.ts';

interface OfDebate {
  readonly Params: { readonly slug: string; readonly id: string };
}
interface OfDecision {
  readonly Params: { readonly slug: string; readonly id: string; readonly decision: string };
}

/** The tab room enters a ballot, and decides about versions. */
export function registerBallots(server: FastifyInstance, desk: Desk): void {
  server.get<OfDebate>(patterns.ballot, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    return show(desk, visit, { place: await findDebate(desk.tab, request.params.slug, request.params.id) });
  });

  server.post<OfDebate>(patterns.ballot, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const place = await findDebate(desk.tab, request.params.slug, request.params.id);
    const content = readBallot(request.body, await ballotForm(desk.tab, place.tournament, place.debateId));
    const intent = formText(request.body, 'intent');
    const isConfirming = formText(request.body, 'confirm') !== '';
    const sent = await attempt(enter(desk.tab, place, { visit, content, intent, isConfirming }));
    if (!sent.ok || sent.value.faults.length > 0)
      return show(desk, visit, { place, content, intent, ...(sent.ok ? { faults: sent.value.faults } : { fault: sent.refusal }) });
    if (place.round.isCompleted) purgeTournament(reply, place.tournament.slug);
    return visit.goTo(paths.step(place.tournament.slug, place.round.seq, 'ballots'), [sent.value.words]);
  });

  server.post<OfDecision>(patterns.decision, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { slug, id, decision } = request.params;
    const tournament = await findTournament(desk.tab, slug);
    const ballotId = readId<BallotId>(id);
    const decide = decisions[decision];
    if (ballotId === null || decide === undefined) throw new NothingThere(`decision "${decision}" about ballot ${id}`);
    const replaces = readId<BallotId>(formText(request.body, 'replaces'));
    await decide(desk.tab, { tournament, ballotId, actor: visit.actor, replaces });
    const row = await ballots.byId(desk.tab.db, ballotId);
    const place = await findDebate(desk.tab, slug, row?.debateId);
    if (place.round.isCompleted) purgeTournament(reply, slug);
    return visit.goTo(paths.step(slug, place.round.seq, 'ballots'), [decisionWords[decision] ?? 'Done.']);
  });
}

const decisions: Readonly<Record<string, (tab: Tab, check: BallotCheck) => Promise<void>>> = {
  confirm: confirmBallot,
  unconfirm: unconfirmBallot,
  discard: discardBallot,
};

const decisionWords: Readonly<Record<string, string>> = {
  confirm: 'The ballot is confirmed.',
  unconfirm: 'The confirmation is taken back.',
  discard: 'The version is thrown away; it stays in the history.',
};

interface Entry {
  readonly visit: Visit;
  readonly content: Ballot;
  readonly intent: string;
  readonly isConfirming: boolean;
}

async function enter(
  tab: Tab,
  { tournament, debateId }: DebatePlace,
  { visit, content, intent, isConfirming }: Entry,
): Promise<{ faults: readonly BallotFault[]; words: string }> {
  if (!isIntent(intent)) throw new WrongInput('This form is too old to be sent.', 'Open the ballot again; what you wrote is below.');
  const from = { kind: 'staff', login: visit.actor } as const;
  const answer = await submitBallot(tab, { tournament, debateId, from, intent, content, isConfirming });
  if (answer.kind === 'faults') return { faults: answer.faults, words: '' };
  if (answer.kind === 'conflict') throw new SentBefore(answer.receipt.code);
  const { version, code, isConfirmed } = answer.receipt;
  return { faults: [], words: `Version ${version} is ${isConfirmed ? 'confirmed' : 'saved'}. Receipt ${code}.` };
}

interface Shown {
  readonly place: DebatePlace;
  /** What was on the form when it was refused. */
  readonly content?: Ballot;
  readonly intent?: string;
  readonly faults?: readonly BallotFault[];
  readonly fault?: Refusal;
}

async function show({ tab }: Desk, visit: Visit, shown: Shown) {
  const { tournament, debateId, rounds, round } = shown.place;
  const [form, versions] = await Promise.all([ballotForm(tab, tournament, debateId), ballots.ofDebate(tab.db, debateId)]);
  const fault = wrongScores(shown, form) ?? shown.fault ?? null;
  const page = ballotPage({
    visitor: visit.visitor,
    fault,
    event: eventOf(tournament, rounds, round),
    form,
    content: shown.content ?? newestOf(versions)?.content ?? emptyBallot(form),
    faults: shown.faults ?? [],
    versions,
    intent: shown.intent !== undefined && shown.fault === undefined ? shown.intent : newIntent(),
  });
  return visit.show(page, fault);
}

function newestOf(versions: readonly BallotRow[]): BallotRow | undefined {
  return versions.find((version) => version.isConfirmed) ?? versions.find((version) => !version.isDiscarded);
}

function wrongScores({ faults = [] }: Shown, form: BallotForm): Refusal | null {
  if (faults.length === 0) return null;
  const { code, status, message, hint } = new BallotWrong(faults.map((fault) => faultPlace(fault, form) + fault.message));
  return { code, status, message, hint };
}
