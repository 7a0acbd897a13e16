import { invariant } from '#kit/errors/invariant.ts';
import { cheapestAssignment, costMatrix, type CostMatrix } from '#kit/math/assignment.ts';
import type { Random } from '#kit/math/random.ts';
import type { DebateId, PersonId } from '../ids.ts';
import type { Settings } from '../settings.ts';
import type { Acquaintance } from './conflicts.ts';
import { normalizedScore, type CostSettings, type RatedAdjudicator } from './cost.ts';
import { byImportance, consensusSeats, votingSeats, type JudgedDebate, type SeatPlan, type SeatSettings, type Stage } from './panels.ts';
import { withoutPanelConflicts, type MayJudge, type Placed } from './panel-conflicts.ts';
import { besidePins, pinnedVoices, type PinnedSeat } from './pins.ts';
import { stageCosts } from './stage-costs.ts';

export type AllocationSettings = CostSettings &
  SeatSettings &
  Pick<Settings, 'adj_min_voting_score' | 'no_trainee_position' | 'adj_allocation_mode'>;

/** A round about to get its adjudicators. */
export interface AllocationField {
  /** `voting` where each adjudicator has a ballot, `consensus` where the panel has one together. */
  readonly format: 'voting' | 'consensus';
  readonly debates: readonly JudgedDebate[];
  /** Everybody available. */
  readonly adjudicators: readonly RatedAdjudicator[];
  readonly acquaintance: Acquaintance;
  readonly settings: AllocationSettings;
  /** Who stays where; they stand among the adjudicators too, as far as they are available. */
  readonly pins?: readonly PinnedSeat[];
  /** Who is available for which debate, where that differs, as on a board of several rounds. */
  readonly mayJudge?: MayJudge;
}

export interface Panel {
  readonly chair: PersonId | null;
  readonly panellists: readonly PersonId[];
  readonly trainees: readonly PersonId[];
}

export type Allocation =
  | {
      readonly kind: 'allocated';
      /** The panel of every debate; empty where people were short. */
      readonly panels: ReadonlyMap<DebateId, Panel>;
      /** Everybody who qualifies to vote, placed or not, strongest first. */
      readonly votingPool: readonly PersonId[];
      /** Sentences for the tab director. */
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'impossible'; readonly message: string };

/**
 * Gives every debate its adjudicators at the least cost, stage by stage (spec tab §4.3–4.6). `random` orders people of
 * equal score. In the mode `lexicographic` no conflict is placed in a stage that can do without. Afterwards colleagues who conflict are parted.
 */
export function allocateAdjudicators(field: AllocationField, random: Random): Allocation {
  const { settings } = field;
  const people = random
    .shuffle(field.adjudicators)
    .toSorted((a, b) => normalizedScore(b.score, settings) - normalizedScore(a.score, settings));
  const votes = (one: RatedAdjudicator): boolean => !one.isTrainee && one.score >= settings.adj_min_voting_score;
  const pool = people.filter(votes);
  const message = impossibility(field, pool);
  if (message !== null) return { kind: 'impossible', message };
  const debates = byImportance(field.debates);
  const pins = field.pins ?? [];
  const format = field.format === 'voting' ? votingSeats : consensusSeats;
  const plan = besidePins(format(debates, pool, settings), pins);
  const context = { ...field, pinned: pinnedVoices(pins) };
  const placed = plan.voting.flatMap((stage) =>
    withoutPanelConflicts(
      fill(stage, field, () => null),
      context,
    ),
  );
  const panels = new Map(debates.map((debate) => [debate.id, panelOf(debate.id, placed, pins)]));
  if (!settings.no_trainee_position) {
    const trainees = people.filter((one) => !votes(one) && !pins.some(({ adjudicatorId }) => adjudicatorId === one.id));
    const seats = plan.traineeDebates.map((debate) => ({ debate, delta: -2 }));
    for (const { debate, person } of fill({ seats, people: trainees }, field, (id) => panels.get(id)?.chair ?? null)) {
      const panel = panels.get(debate.id);
      if (panel !== undefined) panels.set(debate.id, { ...panel, trainees: [...panel.trainees, person.id] });
    }
  }
  return { kind: 'allocated', panels, votingPool: pool.map(({ id }) => id), warnings: warnings(field, pool, plan) };
}

