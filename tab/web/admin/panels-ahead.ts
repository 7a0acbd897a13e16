import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Html } from '#kit/html/html.ts';
import { NothingThere } from '../../errors.ts';
import type { RoundWish } from '../../round/act.ts';
import { allocateRound, clearPanels } from '../../round/allocation.ts';
import { findRound } from '../../round/find.ts';
import type { RoundPlace } from '../../round/find.ts';
import { prioritiseAhead } from '../../round/importance.ts';
import { applyPanels, dropPanels, expectedDebates, keepAhead, keepPanelsOfDraw, makePanels } from '../../round/panels-ahead.ts';
import { seatsAhead } from '../../round/seat-store.ts';
import * as preformed from '../../store/preformed-panels.ts';
import type { Tab } from '../../tab.ts';
import { aheadActNames, boardPaths, boardPatterns } from './board-paths.ts';
import type { AheadActName } from './board-paths.ts';
import { keptIn } from './keep.ts';
import { readBoard } from './panels-board.ts';
import { moveByForm } from './panels-form.ts';
import { paths } from './routes.ts';
import { frameOf } from './step-pages.ts';
import type { PageFault, Visitor } from './views/frame.ts';
import { panelsAheadPage } from './views/panels-ahead.ts';
import { attempt, formText, visitOf } from './visit.ts';
import type { Attempt, Desk } from './visit.ts';

interface OfRound {
  readonly Params: { readonly slug: string; readonly seq: string; readonly act?: string; readonly fit?: string };
}

/** Panels made ahead of a round's draw: their page, what is done to them, and giving them to the draw's debates. */
export function registerPanelsAhead(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.get<OfRound>(boardPatterns.ahead, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const place = await findRound(tab, request.params.slug, request.params.seq);
    return visit.show(await showAhead(tab, place, { visitor: visit.visitor, fault: null }));
  });

  server.post<OfRound>(boardPatterns.aheadAct, async (request, reply) => {
    const name = aheadActNames.find((one) => one === request.params.act);
    if (name === undefined) throw new NothingThere(`act "${request.params.act}" on panels made ahead`);
    return answer(desk, { request, reply, done: (wish) => acts[name](tab, wish, request.body) });
  });

  server.post<OfRound>(boardPatterns.applyPanels, async (request, reply) => {
    const { fit, slug, seq } = request.params;
    if (fit !== 'direct' && fit !== 'smart') throw new NothingThere(`way "${fit}" to use panels`);
    const back = paths.step(slug, Number(seq), 'panels');
    return answer(desk, { request, reply, back, done: (wish) => applyPanels(tab, { ...wish, fit }) });
  });
}

interface Doing {
  readonly request: FastifyRequest<OfRound>;
  readonly reply: FastifyReply;
  readonly done: (wish: RoundWish) => Promise<readonly string[]>;
  /** Where to go once it is done; to the panels when left out. */
  readonly back?: string;
}

async function answer(desk: Desk, { request, reply, done, back }: Doing): Promise<FastifyReply> {
  const { slug, seq } = request.params;
  const visit = await visitOf(request, reply, desk);
  const place = await findRound(desk.tab, slug, seq);
  const outcome: Attempt<readonly string[]> = await attempt(done({ ...place, actor: visit.actor }));
  if (outcome.ok) return visit.goTo(back ?? boardPaths.ahead(slug, place.round.seq), outcome.value);
  const page = await showAhead(desk.tab, await findRound(desk.tab, slug, seq), { visitor: visit.visitor, fault: outcome.refusal });
  return visit.show(page, outcome.refusal);
}

const acts: Record<AheadActName, (tab: Tab, wish: RoundWish, body: unknown) => Promise<readonly string[]>> = {
  make: async (tab, wish, body) => {
    const text = formText(body, 'count');
    return [`${await makePanels(tab, { ...wish, count: text === '' ? null : Number(text) })} panels were made.`];
  },
  'from-draw': async (tab, wish) => [`${await keepPanelsOfDraw(tab, wish)} panels of the draw are kept here.`],
  'by-bracket': async (tab, wish) => quietly(prioritiseAhead(tab, wish, 'bracket')),
  'by-liveness': async (tab, wish) => quietly(prioritiseAhead(tab, wish, 'liveness')),
  fill: (tab, wish) => allocateRound(tab, { ...wish, seats: seatsAhead }),
  clear: async (tab, wish) => quietly(clearPanels(tab, { ...wish, seats: seatsAhead })),
  move: async (tab, wish, body) => quietly(moveByForm(tab, { ...wish, seats: seatsAhead }, body)),
  keep: async (tab, wish, body) => quietly(keepAhead(tab, { ...wish, ...keptIn(body) })),
  drop: async (tab, wish) => quietly(dropPanels(tab, wish)),
};

const quietly = async (work: Promise<void>): Promise<readonly string[]> => work.then(() => []);

async function showAhead(
  tab: Tab,
  place: RoundPlace,
  { visitor, fault }: { readonly visitor: Visitor; readonly fault: PageFault | null },
): Promise<Html> {
  const [frame, board, panels, expected] = await Promise.all([
    frameOf(tab, { ...place, visitor, fault }),
    readBoard(tab, { ...place, seats: seatsAhead }, visitor),
    preformed.ofRound(tab.db, place.round.id),
    expectedDebates(tab, place),
  ]);
  return panelsAheadPage(frame, { ...board, panels: new Map(panels.map((panel) => [panel.id, panel])), expected: expected.length });
}
