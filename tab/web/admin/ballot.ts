import type { FastifyInstance } from 'fastify';
import { isIntent, newIntent } from '#kit/db/receipts.ts';
import { BallotWrong, NothingThere, SentBefore, WrongInput } from '../../errors.ts';
import { ballotForm, contentToday, emptyBallot, hasPanelChanged, votersOf } from '../../round/ballot-form.ts';
import type { BallotForm } from '../../round/ballot-form.ts';
import { confirmBallot, discardBallot, postponeDebate, unconfirmBallot } from '../../round/ballot-checks.ts';
import type { BallotCheck } from '../../round/ballot-checks.ts';
import { mergeOf } from '../../round/ballot-merge.ts';
import { submitBallot } from '../../round/ballots.ts';
import { findDebate, findTournament } from '../../round/find.ts';
import type { DebatePlace } from '../../round/find.ts';
import type { BallotFault } from '../../rules/ballots/ballot-fault.ts';
import type { Ballot } from '../../rules/ballots/ballot.ts';
import type { BallotId } from '../../rules/ids.ts';
import { readId } from '../../rules/ids.ts';
import { isBallotNews } from '../../rules/redaction.ts';
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
  readonly Querystring: { readonly merge?: unknown };
}
interface OfDecision {
  readonly Params: { readonly slug: string; readonly id: string; readonly decision: string };
}

/** The tab room enters a ballot, and decides about versions. */
export function registerBallots(server: FastifyInstance, desk: Desk): void {
  server.get<OfDebate>(patterns.ballot, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const isMerging = request.query.merge !== undefined;
    return show(desk, visit, { place: await findDebate(desk.tab, request.params.slug, request.params.id), isMerging });
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
    if (isBallotNews(place.round, place.tournament.settings)) purgeTournament(reply, place.tournament.slug);
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
    const isOthersOnly = !visit.account.may('mark.ballotsubmission');
    await decide(desk.tab, { tournament, ballotId, actor: visit.actor, replaces, isOthersOnly });
    const row = await ballots.byId(desk.tab.db, ballotId);
    const place = await findDebate(desk.tab, slug, row?.debateId);
    if (isBallotNews(place.round, place.tournament.settings)) purgeTournament(reply, slug);
    return visit.goTo(paths.step(slug, place.round.seq, 'ballots'), [decisionWords[decision] ?? 'Done.']);
  });
}

/** A debate that is held later, or now after all. */
export function registerPostponement(server: FastifyInstance, desk: Desk): void {
  server.post<OfDebate>(patterns.postpone, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const place = await findDebate(desk.tab, request.params.slug, request.params.id);
    const { tournament, debateId, round } = place;
    const isPostponed = formText(request.body, 'postponed') !== '';
    const done = await attempt(postponeDebate(desk.tab, { tournament, debateId, actor: visit.actor, isPostponed }));
    if (!done.ok) return show(desk, visit, { place, fault: done.refusal });
    return visit.goTo(paths.step(tournament.slug, round.seq, 'ballots'), [
      isPostponed ? 'The debate is postponed.' : 'The debate is held now.',
    ]);
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
  /** The form is filled with what the panel's own ballots come to. */
  readonly isMerging?: boolean;
}

async function show({ tab }: Desk, visit: Visit, shown: Shown) {
  const { tournament, debateId, rounds, round } = shown.place;
  const [form, versions] = await Promise.all([ballotForm(tab, tournament, debateId), ballots.ofDebate(tab.db, debateId)]);
  const fault = wrongScores(shown, form) ?? shown.fault ?? null;
  const hasSingles = versions.some(({ isSingle }) => isSingle) && votersOf(form.debate).length > 1;
  const merge = hasSingles ? await mergeOf(tab.db, form) : null;
  const page = ballotPage({
    visitor: visit.visitor,
    fault,
    event: eventOf(tournament, rounds, round),
    form,
    ...contentOf(shown, form, { newest: newestOf(versions), merged: merge?.ballot ?? null }),
    merge,
    faults: shown.faults ?? [],
    versions,
    intent: shown.intent !== undefined && shown.fault === undefined ? shown.intent : newIntent(),
  });
  return visit.show(page, fault);
}

interface Found {
  readonly newest: BallotRow | undefined;
  readonly merged: Ballot | null;
}

/** What stands in the fields: what was refused, what the panel's own ballots come to, the newest version, or nothing. */
function contentOf(shown: Shown, form: BallotForm, { newest, merged }: Found): { content: Ballot; isOfOtherPanel: boolean } {
  if (shown.content !== undefined) return { content: shown.content, isOfOtherPanel: false };
  if (merged !== null && (shown.isMerging === true || newest === undefined)) return { content: merged, isOfOtherPanel: false };
  if (newest === undefined) return { content: emptyBallot(form), isOfOtherPanel: false };
  return { content: contentToday(form, newest), isOfOtherPanel: hasPanelChanged(form, newest) };
}

/** The version that the form opens with: the confirmed one, else the newest of the whole debate. */
function newestOf(versions: readonly BallotRow[]): BallotRow | undefined {
  return versions.find((version) => version.isConfirmed) ?? versions.find((version) => !version.isDiscarded && !version.isSingle);
}

function wrongScores({ faults = [] }: Shown, form: BallotForm): Refusal | null {
  if (faults.length === 0) return null;
  const { code, status, message, hint } = new BallotWrong(faults.map((fault) => faultPlace(fault, form) + fault.message));
  return { code, status, message, hint };
}
