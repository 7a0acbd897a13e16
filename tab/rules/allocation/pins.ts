import type { PanelPlace } from '../debate.ts';
import type { DebateId, PersonId } from '../ids.ts';
import type { SeatPlan, Stage } from './panels.ts';

/** An adjudicator who stays in a seat while the others are allocated. */
export interface PinnedSeat {
  readonly debateId: DebateId;
  readonly adjudicatorId: PersonId;
  readonly place: PanelPlace;
}

/**
 * The plan without the seats that are taken for good, and without those who sit there. A debate whose pinned members have no chair among them keeps
 * one seat open for it. The others fill the stages strongest first, as before; the last stage has whoever is left.
 */
export function besidePins({ voting, traineeDebates, shortPanels }: SeatPlan, pins: readonly PinnedSeat[]): SeatPlan {
  if (pins.length === 0) return { voting, traineeDebates, shortPanels };
  const seated = new Set(pins.map(({ adjudicatorId }) => adjudicatorId));
  const voters = Map.groupBy(
    pins.filter(({ place }) => place !== 'T'),
    ({ debateId }) => debateId,
  );
  const withTrainee = new Set(pins.filter(({ place }) => place === 'T').map(({ debateId }) => debateId));
  const people = voting.flatMap((stage) => stage.people).filter(({ id }) => !seated.has(id));
  let taken = 0;
  const stages = voting.map((stage, index): Stage => {
    const seats = freeSeats(stage.seats, voters);
    const from = taken;
    taken = index === voting.length - 1 ? people.length : from + seats.length;
    return { seats, people: people.slice(from, taken) };
  });
  return { voting: stages, traineeDebates: traineeDebates.filter(({ id }) => !withTrainee.has(id)), shortPanels };
}

/** Who is pinned to each panel, but for trainees. */
export function pinnedVoices(pins: readonly PinnedSeat[]): ReadonlyMap<DebateId, readonly PersonId[]> {
  const voices = Map.groupBy(
    pins.filter(({ place }) => place !== 'T'),
    ({ debateId }) => debateId,
  );
  return new Map([...voices].map(([debateId, seats]) => [debateId, seats.map(({ adjudicatorId }) => adjudicatorId)]));
}

function freeSeats(seats: Stage['seats'], voters: ReadonlyMap<DebateId, readonly PinnedSeat[]>): Stage['seats'] {
  return [...Map.groupBy(seats, ({ debate }) => debate).entries()].flatMap(([debate, all]) => {
    const pinned = voters.get(debate.id) ?? [];
    const chairs = pinned.filter(({ place }) => place === 'C').length;
    const others = pinned.length - chairs;
    const [first, ...rest] = all;
    const open = rest.slice(0, Math.max(0, rest.length - others));
    return chairs > 0 || first === undefined ? open : [first, ...open];
  });
}