function impossibility(field: AllocationField, pool: readonly RatedAdjudicator[]): string | null {
  if (field.debates.length === 0) return 'The round has no debates to allocate adjudicators to.';
  if (field.adjudicators.length === 0) return 'No adjudicators are available for this round.';
  if (pool.length > 0) return null;
  return `None of the ${field.adjudicators.length} available adjudicators may chair: each is a trainee or scores under ${field.settings.adj_min_voting_score}.`;
}

/** The cheapest way to seat the stage's people: every seat is taken, or every person seated. */
function fill(
  stage: Stage,
  { acquaintance, settings, mayJudge }: AllocationField,
  chairOf: (debate: DebateId) => PersonId | null,
): Placed[] {
  if (stage.seats.length === 0 || stage.people.length === 0) return [];
  // Weakest first: each person then finds a seat a few steps from the cheapest, which makes the search several times shorter.
  const people = stage.people.toReversed();
  const costs = stageCosts({ seats: stage.seats, people }, { acquaintance, settings, chairOf });
  const assignment = cheapestAssignment(mayJudge === undefined ? costs : withBars(costs, { seats: stage.seats, people }, mayJudge));
  invariant(assignment !== null, 'no pair of seat and person is forbidden');
  return people.flatMap((person, row) => {
    const seat = stage.seats[assignment.columnOfRow[row] ?? -1];
    return seat === undefined || !(mayJudge?.(person.id, seat.debate.id) ?? true) ? [] : [{ ...seat, person }];
  });
}

/** Whoever is not available for a debate costs more there than everybody else together; if there is no other way, the seat stays empty. */
function withBars({ rows, columns, costs }: CostMatrix, { seats, people }: Stage, mayJudge: MayJudge): CostMatrix {
  const bar = (costs.reduce((dearest, cost) => Math.max(dearest, cost), 0) + 1) * rows;
  return costMatrix(rows, columns, (row, column) => {
    const [person, seat] = [people[row], seats[column]];
    const isBarred = person !== undefined && seat !== undefined && !mayJudge(person.id, seat.debate.id);
    return (costs[row * columns + column] ?? 0) + (isBarred ? bar : 0);
  });
}

/** Those who are pinned keep their seats; of the others the strongest of a room chairs where nobody does. */
function panelOf(id: DebateId, all: readonly Placed[], pins: readonly PinnedSeat[]): Panel {
  const pinned = (place: PinnedSeat['place']): PersonId[] =>
    pins.flatMap((pin) => (pin.debateId === id && pin.place === place ? [pin.adjudicatorId] : []));
  const placed = all.filter(({ debate }) => debate.id === id).map(({ person }) => person);
  const strongest = placed.toSorted((a, b) => b.score - a.score).map((one) => one.id);
  const [chair, ...panellists] = [...pinned('C'), ...strongest];
  return { chair: chair ?? null, panellists: [...pinned('P'), ...panellists], trainees: pinned('T') };
}

function warnings(field: AllocationField, pool: readonly RatedAdjudicator[], plan: SeatPlan): string[] {
  const scores = field.adjudicators.map((one) => normalizedScore(one.score, field.settings));
  const [above, below] = [scores.filter((z) => z > 5).length, scores.filter((z) => z < 0).length];
  const range = `${field.settings.adj_min_score} to ${field.settings.adj_max_score}`;
  const rooms = plan.shortPanels.map((debate) => debate.roomRank).toSorted((a, b) => a - b);
  return [
    pool.length < field.debates.length
      ? `There are ${field.debates.length} debates and only ${pool.length} adjudicators who may vote.`
      : '',
    rooms.length > 0 ? `Too few adjudicators for panels of three in the debates ranked ${rooms.join(', ')}.` : '',
    above > 0 ? `${above} adjudicators score above the range ${range}.` : '',
    below > 0 ? `${below} adjudicators score below the range ${range}.` : '',
  ].filter((warning) => warning !== '');
}
