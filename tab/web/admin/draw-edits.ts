import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NothingThere, WrongInput } from '../../errors.ts';
import type { RoundWish } from '../../round/act.ts';
import { addDebate, confirmSidesOf, dropDebate, putTeam, swapSides, tossSides } from '../../round/draw-edit.ts';
import type { TeamPut } from '../../round/draw-edit.ts';
import { findRound } from '../../round/find.ts';
import { undoLast } from '../../round/undo.ts';
import type { TeamSeat } from '../../rules/draw/edit.ts';
import type { Permission } from '../../rules/permissions.ts';
import type { DebateId, TeamId } from '../../rules/ids.ts';
import { readId } from '../../rules/ids.ts';
import type { Tab } from '../../tab.ts';
import { accountOfRequest } from '../admission.ts';
import { purgeTournament } from '../purge.ts';
import { drawEditNames, paths, patterns } from './routes.ts';
import type { DrawEditName } from './routes.ts';
import { stepPage } from './step-pages.ts';
import { attempt, formText, visitOf } from './visit.ts';
import type { Desk } from './visit.ts';

interface OfEdit {
  readonly Params: { readonly slug: string; readonly seq: string; readonly edit: string };
}

/** What changes a draw by hand: forms of the draw's page; its board sends the same and asks for JSON. */
export function registerDrawEdits(server: FastifyInstance, desk: Desk): void {
  server.post<OfEdit>(patterns.editDraw, async (request, reply) => {
    const name = drawEditNames.find((one) => one === request.params.edit);
    if (name === undefined) throw new NothingThere(`change "${request.params.edit}" of a draw`);
    return request.headers.accept === 'application/json'
      ? answerBoard(desk, { request, reply, name })
      : answerForm(desk, { request, reply, name });
  });
}

interface Doing {
  readonly request: FastifyRequest<OfEdit>;
  readonly reply: FastifyReply;
  readonly name: DrawEditName;
}

async function answerBoard(desk: Desk, { request, reply, name }: Doing): Promise<FastifyReply> {
  const place = await findRound(desk.tab, request.params.slug, request.params.seq);
  const wish = { ...place, actor: (await desk.logins.actor(request)) ?? 'nobody' };
  await edits[name](desk.tab, { ...wish, may: accountOfRequest(request).may }, request.body);
  if (place.round.drawStatus === 'R') purgeTournament(reply, place.tournament.slug);
  return reply.send({});
}

async function answerForm(desk: Desk, { request, reply, name }: Doing): Promise<FastifyReply> {
  const { slug, seq } = request.params;
  const visit = await visitOf(request, reply, desk);
  const wish = { ...(await findRound(desk.tab, slug, seq)), actor: visit.actor };
  const done = await attempt(edits[name](desk.tab, { ...wish, may: visit.account.may }, request.body));
  if (done.ok) {
    if (wish.round.drawStatus === 'R') purgeTournament(reply, slug);
    return visit.goTo(paths.step(slug, wish.round.seq, 'draw'), [news[name]]);
  }
  const place = await findRound(desk.tab, slug, seq);
  return visit.show(await stepPage(desk.tab, { ...place, visitor: visit.visitor, fault: done.refusal }, 'draw'), done.refusal);
}

type Editor = RoundWish & { readonly may: (permission: Permission) => boolean };

const edits: Record<DrawEditName, (tab: Tab, wish: Editor, body: unknown) => Promise<unknown>> = {
  put: async (tab, wish, body) => putTeam(tab, { ...wish, put: readPut(body) }),
  undo: (tab, wish) => undoLast(tab, { ...wish, of: 'draw_edited' }),
  toss: async (tab, wish, body) => tossSides(tab, { ...wish, debateId: debateOf(body) }),
  swap: async (tab, wish, body) => swapSides(tab, { ...wish, debateId: debateOf(body) }),
  confirm: async (tab, wish, body) => confirmSidesOf(tab, { ...wish, debateId: debateOf(body), areConfirmed: true }),
  reopen: async (tab, wish, body) => confirmSidesOf(tab, { ...wish, debateId: debateOf(body), areConfirmed: false }),
  add: (tab, wish) => addDebate(tab, wish),
  drop: async (tab, wish, body) => dropDebate(tab, { ...wish, debateId: debateOf(body) }),
};

const news: Record<DrawEditName, string> = {
  put: 'Moved.',
  undo: 'Taken back.',
  toss: 'Tossed: the sides are final.',
  swap: 'The teams changed sides.',
  confirm: 'The sides are final.',
  reopen: 'The sides are open again.',
  add: 'A debate was added.',
  drop: 'The debate was removed.',
};

function debateOf(body: unknown): DebateId {
  const id = readId<DebateId>(formText(body, 'debate'));
  if (id === null) throw new WrongInput('Choose a debate.');
  return id;
}

/** `team` is "team:debate:side", as it was seen; `to` is "debate:side:team", whoever was seen there. Parts that are nothing are empty. */
function readPut(body: unknown): TeamPut {
  const [team, ...from] = formText(body, 'team').split(':');
  const [debate, side, occupant] = formText(body, 'to').split(':');
  const teamId = readId<TeamId>(team);
  if (teamId === null) throw new WrongInput('Choose a team.');
  const to = seatOf(debate, side);
  if (to === null && formText(body, 'to') !== 'none') throw new WrongInput('Choose where the team goes.');
  return { teamId, from: seatOf(...from), to, occupant: readId<TeamId>(occupant) };
}

function seatOf(debate?: string, side?: string): TeamSeat | null {
  const debateId = readId<DebateId>(debate);
  return debateId === null || side === undefined || !/^(-1|\d)$/.test(side) ? null : { debateId, side: Number(side) };
}
