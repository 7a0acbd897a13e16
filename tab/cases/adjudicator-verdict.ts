import * as v from 'valibot';
import { cheapestAssignment, costMatrix } from '#kit/math/assignment.ts';
import { seatCost, type RatedAdjudicator } from '../rules/allocation/cost.ts';
import type { JudgedDebate } from '../rules/allocation/panels.ts';
import { panelCost } from '../rules/allocation/preformed-panels.ts';
import { acquaintanceOf, debatesOf, readAdjudicatorCase, type AdjudicatorCase } from './adjudicators.ts';
import { first, firstDifference, isAtMost } from './compare.ts';

const seats = v.object({ chair: v.nullish(v.number(), null), panellists: v.array(v.number()), trainees: v.array(v.number()) });
const verdict = v.object({
  expected: v.object({
    error: v.nullish(v.string()),
    grand_total: v.nullish(v.number(), 0),
    total: v.nullish(v.number(), 0),
    voting_pool: v.nullish(v.array(v.number()), []),
    nwarnings: v.nullish(v.number(), 0),
    panel_sizes: v.nullish(v.record(v.string(), v.tuple([v.number(), v.number()])), {}),
  }),
});
const found = v.object({
  error: v.nullish(v.string()),
  voting_pool: v.nullish(v.array(v.number()), []),
  warnings: v.nullish(v.array(v.string()), []),
  allocation: v.nullish(v.record(v.string(), seats), {}),
  panels: v.nullish(v.record(v.string(), v.nullable(v.number())), {}),
});
type Found = v.InferOutput<typeof found>;

/** The first thing that is wrong with an allocation; its cost may not be above the golden one. */
export function judgeAdjudicators(given: unknown, answer: unknown): string | null {
  const one = readAdjudicatorCase(given);
  const { expected } = v.parse(verdict, given);
  const actual = v.parse(found, answer);
  const difference = firstDifference(expected.error, actual.error, 'error');
  if (difference !== null || typeof expected.error === 'string') return difference;
  if (one.kind === 'preformed') return atMost(expected.total, preformedCost(one, actual));
  return (
    firstDifference(inNumberOrder(expected.voting_pool), inNumberOrder(actual.voting_pool), 'voting pool') ??
    firstDifference(expected.nwarnings, actual.warnings.length, 'warnings') ??
    first(Object.entries(expected.panel_sizes), ([debate, [voting]]) =>
      firstDifference(voting, votingSize(actual.allocation[debate]), `debate ${debate}: voting`),
    ) ??
    firstDifference(traineesIn(expected.panel_sizes), traineesPlaced(actual), 'trainees') ??
    placedOnceFault(actual) ??
    atMost(expected.grand_total, allocationCost(one, actual))
  );
}

function votingSize(panel: v.InferOutput<typeof seats> | undefined): number {
  return panel === undefined ? 0 : panel.panellists.length + (panel.chair === null ? 0 : 1);
}

/** Which of two debates alike has the trainee is nobody's business, so they are counted together. */
function traineesIn(sizes: Readonly<Record<string, readonly [number, number]>>): number {
  return Object.values(sizes).reduce((total, [, trainees]) => total + trainees, 0);
}

function traineesPlaced({ allocation }: Found): number {
  return Object.values(allocation).reduce((total, { trainees }) => total + trainees.length, 0);
}

function inNumberOrder(people: readonly number[]): number[] {
  return people.toSorted((a, b) => a - b);
}

function atMost(expected: number, given: number): string | null {
  return isAtMost(expected, given) ? null : `The allocation should cost ${expected} and costs ${given}.`;
}

function placedOnceFault({ allocation }: Found): string | null {
  const placed = Object.values(allocation).flatMap(({ chair, panellists, trainees }) => [
    ...(chair === null ? [] : [chair]),
    ...panellists,
    ...trainees,
  ]);
  const twice = placed.find((person, index) => placed.indexOf(person) !== index);
  return twice === undefined ? null : `Adjudicator ${twice} is placed twice.`;
}

function preformedCost(one: AdjudicatorCase, { panels }: Found): number {
  const match = { debates: debatesOf(one), panels: [], acquaintance: acquaintanceOf(one), settings: one.settings };
  return match.debates.reduce((total, debate) => {
    const panel = one.panels.find(({ id }) => id === panels[String(debate.id)]);
    return panel === undefined ? total : total + panelCost({ ...panel, roomRank: panel.room_rank }, debate, match);
  }, 0);
}

function allocationCost(one: AdjudicatorCase, { allocation }: Found): number {
  const people = new Map<number, RatedAdjudicator>(
    one.adjudicators.map((person) => [person.id, { id: person.id, score: person.score, isTrainee: person.trainee }]),
  );
  const debates = debatesOf(one).toSorted((a, b) => b.importance - a.importance || a.roomRank - b.roomRank);
  const panelDebates = debates.filter((debate) => (allocation[String(debate.id)]?.panellists.length ?? 0) > 0);
  return debates.reduce((total, debate) => {
    const panel = allocation[String(debate.id)];
    if (panel === undefined) return total;
    const voting = [panel.chair, ...panel.panellists].flatMap((person) => people.get(person ?? -1) ?? []);
    const trainees = panel.trainees.flatMap((person) => people.get(person) ?? []);
    const place = panelDebates.indexOf(debate);
    const votingDeltas =
      one.kind === 'consensus' ? voting.map((_person, index) => -index) : [0, 0, place >= 0 && place < panelDebates.length / 2 ? -1 : 0];
    return (
      total +
      cheapestSeats(one, { debate, people: voting, deltas: votingDeltas, chair: null }) +
      cheapestSeats(one, { debate, people: trainees, deltas: [-2], chair: voting[0] ?? null })
    );
  }, 0);
}

interface Seating {
  readonly debate: JudgedDebate;
  readonly people: readonly RatedAdjudicator[];
  readonly deltas: readonly number[];
  readonly chair: RatedAdjudicator | null;
}

function cheapestSeats(one: AdjudicatorCase, { debate, people, deltas, chair }: Seating): number {
  if (people.length === 0) return 0;
  const context = { settings: one.settings, acquaintance: acquaintanceOf(one) };
  const costs = costMatrix(people.length, deltas.length, (row, column) => {
    const person = people[row];
    const seat = { teams: debate.teams, importance: debate.importance, delta: deltas[column] ?? 0, chair: chair?.id ?? null };
    return person === undefined ? Infinity : seatCost(person, seat, context);
  });
  return cheapestAssignment(costs)?.total ?? Infinity;
}
