import * as v from 'valibot';
import { seededRandom } from '#kit/math/random.ts';
import { allocateAdjudicators, type Panel } from '../rules/allocation/allocate.ts';
import { mutualPairSet, pairSet, type Acquaintance } from '../rules/allocation/conflicts.ts';
import type { JudgedDebate } from '../rules/allocation/panels.ts';
import { panelsByFit } from '../rules/allocation/preformed-panels.ts';
import type { DebateId, PanelId, PersonId, TeamId } from '../rules/ids.ts';
import { givenSettings, id, maybeList, settingsOf } from './case-shape.ts';

const pairs = maybeList(v.tuple([v.number(), v.number()]));

const adjudicatorCase = v.object({
  id: v.string(),
  kind: v.picklist(['voting', 'consensus', 'preformed']),
  /** The golden totals are those of the plain sum of costs. */
  settings: v.pipe(
    givenSettings,
    v.transform((given) => settingsOf({ adj_allocation_mode: 'weighted', ...given })),
  ),
  debates: v.array(
    v.object({
      id: id<DebateId>(),
      importance: v.nullish(v.number(), 0),
      room_rank: v.nullish(v.number(), 0),
      teams: maybeList(id<TeamId>()),
    }),
  ),
  adjudicators: maybeList(v.object({ id: id<PersonId>(), score: v.nullish(v.number(), 0), trainee: v.nullish(v.boolean(), false) })),
  panels: maybeList(
    v.object({
      id: id<PanelId>(),
      importance: v.number(),
      room_rank: v.nullish(v.number(), 0),
      adjudicators: v.array(id<PersonId>()),
    }),
  ),
  conflicts_adj_team: pairs,
  seen_adj_team: pairs,
  conflicts_adj_adj: pairs,
  seen_adj_adj: pairs,
});
export type AdjudicatorCase = v.InferOutput<typeof adjudicatorCase>;

export function answerAdjudicators(given: unknown): unknown {
  const one = readAdjudicatorCase(given);
  return one.kind === 'preformed' ? preformedAnswer(one) : allocationAnswer(one, one.kind);
}

export function readAdjudicatorCase(given: unknown): AdjudicatorCase {
  return v.parse(adjudicatorCase, given);
}

function allocationAnswer(one: AdjudicatorCase, format: 'voting' | 'consensus'): object {
  const adjudicators = one.adjudicators.map((person) => ({ id: person.id, score: person.score, isTrainee: person.trainee }));
  const field = { format, debates: debatesOf(one), adjudicators, acquaintance: acquaintanceOf(one), settings: one.settings };
  const allocation = allocateAdjudicators(field, seededRandom(one.id));
  if (allocation.kind === 'impossible') return { error: 'cannot_allocate' };
  const panels = [...allocation.panels].map(([debate, panel]): [string, Panel] => [String(debate), panel]);
  return { voting_pool: allocation.votingPool, warnings: allocation.warnings, allocation: Object.fromEntries(panels) };
}

function preformedAnswer(one: AdjudicatorCase): object {
  const panels = one.panels.map((panel) => ({ ...panel, roomRank: panel.room_rank }));
  const match = { debates: debatesOf(one), panels, acquaintance: acquaintanceOf(one), settings: one.settings };
  return { panels: Object.fromEntries(panelsByFit(match)) };
}

export function debatesOf({ debates }: AdjudicatorCase): JudgedDebate[] {
  return debates.map((debate) => ({ ...debate, roomRank: debate.room_rank }));
}

export function acquaintanceOf(one: AdjudicatorCase): Acquaintance {
  return {
    conflictsWithTeam: pairSet(one.conflicts_adj_team),
    hasSeenTeam: pairSet(one.seen_adj_team),
    conflictsWithAdjudicator: mutualPairSet(one.conflicts_adj_adj),
    hasSeenAdjudicator: mutualPairSet(one.seen_adj_adj),
  };
}
