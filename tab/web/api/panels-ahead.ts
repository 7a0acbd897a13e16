import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { NothingThere } from '../../errors.ts';
import { findRound } from '../../round/find.ts';
import { addPanelAhead, changePanelAhead, removePanelAhead, type PanelSaid } from '../../round/panel-ahead.ts';
import { dropPanels, makePanels } from '../../round/panels-ahead.ts';
import type { PanelPlace } from '../../rules/debate.ts';
import type { DebateId, PersonId } from '../../rules/ids.ts';
import * as preformed from '../../store/preformed-panels.ts';
import type { PanelAhead } from '../../store/preformed-panels.ts';
import type { Tab } from '../../tab.ts';
import { bodyOf, refOf, urlsOf, type Urls } from './call.ts';
import { actorOf } from './caller.ts';
import { sendPage } from './paging.ts';
import type { OfRound } from './rounds.ts';

const path = '/tournaments/:slug/rounds/:seq/preformed-panels';

/** Panels made before the draw is: all of them, and a set of blank ones for the debates that are to be expected. */
export function registerPanelsAhead(server: FastifyInstance, tab: Tab): void {
  server.get<OfRound>(path, async (request, reply) => sendPage(request, reply, await shapesOf(tab, request)));

  server.put<OfRound>(path, async (request, reply) => {
    const place = await findRound(tab, request.params.slug, request.params.seq);
    await makePanels(tab, { ...place, actor: actorOf(request), count: null });
    return reply.code(201).send(await shapesOf(tab, request));
  });

  server.delete<OfRound>(path, async (request, reply) => {
    const place = await findRound(tab, request.params.slug, request.params.seq);
    await dropPanels(tab, { ...place, actor: actorOf(request) });
    return reply.code(204).send();
  });

  registerOne(server, tab);
}

interface OfPanel {
  readonly Params: OfRound['Params'] & { readonly id: string };
}

function registerOne(server: FastifyInstance, tab: Tab): void {
  const one = async (request: FastifyRequest<OfRound>, id: DebateId) => {
    const found = (await shapesOf(tab, request)).find((shape) => shape.id === id);
    if (found === undefined) throw new NothingThere(`panel ${id} ahead of round ${request.params.seq}`);
    return found;
  };
  const idOf = (request: FastifyRequest<OfPanel>): DebateId => refOf<DebateId>(request.params.id, 'preformed-panels');

  server.get<OfPanel>(`${path}/:id`, (request) => one(request, idOf(request)));

  server.post<OfRound>(path, async (request, reply) => {
    const place = await findRound(tab, request.params.slug, request.params.seq);
    const id = await addPanelAhead(tab, { ...place, actor: actorOf(request), panel: panelIn(request) });
    return reply.code(201).send(await one(request, id));
  });

  const change = async (request: FastifyRequest<OfPanel>) => {
    const place = await findRound(tab, request.params.slug, request.params.seq);
    const id = await changePanelAhead(tab, { ...place, actor: actorOf(request), id: idOf(request), panel: panelIn(request) });
    return one(request, id);
  };
  server.patch<OfPanel>(`${path}/:id`, change);
  server.post<OfPanel>(`${path}/:id`, change);
  server.put<OfPanel>(`${path}/:id`, change);

  server.delete<OfPanel>(`${path}/:id`, async (request, reply: FastifyReply) => {
    const place = await findRound(tab, request.params.slug, request.params.seq);
    await removePanelAhead(tab, { ...place, actor: actorOf(request), id: idOf(request) });
    return reply.code(204).send();
  });
}

const ref = v.union([v.string(), v.number()]);
const panelBody = v.object({
  importance: v.optional(v.pipe(v.number(), v.minValue(-2), v.maxValue(2))),
  bracket_min: v.optional(v.number()),
  bracket_max: v.optional(v.number()),
  liveness: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  room_rank: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  adjudicators: v.optional(
    v.object({ chair: v.nullish(ref), panellists: v.optional(v.array(ref), []), trainees: v.optional(v.array(ref), []) }),
  ),
});

function panelIn(request: FastifyRequest): PanelSaid {
  const said = bodyOf(request, panelBody);
  const seats = (place: PanelPlace, refs: readonly (string | number | null | undefined)[]) =>
    refs.flatMap((one) => (one === null || one === undefined ? [] : [{ adjudicatorId: refOf<PersonId>(one, 'adjudicators'), place }]));
  const { adjudicators: people } = said;
  return {
    figures: {
      importance: said.importance ?? null,
      bracketMin: said.bracket_min ?? null,
      bracketMax: said.bracket_max ?? null,
      liveness: said.liveness ?? null,
      roomRank: said.room_rank ?? null,
    },
    seats: people && [...seats('C', [people.chair]), ...seats('P', people.panellists), ...seats('T', people.trainees)],
  };
}

async function shapesOf(tab: Tab, request: FastifyRequest<OfRound>) {
  const { slug, seq } = request.params;
  const { round } = await findRound(tab, slug, seq);
  return (await preformed.ofRound(tab.db, round.id)).map((panel) => shapeOf(panel, { slug, seq, url: urlsOf(request) }));
}

function shapeOf(panel: PanelAhead, { slug, seq, url }: { readonly slug: string; readonly seq: string; readonly url: Urls }) {
  const seated = (place: PanelPlace): string[] =>
    panel.panel.filter((member) => member.place === place).map(({ id }) => url(`tournaments/${slug}/adjudicators/${id}`));
  return {
    id: panel.id,
    url: url(`tournaments/${slug}/rounds/${seq}/preformed-panels/${panel.id}`),
    importance: panel.importance,
    bracket_min: panel.bracketMin,
    bracket_max: panel.bracketMax,
    room_rank: panel.roomRank,
    liveness: panel.liveness,
    adjudicators: { chair: seated('C')[0] ?? null, panellists: seated('P'), trainees: seated('T') },
  };
}
