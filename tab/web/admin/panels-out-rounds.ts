import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Html } from '#kit/html/html.ts';
import { NothingThere } from '../../errors.ts';
import { allocateRound, clearPanels } from '../../round/allocation.ts';
import type { BoardWish } from '../../round/hold-board.ts';
import { keep } from '../../round/keep.ts';
import * as debates from '../../store/debates.ts';
import * as keptOf from '../../store/kept.ts';
import type { Tab } from '../../tab.ts';
import { boardPaths, boardPatterns, outActNames } from './board-paths.ts';
import type { OutActName } from './board-paths.ts';
import { outRoundsBoard } from './board-place.ts';
import type { BoardPlace } from './board-place.ts';
import { eventOf } from './event.ts';
import { keptIn } from './keep.ts';
import { readBoard } from './panels-board.ts';
import { moveByForm } from './panels-form.ts';
import { purgeWhatShows } from './panels.ts';
import { sidesOf } from './step-pages.ts';
import type { PageFault, Visitor } from './views/frame.ts';
import { outRoundsPage } from './views/out-rounds.ts';
import { attempt, visitOf } from './visit.ts';
import type { Desk } from './visit.ts';

interface OfRounds {
  readonly Params: { readonly slug: string; readonly act?: string };
  readonly Querystring: { readonly rounds?: unknown };
}

/** All elimination rounds that are held at once on one board. */
export function registerOutRounds(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.get<OfRounds>(boardPatterns.outRounds, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    return visit.show(await showOutRounds(tab, await outRoundsBoard(tab, request), { visitor: visit.visitor, fault: null }));
  });

  server.post<OfRounds>(boardPatterns.outAct, async (request, reply) => {
    const name = outActNames.find((one) => one === request.params.act);
    if (name === undefined) throw new NothingThere(`act "${request.params.act}" on out-rounds`);
    const visit = await visitOf(request, reply, desk);
    const place = await outRoundsBoard(tab, request);
    const done = await attempt(acts[name](tab, { ...place, actor: visit.actor }, request.body));
    if (done.ok) {
      purgeWhatShows(reply, place);
      return visit.goTo(boardPaths.outRounds(place.tournament.slug, asked(request)), done.value);
    }
    const page = await showOutRounds(tab, await outRoundsBoard(tab, request), { visitor: visit.visitor, fault: done.refusal });
    return visit.show(page, done.refusal);
  });
}

const acts: Record<OutActName, (tab: Tab, wish: BoardWish, body: unknown) => Promise<readonly string[]>> = {
  allocate: allocateRound,
  clear: async (tab, wish) => clearPanels(tab, wish).then(() => []),
  move: async (tab, wish, body) => moveByForm(tab, wish, body).then(() => []),
  keep: async (tab, wish, body) => keepOne(tab, wish, body).then(() => []),
};

/** Keeps a panel of whichever round it belongs to, or lets it go. */
async function keepOne(tab: Tab, wish: BoardWish, body: unknown): Promise<void> {
  const { debateId, isKept } = keptIn(body);
  const shown = [wish.round, ...(wish.beside ?? [])];
  const rooms = await Promise.all(shown.map(({ id }) => debates.ofRound(tab.db, id)));
  const round = shown.find((_one, index) => rooms[index]?.some(({ id }) => id === debateId));
  if (round === undefined) throw new NothingThere(`debate ${debateId} on this board`);
  await keep(tab, { ...wish, round, debateId, what: 'panel', isKept });
}

function asked({ query }: FastifyRequest<OfRounds>): number[] {
  return typeof query.rounds === 'string' ? query.rounds.split(',').map(Number).filter(Number.isInteger) : [];
}

async function showOutRounds(
  tab: Tab,
  place: BoardPlace,
  { visitor, fault }: { readonly visitor: Visitor; readonly fault: PageFault | null },
): Promise<Html> {
  const { tournament, round, rounds, beside = [] } = place;
  const [board, kept] = await Promise.all([
    readBoard(tab, place, visitor),
    Promise.all([round, ...beside].map(({ id }) => keptOf.ofRound(tab.db, id))),
  ]);
  return outRoundsPage({
    ...board,
    kept: new Set(kept.flatMap(({ panels }) => [...panels])),
    visitor,
    fault,
    event: eventOf(tournament, rounds, round),
    sides: sidesOf(tournament.settings),
    shown: [round, ...beside].toSorted((a, b) => a.seq - b.seq),
    open: rounds.filter((one) => one.stage === 'E' && !one.isCompleted && one.drawStatus !== 'N'),
  });
}
