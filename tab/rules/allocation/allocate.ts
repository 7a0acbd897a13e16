import { invariant } from '#kit/errors/invariant.ts';
import { cheapestAssignment } from '#kit/math/assignment.ts';
import type { Random } from '#kit/math/random.ts';
import type { DebateId, PersonId } from '../ids.ts';
import type { Settings } from '../settings.ts';
import type { Acquaintance } from './conflicts.ts';
import { normalizedScore, type CostSettings, type RatedAdjudicator } from './cost.ts';
import { byImportance, consensusSeats, votingSeats, type JudgedDebate, type SeatPlan, type SeatSettings, type Stage } from './panels.ts';
import { withoutPanelConflicts, type Placed } from './panel-conflicts.ts';
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
  const plan = field.format === 'voting' ? votingSeats(debates, pool, settings) : consensusSeats(debates, pool, settings);
  const placed = plan.voting.flatMap((stage) =>
    withoutPanelConflicts(
      fill(stage, field, () => null),
      field,
    ),
  );
  const panels = new Map(debates.map((debate) => [debate.id, votingPanel(placed.filter((one) => one.debate === debate))]));
  if (!settings.no_trainee_position) {
    const trainees = people.filter((one) => !votes(one));
    const seats = plan.traineeDebates.map((debate) => ({ debate, delta: -2 }));
    for (const { debate, person } of fill({ seats, people: trainees }, field, (id) => panels.get(id)?.chair ?? null)) {
      const panel = panels.get(debate.id);
      if (panel !== undefined) panels.set(debate.id, { ...panel, trainees: [person.id] });
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
function fill(stage: Stage, { acquaintance, settings }: AllocationField, chairOf: (debate: DebateId) => PersonId | null): Placed[] {
  if (stage.seats.length === 0 || stage.people.length === 0) return [];
  // Weakest first: each person then finds a seat a few steps from the cheapest, which makes the search several times shorter.
  const people = stage.people.toReversed();
  const assignment = cheapestAssignment(stageCosts({ seats: stage.seats, people }, { acquaintance, settings, chairOf }));
  invariant(assignment !== null, 'no pair of seat and person is forbidden');
  return people.flatMap((person, row) => {
    const seat = stage.seats[assignment.columnOfRow[row] ?? -1];
    return seat === undefined ? [] : [{ ...seat, person }];
  });
}

/** The strongest of a room chairs. */
function votingPanel(placed: readonly Placed[]): Panel {
  const [chair, ...panellists] = placed.map(({ person }) => person).toSorted((a, b) => b.score - a.score);
  return { chair: chair?.id ?? null, panellists: panellists.map(({ id }) => id), trainees: [] };
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
