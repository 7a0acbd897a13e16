import type { Transaction } from '#kit/db/connect.ts';
import { RoundMovedOn, WrongInput } from '../errors.ts';
import type { SeatChange } from '../rules/allocation/seating.ts';
import { isBye } from '../rules/debate.ts';
import type { Debate } from '../rules/debate.ts';
import type { PersonId, RoundId } from '../rules/ids.ts';
import { concurrentRounds } from '../rules/round.ts';
import type { Round } from '../rules/round.ts';
import * as panels from '../store/panels.ts';
import * as rounds from '../store/rounds.ts';
import type { RoundWish } from './act.ts';
import { drawnSeats } from './seat-store.ts';
import type { SeatStore } from './seat-store.ts';

/** A change of seats: of one round, or of several that stand on one board. */
export interface BoardWish extends RoundWish {
  /** The debates' panels when left out. */
  readonly seats?: SeatStore;
  /** Other rounds on the same board, all later in the order of ids than the wish's own. */
  readonly beside?: readonly Round[];
}

/** The board while nobody else can change it. */
export interface HeldBoard {
  readonly seats: SeatStore;
  readonly rounds: readonly Round[];
  readonly rooms: readonly Debate[];
  /** The same, round by round. */
  readonly roomsOf: readonly { readonly round: Round; readonly rooms: readonly Debate[] }[];
  /** Who judges in a round that is held at the same time and does not stand on the board, with that round's name. */
  readonly elsewhere: ReadonlyMap<PersonId, string>;
}

/** Holds every round of the board; `now` is held already. */
export async function holdBoard(tx: Transaction, wish: BoardWish, now: Round): Promise<HeldBoard> {
  const seats = wish.seats ?? drawnSeats;
  // In the order of ids, in which the statements of a trip are carried out: two boards with the same rounds never wait for one another.
  const others = await Promise.all((wish.beside ?? []).toSorted((a, b) => a.id - b.id).map(({ id }) => rounds.lock(tx, id)));
  const held = [now, ...others];
  const mayNot = seats.refusal;
  for (const round of held) {
    const refusal = mayNot(round);
    if (refusal !== null) throw new RoundMovedOn(round.name, refusal);
  }
  const elsewhere = seats.isOfDraw && now.stage === 'E' ? await seatedElsewhere(tx, wish, held) : new Map<PersonId, string>();
  const roomsOf = await Promise.all(
    held.map(async (round) => ({ round, rooms: (await seats.ofRound(tx, round.id)).filter((debate) => !isBye(debate)) })),
  );
  return { seats, rounds: held, rooms: roomsOf.flatMap(({ rooms }) => rooms), roomsOf, elsewhere };
}

async function seatedElsewhere(
  tx: Transaction,
  { tournament }: Pick<BoardWish, 'tournament'>,
  held: readonly Round[],
): Promise<Map<PersonId, string>> {
  await panels.holdOutRounds(tx, tournament.id);
  return judgesElsewhere(tx, held, await rounds.ofTournament(tx, tournament.id));
}

/** Who judges in a round that is held at the same time as these, with that round's name. */
export async function judgesElsewhere(
  db: Parameters<typeof rounds.ofTournament>[0],
  shown: readonly Round[],
  all: readonly Round[],
): Promise<Map<PersonId, string>> {
  const ids = new Set<RoundId>(shown.map(({ id }) => id));
  const others = [...new Map(shown.flatMap((round) => concurrentRounds(round, all)).map((round) => [round.id, round])).values()];
  const found = await Promise.all(
    others
      .filter(({ id }) => !ids.has(id))
      .map(async ({ id, name }) =>
        (await drawnSeats.ofRound(db, id)).flatMap(({ panel }) => panel.map((member) => [member.id, name] as const)),
      ),
  );
  return new Map(found.flat());
}

/** Refuses what a transaction has done to an elimination round if somebody judges in a concurrent one as well. */
export async function mustSitOnce(tx: Transaction, { tournament, round }: Pick<RoundWish, 'tournament' | 'round'>): Promise<void> {
  if (round.stage !== 'E') return;
  const elsewhere = await seatedElsewhere(tx, { tournament }, [round]);
  const twice = (await drawnSeats.ofRound(tx, round.id)).flatMap(({ panel }) => panel).find(({ id }) => elsewhere.has(id));
  if (twice) throw new RoundMovedOn(twice.name, `judges in ${elsewhere.get(twice.id)} meanwhile, which is held at the same time`);
}

/** Refuses to seat somebody who judges in a concurrent round. */
export function mustBeFree({ elsewhere }: HeldBoard, changes: readonly SeatChange[], nameOf: (id: PersonId) => string): void {
  for (const { adjudicatorId, to } of changes) {
    const round = elsewhere.get(adjudicatorId);
    if (to !== null && round !== undefined)
      throw new WrongInput(`${nameOf(adjudicatorId)} judges in ${round}, which is held at the same time.`);
  }
}
