import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { invariant } from '#kit/errors/invariant.ts';
import { BallotWrong, NothingThere, SentBefore } from '../../errors.ts';
import { ballotForm } from '../../round/ballot-form.ts';
import { confirmBallot, discardBallot, unconfirmBallot } from '../../round/ballot-checks.ts';
import { submitBallot } from '../../round/ballots.ts';
import { findDebate } from '../../round/find.ts';
import { faultPlace } from '../ballot-words.ts';
import type { BallotId } from '../../rules/ids.ts';
import * as ballots from '../../store/ballots.ts';
import type { BallotRow } from '../../store/ballots.ts';
import type { LinkedPerson } from '../../store/people.ts';
import type { Tab } from '../../tab.ts';
import { purgeTournament } from '../purge.ts';
import { ballotBody, ballotOf, ballotShape } from './ballot-shape.ts';
import { actorOf } from './caller.ts';
import { mustJudge, participantOf } from './participant.ts';
import { bodyOf, intentOf, refOf, urlsOf } from './call.ts';

interface OfDebate {
  readonly Params: { readonly slug: string; readonly seq: string; readonly id: string };
}
interface OfBallot {
  readonly Params: OfDebate['Params'] & { readonly ballot: string };
}

/** The versions of a debate's ballot: read, send, confirm, throw away. */
export function registerBallots(server: FastifyInstance, tab: Tab): void {
  const path = '/tournaments/:slug/rounds/:seq/pairings/:id/ballots';
  server.get<OfDebate>(path, async (request, _reply) => {
    const { slug, id } = request.params;
    const { tournament, debateId } = await findDebate(tab, slug, id);
    const person = participantOf(request);
    if (person !== null) await mustJudge(tab, person, debateId);
    const [form, rows] = await Promise.all([ballotForm(tab, tournament, debateId), ballots.ofDebate(tab.db, debateId)]);
    return rows.filter(isOwnOf(person)).map((row) => ballotShape(row, { form, slug, url: urlsOf(request) }));
  });

  server.post<OfDebate>(path, async (request, reply) => {
    const { slug, id } = request.params;
    const body = bodyOf(request, ballotBody);
    const { tournament, debateId } = await findDebate(tab, slug, id);
    const form = await ballotForm(tab, tournament, debateId);
    const person = participantOf(request);
    if (person !== null) await mustJudge(tab, person, debateId);
    const answer = await submitBallot(tab, {
      tournament,
      debateId,
      intent: intentOf(body.client_uuid),
      content: ballotOf(body, form),
      ...(person === null
        ? { from: { kind: 'staff', login: actorOf(request) }, form, isConfirming: body.confirmed }
        : { from: { kind: 'person', id: person.id } }),
    });
    if (answer.kind === 'faults') throw new BallotWrong(answer.faults.map((fault) => faultPlace(fault, form) + fault.message));
    if (answer.kind === 'conflict') throw new SentBefore(answer.receipt.code);
    if (form.tournament.settings.public_progress || (answer.receipt.isConfirmed && form.round.isCompleted)) purgeTournament(reply, slug);
    const row = await ballots.byId(tab.db, answer.receipt.ballotId);
    invariant(row !== null, 'a ballot that was taken is there');
    return reply
      .code(answer.isRepeat ? 200 : 201)
      .send({ ...ballotShape(row, { form, slug, url: urlsOf(request) }), receipt: answer.receipt.code });
  });

  registerDecisions(server, tab, `${path}/:ballot`);
}

/** Participants read what they sent themselves. */
const isOwnOf =
  (person: LinkedPerson | null) =>
  ({ submitter }: BallotRow): boolean =>
    person === null || submitter === `person:${person.id}`;

const decision = v.object({ confirmed: v.optional(v.boolean()), discarded: v.optional(v.boolean()) });

function registerDecisions(server: FastifyInstance, tab: Tab, path: string): void {
  const decide = async (request: FastifyRequest<OfBallot>, wanted: v.InferOutput<typeof decision>) => {
    const { slug, id, ballot } = request.params;
    const { tournament, debateId } = await findDebate(tab, slug, id);
    const check = { tournament, ballotId: refOf<BallotId>(ballot, 'ballot'), actor: actorOf(request) };
    const row = await ballots.byId(tab.db, check.ballotId);
    if (row?.debateId !== debateId) throw new NothingThere(`ballot ${ballot} of debate ${id}`);
    if (wanted.confirmed === true) await confirmBallot(tab, check);
    if (wanted.confirmed === false && row.isConfirmed) await unconfirmBallot(tab, check);
    if (wanted.discarded === true) await discardBallot(tab, check);
    const [form, after] = await Promise.all([ballotForm(tab, tournament, debateId), ballots.byId(tab.db, check.ballotId)]);
    invariant(after !== null, 'a version is never deleted');
    return { form, after };
  };

  server.patch<OfBallot>(path, async (request, reply) => {
    const { form, after } = await decide(request, bodyOf(request, decision));
    purgeTournament(reply, request.params.slug);
    return ballotShape(after, { form, slug: request.params.slug, url: urlsOf(request) });
  });

  server.delete<OfBallot>(path, async (request, reply) => {
    await decide(request, { discarded: true });
    return reply.code(204).send();
  });
}
