import { invariant } from '#kit/errors/invariant.ts';
import { cheapestAssignment, costMatrix } from '#kit/math/assignment.ts';
import type { DebateId, PanelId, PersonId } from '../ids.ts';
import type { Settings } from '../settings.ts';
import type { Acquaintance } from './conflicts.ts';
import type { JudgedDebate } from './panels.ts';

/** A panel made before the draw was known. */
export interface PreformedPanel {
  readonly id: PanelId;
  readonly importance: number;
  readonly roomRank: number;
  readonly adjudicators: readonly PersonId[];
}

export interface PanelMatch {
  readonly debates: readonly JudgedDebate[];
  readonly panels: readonly PreformedPanel[];
  readonly acquaintance: Acquaintance;
  readonly settings: Pick<Settings, 'preformed_panel_mismatch_penalty' | 'adj_conflict_penalty' | 'adj_history_penalty'>;
}

/** The panel of each debate, null for those left without: the top panel to the top room (spec tab §4.7, direct). */
export function panelsByRoom({ debates, panels }: PanelMatch): ReadonlyMap<DebateId, PanelId | null> {
  const ranked = panels.toSorted((a, b) => a.roomRank - b.roomRank);
  return new Map(debates.toSorted((a, b) => a.roomRank - b.roomRank).map((debate, place) => [debate.id, ranked[place]?.id ?? null]));
}

/** The panel of each debate, null for those left without: nearest in importance, without clashes (spec tab §4.7, smart). */
export function panelsByFit(match: PanelMatch): ReadonlyMap<DebateId, PanelId | null> {
  const { debates, panels } = match;
  const matrix = costMatrix(debates.length, panels.length, (row, column) => {
    const [debate, panel] = [debates[row], panels[column]];
    return debate === undefined || panel === undefined ? 0 : panelCost(panel, debate, match);
  });
  if (matrix.costs.length === 0) return new Map(debates.map((debate) => [debate.id, null]));
  const assignment = cheapestAssignment(matrix);
  invariant(assignment !== null, 'no pair of debate and panel is forbidden');
  return new Map(debates.map((debate, row) => [debate.id, panels[assignment.columnOfRow[row] ?? -1]?.id ?? null]));
}

/** What it costs to put the panel on the debate. */
export function panelCost(panel: PreformedPanel, debate: JudgedDebate, { acquaintance, settings }: PanelMatch): number {
  let cost = settings.preformed_panel_mismatch_penalty * (debate.importance - panel.importance) ** 2;
  for (const adjudicator of panel.adjudicators) {
    for (const team of debate.teams) {
      if (acquaintance.conflictsWithTeam.has(adjudicator, team)) cost += settings.adj_conflict_penalty;
      if (acquaintance.hasSeenTeam.has(adjudicator, team)) cost += settings.adj_history_penalty;
    }
  }
  return cost;
}
