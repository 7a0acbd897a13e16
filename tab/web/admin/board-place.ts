import { NothingThere } from '../../errors.ts';
import { findRound, findTournament } from '../../round/find.ts';
import type { BoardWish } from '../../round/hold-board.ts';
import { seatsAhead } from '../../round/seat-store.ts';
import { concurrentRounds } from '../../rules/round.ts';
import type { Round } from '../../rules/round.ts';
import * as rounds from '../../store/rounds.ts';
import type { Tab } from '../../tab.ts';

/** Which board a request is about. */
export type BoardPlace = Omit<BoardWish, 'actor'>;

interface Asked {
  readonly params: { readonly slug: string; readonly seq?: string };
  readonly query: { readonly rounds?: unknown };
}

/** The board of a round's draw. */
export function drawnBoard(tab: Tab, { params }: Asked): Promise<BoardPlace> {
  return findRound(tab, params.slug, params.seq);
}

/** The board of panels made ahead of a round's draw. */
export async function boardAhead(tab: Tab, { params }: Asked): Promise<BoardPlace> {
  return { ...(await findRound(tab, params.slug, params.seq)), seats: seatsAhead };
}

/** The board of the elimination rounds that are asked for, or of all that are held at once. */
export async function outRoundsBoard(tab: Tab, { params, query }: Asked): Promise<BoardPlace> {
  const tournament = await findTournament(tab, params.slug);
  const all = await rounds.ofTournament(tab.db, tournament.id);
  const open = all.filter((round) => round.stage === 'E' && !round.isCompleted && round.drawStatus !== 'N');
  const seqs = typeof query.rounds === 'string' ? query.rounds.split(',').map(Number) : [];
  const chosen = seqs.length > 0 ? open.filter(({ seq }) => seqs.includes(seq)) : atOnce(open, all);
  const [round, ...beside] = chosen.toSorted((a, b) => a.id - b.id);
  if (round === undefined) throw new NothingThere(`elimination round that is drawn and not over in ${tournament.name}`);
  return { tournament, round, beside, rounds: all };
}

/** The first open round, and what is held beside it. */
function atOnce(open: readonly Round[], all: readonly Round[]): Round[] {
  const [first] = open;
  return first === undefined ? [] : [first, ...concurrentRounds(first, all)];
}
