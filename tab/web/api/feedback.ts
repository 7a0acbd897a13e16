import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { NotAllowed, NothingThere, WrongInput } from '../../errors.ts';
import { confirmFeedback, ignoreFeedback } from '../../feedback/decide.ts';
import { giveFeedback, isOpen, refuseClosed } from '../../feedback/give.ts';
import { isFrom } from '../../feedback/sources.ts';
import type { Debate } from '../../rules/debate.ts';
import type { LinkedPerson } from '../../store/people.ts';
import { participantOf, sourceOfParticipant } from './participant.ts';
import { findDebate, findTournament } from '../../round/find.ts';
import type { FeedbackSource } from '../../rules/feedback.ts';
import type { Answer } from '../../rules/questions.ts';
import type { PersonId, TeamId } from '../../rules/ids.ts';
import type { Tournament } from '../../rules/tournament.ts';
import * as debates from '../../store/debates.ts';
import * as feedback from '../../store/feedback.ts';
import type { FeedbackRow } from '../../store/feedback.ts';
import type { Tab } from '../../tab.ts';
import { purgeTournament } from '../purge.ts';
import { bodyOf, intentOf, refOf, urlsOf } from './call.ts';
import type { Urls } from './call.ts';
import { actorOf, mayCaller } from './caller.ts';
import { sendPage } from './paging.ts';

interface Named {
  readonly Params: { readonly slug: string };
  readonly Querystring: { readonly round?: string; readonly target?: string; readonly source?: string; readonly source_type?: string };
}
interface OfPiece {
  readonly Params: { readonly slug: string; readonly id: string };
}

const ref = v.union([v.string(), v.number()]);
const answer = v.nullable(v.union([v.boolean(), v.number(), v.string(), v.array(v.string())]));
const pieceBody = v.object({
  /** An address that says whether it is a team or an adjudicator. */
  source: v.string(),
  adjudicator: ref,
  debate: ref,
  score: v.number(),
  comment: v.optional(v.string(), ''),
  answers: v.optional(v.array(v.object({ question: ref, answer })), []),
  client_uuid: v.optional(v.string()),
});
const decisionBody = v.object({ confirmed: v.optional(v.boolean()), ignored: v.optional(v.boolean()) });

/** What was said of adjudicators: read, given, decided about. */
export function registerFeedback(server: FastifyInstance, tab: Tab): void {
  const path = '/tournaments/:slug/feedback';
  server.get<Named>(path, async (request, reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    const pieces = await feedback.ofTournament(tab.db, tournament.id);
    const person = participantOf(request);
    const own = person === null ? pieces : pieces.filter((piece) => isFrom(piece, sourceOfParticipant(person)));
    const shown = own.filter((piece) => isAskedFor(piece, request.query));
    return sendPage(request, reply, shown.map((piece) => pieceShape(piece, { tournament, request }))); // oxfmt-ignore
  });

  const one = async (request: FastifyRequest<OfPiece>, id: number) => {
    const tournament = await findTournament(tab, request.params.slug);
    const piece = (await feedback.ofTournament(tab.db, tournament.id)).find((row) => row.id === id);
    if (piece === undefined) throw new NothingThere(`piece of feedback ${id}`);
    return pieceShape(piece, { tournament, request });
  };
  server.get<OfPiece>(`${path}/:id`, (request) => one(request, refOf(request.params.id, 'feedback')));

  server.post<OfPiece>(path, async (request, reply) => {
    const tournament = await findTournament(tab, request.params.slug);
    const id = await give(tab, request, tournament);
    if (tournament.settings.feedback_progress) purgeTournament(reply, tournament.slug);
    return reply.code(201).send(await one(request, id));
  });

  const decide = async (request: FastifyRequest<OfPiece>, wanted: v.InferOutput<typeof decisionBody>) => {
    const tournament = await findTournament(tab, request.params.slug);
    const piece = { tournament, actor: actorOf(request), id: refOf<number>(request.params.id, 'feedback') };
    if (wanted.ignored !== undefined) {
      if (!mayCaller(request, 'edit.feedbackignore')) throw new NotAllowed('ignore feedback without the permission edit.feedbackignore');
      await ignoreFeedback(tab, { ...piece, isIgnored: wanted.ignored });
    }
    if (wanted.confirmed !== undefined) await confirmFeedback(tab, { ...piece, isConfirmed: wanted.confirmed });
    return one(request, piece.id);
  };
  server.patch<OfPiece>(`${path}/:id`, (request) => decide(request, bodyOf(request, decisionBody)));
  server.post<OfPiece>(`${path}/:id`, (request) => decide(request, bodyOf(request, decisionBody)));
  server.delete<OfPiece>(`${path}/:id`, async (request, reply) => {
    await decide(request, { confirmed: false });
    return reply.code(204).send();
  });
}

