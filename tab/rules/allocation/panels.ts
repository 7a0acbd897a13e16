import type { DebateId, TeamId } from '../ids.ts';
import type { Settings } from '../settings.ts';
import type { RatedAdjudicator } from './cost.ts';

/** A debate to be judged. */
export interface JudgedDebate {
  readonly id: DebateId;
  readonly importance: number;
  /** 1 is the top room. */
  readonly roomRank: number;
  readonly teams: readonly TeamId[];
}

/** Seats to fill at once, and who may sit on them. */
export interface Stage {
  readonly seats: readonly { readonly debate: JudgedDebate; readonly delta: number }[];
  readonly people: readonly RatedAdjudicator[];
}

/** Who votes where, and which debates may have a trainee. */
export interface SeatPlan {
  readonly voting: readonly Stage[];
  readonly traineeDebates: readonly JudgedDebate[];
  /** Panel debates that have too few people for three votes each; empty where panels are not planned. */
  readonly shortPanels: readonly JudgedDebate[];
}

export type SeatSettings = Pick<Settings, 'no_panellist_position' | 'panel_priority'>;

/** Most important first, then by room. */
export function byImportance(debates: readonly JudgedDebate[]): JudgedDebate[] {
  return debates.toSorted((a, b) => b.importance - a.importance || a.roomRank - b.roomRank);
}

/**
 * Seats where each adjudicator has a ballot (spec tab §4.5): as many rooms as need be are judged alone, by the
 * strongest, and the others by panels of three. `pool` and `debates` stand best first.
 */
export function votingSeats(debates: readonly JudgedDebate[], pool: readonly RatedAdjudicator[], settings: SeatSettings): SeatPlan {
  const soloCount = settings.no_panellist_position
    ? debates.length
    : Math.max(debates.length - Math.floor((pool.length - debates.length) / 2), 0);
  const solos = pool.slice(0, soloCount);
  const material = settings.no_panellist_position ? [] : pool.slice(soloCount);
  const soloFirst = settings.panel_priority === 'low' || solos.length < soloCount;
  const cut = soloFirst ? solos.length : debates.length - solos.length;
  const [top, rest] = [debates.slice(0, cut), debates.slice(cut)];
  const [soloDebates, panelDebates] = soloFirst ? [top, rest] : [rest, top];
  return {
    voting: [
      { seats: soloDebates.map((debate) => ({ debate, delta: 0 })), people: solos },
      { seats: panelSeats(panelDebates), people: material },
    ],
    traineeDebates: soloDebates,
    shortPanels: settings.no_panellist_position || material.length >= 3 * panelDebates.length ? [] : panelDebates,
  };
}

/** Three seats a panel; in the upper half of the panels the third asks less. */
function panelSeats(debates: readonly JudgedDebate[]): { debate: JudgedDebate; delta: number }[] {
  return debates.flatMap((debate, place) => [0, 0, place < debates.length / 2 ? -1 : 0].map((delta) => ({ debate, delta })));
}

/**
 * Seats where a panel has one ballot together (spec tab §4.6): everybody votes, spread evenly, the first rooms having
 * one more; each further seat of a room asks less.
 */
export function consensusSeats(debates: readonly JudgedDebate[], pool: readonly RatedAdjudicator[], settings: SeatSettings): SeatPlan {
  const people = settings.no_panellist_position ? pool.slice(0, debates.length) : pool;
  const [each, more] = [Math.floor(people.length / debates.length), people.length % debates.length];
  const seats = debates.flatMap((debate, place) =>
    Array.from({ length: each + (place < more ? 1 : 0) }, (_seat, index) => ({ debate, delta: index === 0 ? 0 : -index })),
  );
  return { voting: [{ seats, people }], traineeDebates: debates, shortPanels: [] };
}
