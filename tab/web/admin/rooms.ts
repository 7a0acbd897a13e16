import type { FastifyInstance } from 'fastify';
import { WrongInput } from '../../errors.ts';
import type { RoundWish } from '../../round/act.ts';
import { findRound, findTournament } from '../../round/find.ts';
import { allocateRooms, putRoom } from '../../round/rooms.ts';
import type { DebateId, VenueId } from '../../rules/ids.ts';
import { readId } from '../../rules/ids.ts';
import type { Tab } from '../../tab.ts';
import { changeSettings } from '../../tournaments/settings.ts';
import { purgeTournament } from '../purge.ts';
import { paths, patterns } from './routes.ts';
import { stepPage } from './step-pages.ts';
import { attempt, formText, visitOf } from './visit.ts';
import type { Desk } from './visit.ts';

interface OfRound {
  readonly Params: { readonly slug: string; readonly seq: string };
}

/** Rooms that change hands, and by which settings they are given out. */
export function registerRooms(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.post<OfRound>(patterns.putRoom, async (request, reply) => {
    const { slug, seq } = request.params;
    const place = await findRound(tab, slug, seq);
    await putRoom(tab, { ...place, actor: (await desk.logins.actor(request)) ?? 'nobody', put: readPut(request.body) });
    if (place.round.drawStatus === 'R') purgeTournament(reply, slug);
    return reply.send({});
  });

  server.post<OfRound>(patterns.roomsBy, async (request, reply) => {
    const { slug, seq } = request.params;
    const visit = await visitOf(request, reply, desk);
    const place = await findRound(tab, slug, seq);
    const done = await attempt(allocateBy(tab, { ...place, actor: visit.actor }, request.body));
    if (done.ok) return visit.goTo(paths.step(slug, place.round.seq, 'rooms'), done.value);
    const now = await findRound(tab, slug, seq);
    return visit.show(await stepPage(tab, { ...now, visitor: visit.visitor, fault: done.refusal }, 'rooms'), done.refusal);
  });
}

/** `room` is "room:debate", as it was seen; `to` is "debate:room", or "none". Parts that are nothing are empty. */
function readPut(body: unknown) {
  const [room, holder] = formText(body, 'room').split(':');
  const [debate, occupant] = formText(body, 'to').split(':');
  const venueId = readId<VenueId>(room);
  const to = readId<DebateId>(debate);
  if (venueId === null) throw new WrongInput('Choose a room.');
  if (to === null && debate !== 'none') throw new WrongInput('Choose a debate.');
  return { venueId, from: readId<DebateId>(holder), to, occupant: readId<VenueId>(occupant) };
}

/** Saves how rooms are given out, then gives them out. */
async function allocateBy(tab: Tab, wish: RoundWish, body: unknown): Promise<readonly string[]> {
  const values = {
    'draw_rules.room_rotation': formText(body, 'room_rotation'),
    'draw_rules.room_allocation': formText(body, 'room_allocation'),
  };
  await changeSettings(tab, { tournament: wish.tournament, values, actor: wish.actor });
  const without = await allocateRooms(tab, { ...wish, tournament: await findTournament(tab, wish.tournament.slug) });
  return without === 0 ? [] : [`${without} ${without === 1 ? 'debate has' : 'debates have'} no room: mark more rooms as available.`];
}
