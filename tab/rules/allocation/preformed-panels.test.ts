import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DebateId, PanelId, PersonId, TeamId } from '../ids.ts';
import { defaultSettings } from '../settings.ts';
import { pairSet, strangers } from './conflicts.ts';
import { panelsByFit, panelsByRoom, type PanelMatch } from './preformed-panels.ts';

// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion, typescript/no-unnecessary-type-parameters -- any number is an id in a test
const any = <Id extends number>(number: number): Id => number as Id;

function match(
  importances: readonly number[],
  panels: readonly number[],
  conflicts: readonly (readonly [number, number])[] = [],
): PanelMatch {
  return {
    debates: importances.map((importance, index) => ({
      id: any<DebateId>(index + 1),
      importance,
      roomRank: index + 1,
      teams: [any<TeamId>(10 + index)],
    })),
    panels: panels.map((importance, index) => ({
      id: any<PanelId>(100 + index),
      importance,
      roomRank: index + 1,
      adjudicators: [any<PersonId>(50 + index)],
    })),
    acquaintance: { ...strangers, conflictsWithTeam: pairSet(conflicts) },
    settings: defaultSettings,
  };
}
const written = (found: ReadonlyMap<DebateId, PanelId | null>): string => [...found.values()].map((panel) => panel ?? '–').join(' ');

describe('panels made beforehand', () => {
  it('go by room', () => assert.equal(written(panelsByRoom(match([0, 2, 1], [1, 1]))), '100 101 –'));
  it('go to debates of their importance', () => assert.equal(written(panelsByFit(match([0, 2, 1], [2, 1, 0]))), '102 100 101'));
  it('keep away from clashes among equals', () => assert.equal(written(panelsByFit(match([1, 1], [1, 1], [[50, 10]]))), '101 100'));
  it('leave the debate least fit for any without one', () => assert.equal(written(panelsByFit(match([2, -2], [2]))), '100 –'));
});
