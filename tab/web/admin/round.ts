import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NothingThere, WrongInput } from '../../errors.ts';
import type { RoundWish } from '../../round/act.ts';
import { markIn } from '../../round/availability.ts';
import { factsOf } from '../../round/facts.ts';
import { deleteDraw } from '../../round/draw.ts';
import { findRound } from '../../round/find.ts';
import { isRoundAct, roundActs } from '../../round/path.ts';
import type { RoundActName } from '../../round/path.ts';
import { moveRoom } from '../../round/rooms.ts';
import type { DebateId, PersonId, VenueId } from '../../rules/ids.ts';
import { readId } from '../../rules/ids.ts';
import { currentStep, stepNames } from '../../rules/round-stage.ts';
import type { StepName } from '../../rules/round-stage.ts';
import { purgeTournament } from '../purge.ts';
import { moveByForm } from './panels-form.ts';
import { paths, patterns } from './routes.ts';
import { stepPage } from './step-pages.ts';
import { attempt, formText, formTexts, visitOf } from './visit.ts';
import type { Attempt, Desk, Visit } from './visit.ts';
import { pageOfStep } from './views/round-line.ts';

interface OfRound {
  readonly Params: { readonly slug: string; readonly seq: string };
}
type OfStep = { readonly Params: OfRound['Params'] & { readonly step: string } };
type OfAct = { readonly Params: OfRound['Params'] & { readonly act: string } };

/** A round's pages, one a step, and everything that is done on them. Each form works without a script. */
export function registerRound(server: FastifyInstance, desk: Desk): void {
  server.get<OfRound>(patterns.round, async (request, reply) => {
    const { tournament, round, rounds } = await findRound(desk.tab, request.params.slug, request.params.seq);
    const facts = (await factsOf(desk.tab, tournament, rounds)).get(round.id);
    const step = (facts && currentStep(facts)) ?? 'ballots';
    return reply.redirect(paths.step(tournament.slug, round.seq, pageOfStep[step]), 303);
  });

  server.get<OfStep>(patterns.step, async (request, reply) => {
    const { slug, seq, step: name } = request.params;
    const step = stepNames.find((one) => one === name);
    if (step === undefined) throw new NothingThere(`page "${name}" of a round`);
    if (pageOfStep[step] !== step) return reply.redirect(paths.step(slug, Number(seq), pageOfStep[step]), 303);
    const visit = await visitOf(request, reply, desk);
    return visit.show(await stepPage(desk.tab, { ...(await findRound(desk.tab, slug, seq)), visitor: visit.visitor, fault: null }, step));
  });

  server.post<OfAct>(patterns.act, async (request, reply) => {
    const { act: name } = request.params;
    if (!isRoundAct(name)) throw new NothingThere(`act "${name}"`);
    const act = roundActs[name];
    const doing = await begin(desk, request, reply);
    const asked = { name, typed: formText(request.body, 'name'), keepsPanels: formText(request.body, 'keep-panels') === '1' };
    const done = await attempt(run(desk, doing, asked));
    return finish(desk, doing, { done, step: pageOfStep[act.step], isPublic: act.isPublic, news: done.ok ? done.value : [] });
  });

  registerChanges(server, desk);
}

interface AskedAct {
  readonly name: RoundActName;
  /** For the deletion of a draw: the name of the round, and whether its panels stay. */
  readonly typed: string;
  readonly keepsPanels: boolean;
}

/** A draw is deleted only by whoever types the name of its round. */
async function run({ tab }: Desk, { wish }: Doing, { name, typed, keepsPanels }: AskedAct): Promise<readonly string[]> {
  if (name !== 'delete-draw') return roundActs[name].run(tab, wish);
  if (typed !== wish.round.name) throw new WrongInput(`To delete its draw, type the name of the round: ${wish.round.name}.`);
  await deleteDraw(tab, { ...wish, keepsPanels });
  return keepsPanels ? ['The draw is gone; its panels stand ready for the next one, on the page of panels made ahead.'] : [];
}

function registerChanges(server: FastifyInstance, desk: Desk): void {
  server.post<OfRound>(patterns.markIn, async (request, reply) => {
    const doing = await begin(desk, request, reply);
    const kind = kindOf(formText(request.body, 'kind'));
    const ids = formTexts(request.body, 'id').flatMap((text) => readId<PersonId>(text) ?? []);
    const done = await attempt(markIn(desk.tab, { ...doing.wish, kind, ids }));
    return finish(desk, doing, { done, step: 'available', isPublic: false, news: [`${ids.length} are in.`] });
  });

  server.post<OfRound>(patterns.moveJudge, async (request, reply) => {
    const doing = await begin(desk, request, reply);
    const done = await attempt(moveByForm(desk.tab, doing.wish, request.body));
    return finish(desk, doing, { done, step: 'panels', isPublic: doing.wish.round.drawStatus === 'R', news: ['Moved.'] });
  });

  server.post<OfRound>(patterns.moveRoom, async (request, reply) => {
    const doing = await begin(desk, request, reply);
    const [debateId, venueId] = [readId<DebateId>(formText(request.body, 'debate')), readId<VenueId>(formText(request.body, 'venue'))];
    if (debateId === null) throw new WrongInput('Choose a debate.');
    const done = await attempt(moveRoom(desk.tab, { ...doing.wish, debateId, venueId }));
    return finish(desk, doing, { done, step: 'rooms', isPublic: doing.wish.round.drawStatus === 'R', news: ['Moved.'] });
  });
}

function kindOf(text: string): 'team' | 'adjudicator' | 'venue' {
  if (text === 'team' || text === 'adjudicator' || text === 'venue') return text;
  throw new WrongInput(`Nothing of the kind "${text}" can be available.`);
}

interface Doing {
  readonly visit: Visit;
  readonly wish: RoundWish;
  readonly reply: FastifyReply;
}

async function begin(desk: Desk, request: FastifyRequest<OfRound>, reply: FastifyReply): Promise<Doing> {
  const visit = await visitOf(request, reply, desk);
  const place = await findRound(desk.tab, request.params.slug, request.params.seq);
  return { visit, reply, wish: { ...place, actor: visit.actor } };
}

interface Done {
  readonly done: Attempt<unknown>;
  /** The page to come back to. */
  readonly step: StepName;
  readonly isPublic: boolean;
  readonly news: readonly string[];
}

/** Back to the step's page: with the news, or with what was refused. */
async function finish(desk: Desk, { visit, wish, reply }: Doing, { done, step, isPublic, news }: Done): Promise<FastifyReply> {
  const { slug } = wish.tournament;
  if (done.ok) {
    if (isPublic) purgeTournament(reply, slug);
    return visit.goTo(paths.step(slug, wish.round.seq, step), news);
  }
  const place = await findRound(desk.tab, slug, wish.round.seq);
  return visit.show(await stepPage(desk.tab, { ...place, visitor: visit.visitor, fault: done.refusal }, step), done.refusal);
}