async function give(tab: Tab, request: FastifyRequest<OfPiece>, tournament: Tournament): Promise<number> {
  const body = bodyOf(request, pieceBody);
  const { debateId } = await findDebate(tab, tournament.slug, String(refOf(body.debate, 'debate')));
  const debate = await debates.byId(tab.db, debateId);
  if (debate === null) throw new NothingThere(`debate ${debateId}`);
  const given = new Map(body.answers.map(({ question, answer: said }) => [refOf<number>(question, 'answers.question'), said]));
  const person = participantOf(request);
  if (person !== null) mustBeOpen(tournament, debate);
  return giveFeedback(tab, {
    tournament,
    debate,
    source: person === null ? sourceIn(body.source) : ownSource(person, body.source),
    target: refOf<PersonId>(body.adjudicator, 'adjudicator'),
    score: body.score,
    comment: body.comment,
    given: (question) => textsOf(given.get(question) ?? null),
    from: person === null ? 'program' : 'participant',
    submitter: person === null ? actorOf(request) : `person:${person.id}`,
    intent: intentOf(body.client_uuid),
  });
}

/** Participants give it where and when their own page would take it. */
function mustBeOpen({ settings }: Tournament, debate: Debate): void {
  refuseClosed(settings);
  if (!isOpen(debate, settings)) throw new NothingThere('debate of yours that feedback is open for');
}

function ownSource(person: LinkedPerson, address: string): FeedbackSource {
  const own = sourceOfParticipant(person);
  const said = sourceIn(address);
  if (said.kind !== own.kind || said.id !== own.id) throw new NotAllowed('give feedback in the name of somebody else');
  return own;
}

/** As a form would send it: a ticked box is there, one that is not is missing. */
function textsOf(said: Answer | null): readonly string[] {
  if (said === null) return [];
  if (typeof said === 'boolean') return [said ? 'yes' : 'no'];
  return typeof said === 'string' || typeof said === 'number' ? [String(said)] : said;
}

function sourceIn(address: string): FeedbackSource {
  if (/\/teams\/\d+\/?$/.test(address)) return { kind: 'team', id: refOf<TeamId>(address, 'source') };
  if (/\/adjudicators\/\d+\/?$/.test(address)) return { kind: 'adjudicator', id: refOf<PersonId>(address, 'source') };
  throw new WrongInput('source must be the address of a team or of an adjudicator in this API.');
}

function isAskedFor(piece: FeedbackRow, { round, target, source, source_type: type }: Named['Querystring']): boolean {
  const kind = piece.sourceTeamId === null ? 'adjudicator' : 'team';
  return (
    (round === undefined || String(piece.roundSeq) === round) &&
    (target === undefined || String(piece.targetId) === target) &&
    (type === undefined || kind === type) &&
    (source === undefined || String(piece.sourceTeamId ?? piece.sourceAdjudicatorId) === source)
  );
}

interface Place {
  readonly tournament: Tournament;
  readonly request: FastifyRequest;
}

function pieceShape(piece: FeedbackRow, { tournament, request }: Place) {
  const url: Urls = (path) => urlsOf(request)(`tournaments/${tournament.slug}/${path}`);
  const hidesSource = tournament.settings.feedback_anonymous && !mayCaller(request, 'edit.adjudicatoradjudicatorconflict');
  const source = piece.sourceTeamId === null ? `adjudicators/${piece.sourceAdjudicatorId}` : `teams/${piece.sourceTeamId}`;
  return {
    id: piece.id,
    url: url(`feedback/${piece.id}`),
    adjudicator: url(`adjudicators/${piece.targetId}`),
    source: hidesSource ? null : url(source),
    debate: url(`rounds/${piece.roundSeq}/pairings/${piece.debateId}`),
    score: piece.score,
    comment: piece.comment,
    answers: Object.entries(piece.answers).map(([question, said]) => ({ question: url(`feedback-questions/${question}`), answer: said })),
    version: piece.version,
    confirmed: piece.isConfirmed,
    ignored: piece.isIgnored,
    submitter_type: piece.submitterType,
    timestamp: piece.createdAt,
  };
}
