import type { Permission } from '../permissions.ts';
import type { RoundPart } from './round-diff.ts';

/** An act on a round that can be taken back. */
export interface UndoableAct {
  /** What was done, after the name of who did it: "drew the round". */
  readonly words: string;
  /** What it changes. */
  readonly parts: readonly RoundPart[];
  /** What it takes to take it back, and to do it again afterwards. */
  readonly back: Permission;
  readonly again: Permission;
}

type Line = readonly [words: string, parts: readonly RoundPart[], back: Permission, again?: Permission];

const all: readonly RoundPart[] = ['round', 'debates', 'teams', 'panels', 'rooms', 'sides', 'weights', 'kept', 'run'];
const ahead: readonly RoundPart[] = ['ahead', 'seatsAhead'];
const [here, draw, sides, panels, rooms] = [
  'edit.roundavailability',
  'edit.debateteam',
  'edit.allocatesides',
  'edit.debateadjudicator',
  'edit.roomallocations',
] as const;

/** By the verb that the journal has. */
const lines: Readonly<Record<string, Line>> = {
  availability_all_in: ['marked everybody as in', ['here'], here],
  availability_as_before: ['marked those of the round before as in', ['here'], here],
  availability_checked_in: ['marked those who are checked in as in', ['here'], here],
  availability_breaking: ['marked the breaking adjudicators as in', ['here'], here],
  availability_teams_saved: ['saved which teams are in', ['here'], here],
  availability_adjudicators_saved: ['saved which adjudicators are in', ['here'], here],
  availability_venues_saved: ['saved which rooms are in', ['here'], here],
  availability_marked_in: ['marked some as in', ['here'], here],
  availability_marked_out: ['marked some as out', ['here'], here],
  draw_made: ['drew the round', ['round', 'debates', 'teams', 'sides'], 'delete.debate', 'generate.debate'],
  draw_deleted: ['deleted the draw', all, 'generate.debate', 'delete.debate'],
  draw_edited: ['changed the draw by hand', ['debates', 'teams', 'sides'], draw],
  debate_added: ['added a debate', ['debates'], draw],
  debate_dropped: ['removed a debate', all, draw],
  pairing_changed: ['changed a debate of the draw', ['debates', 'teams', 'panels', 'rooms', 'sides', 'weights'], 'generate.debate'],
  draw_confirmed: ['confirmed the draw', ['round'], 'generate.debate'],
  sides_confirmed: ['confirmed sides', ['sides'], sides],
  sides_opened: ['opened the sides of a debate', ['sides'], sides],
  debates_prioritised: ['weighed the debates', ['weights'], panels],
  debate_weighed: ['weighed a debate', ['weights'], panels],
  adjudicators_allocated: ['allocated the adjudicators', ['panels', 'weights'], panels],
  panels_cleared: ['cleared the panels', ['panels'], panels],
  panels_applied: ['gave the panels made ahead to the draw', ['panels'], panels],
  adjudicator_moved: ['moved adjudicators', ['panels'], panels],
  adjudicator_pinned: ['pinned an adjudicator', ['panels'], panels],
  adjudicator_unpinned: ['let a pinned adjudicator go', ['panels'], panels],
  panels_ahead_made: ['made panels ahead of the draw', ahead, panels],
  panel_ahead_added: ['made a panel ahead of the draw', ahead, panels],
  panel_ahead_set: ['changed a panel made ahead', ahead, panels],
  panel_ahead_removed: ['removed a panel made ahead', ahead, panels],
  panels_ahead_dropped: ['threw away the panels made ahead', ahead, panels],
  panels_ahead_filled: ['filled the panels made ahead', ['seatsAhead'], panels],
  panels_ahead_cleared: ['cleared the panels made ahead', ['seatsAhead'], panels],
  panels_ahead_prioritised: ['weighed the panels made ahead', ['ahead'], panels],
  panel_ahead_weighed: ['weighed a panel made ahead', ['ahead'], panels],
  panel_ahead_changed: ['moved adjudicators on panels made ahead', ['seatsAhead'], panels],
  panel_ahead_kept: ['kept a panel made ahead', ['ahead'], panels],
  panel_ahead_released: ['let a panel made ahead go', ['ahead'], panels],
  panel_kept: ['kept a panel', ['kept'], panels],
  panel_released: ['let a panel go', ['kept'], panels],
  room_kept: ['kept a room', ['kept'], rooms],
  room_released: ['let a room go', ['kept'], rooms],
  rooms_allocated: ['gave out the rooms', ['rooms'], rooms],
  room_moved: ['moved a room', ['rooms'], rooms],
  draw_published: ['published the draw', ['round'], 'unrelease.draw', 'release.draw'],
  teams_published: ['published the draw without adjudicators', ['round'], 'unrelease.draw', 'release.draw'],
  panels_published: ['published the adjudicators', ['round'], 'unrelease.draw', 'release.draw'],
  draw_withdrawn: ['withdrew the draw', ['round'], 'release.draw', 'unrelease.draw'],
  motions_released: ['released the motions', ['round'], 'unrelease.motion', 'release.motion'],
  motions_withdrawn: ['withdrew the motions', ['round'], 'release.motion', 'unrelease.motion'],
  round_completed: ['completed the round', ['round'], 'confirm.round'],
  round_reopened: ['took the results back', ['round'], 'confirm.round'],
};

/** Null for what is not taken back as an act on a round. */
export function undoableAct(verb: string): UndoableAct | null {
  const line = Object.hasOwn(lines, verb) ? lines[verb] : undefined;
  if (line === undefined) return null;
  const [words, parts, back, again = back] = line;
  return { words, parts, back, again };
}
