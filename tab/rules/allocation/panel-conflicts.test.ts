import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { debate, person, team } from '../sample-ids.ts';
import { defaultSettings, type Settings } from '../settings.ts';
import { mutualPairSet, pairSet, strangers, type Acquaintance } from './conflicts.ts';
import type { JudgedDebate } from './panels.ts';
import { withoutPanelConflicts, type Placed } from './panel-conflicts.ts';

const rooms = [1, 2].map((id): JudgedDebate => ({ id: debate(id), importance: 0, roomRank: id, teams: [team(id)] }));

/** Two panels of two, all of one score: "12 34" has persons 1 and 2 in the first room. */
function parted(panels: string, known: Partial<Acquaintance>, settings: Partial<Settings> = {}): string {
  const placed = panels.split(' ').flatMap((people, room) =>
    people.split('').flatMap((digit): Placed[] => {
      const one = rooms[room];
      return one === undefined ? [] : [{ debate: one, delta: 0, person: { id: person(Number(digit)), score: 3, isTrainee: false } }];
    }),
  );
  const found = withoutPanelConflicts(placed, {
    settings: { ...defaultSettings, ...settings },
    acquaintance: { ...strangers, ...known },
  });
  return rooms
    .map((room) =>
      found
        .filter((one) => one.debate === room)
        .map((one) => one.person.id)
        .sort((a, b) => a - b)
        .join(''),
    )
    .join(' ');
}

describe('colleagues who conflict', () => {
  it('are parted', () => assert.match(parted('12 34', { conflictsWithAdjudicator: mutualPairSet([[1, 2]]) }), /^(13|14|23|24) /));

  it('leave whoever is pinned to their panel', () => {
    const pinned = new Map([[debate(1), [person(9)]]]);
    const known = { acquaintance: { ...strangers, conflictsWithAdjudicator: mutualPairSet([[1, 9]]) }, pinned };
    const placed = ['1', '2'].flatMap((digit, index): Placed[] => {
      const room = rooms[index];
      return room ? [{ debate: room, delta: 0, person: { id: person(Number(digit)), score: 3, isTrainee: false } }] : [];
    });
    const found = withoutPanelConflicts(placed, { settings: defaultSettings, ...known });
    assert.deepEqual(
      found.map((one) => [one.debate.id, one.person.id]),
      [
        [1, 2],
        [2, 1],
      ],
    );
  });

  it('stay together when there is nobody to change with', () => {
    const all = mutualPairSet([
      [1, 2],
      [1, 3],
      [1, 4],
      [2, 3],
      [2, 4],
      [3, 4],
    ]);
    assert.equal(parted('12 34', { conflictsWithAdjudicator: all }), '12 34');
  });

  it('are not parted at the price of conflicts with teams', () => {
    const conflictsWithTeam = pairSet([
      [3, 1],
      [4, 1],
    ]);
    assert.equal(parted('12 34', { conflictsWithAdjudicator: mutualPairSet([[1, 2]]), conflictsWithTeam }), '12 34');
  });

  it('are parted at any other price where conflicts come first', () => {
    const hasSeenTeam = pairSet([
      [1, 2],
      [2, 2],
      [3, 1],
      [4, 1],
    ]);
    const known = { conflictsWithAdjudicator: mutualPairSet([[1, 2]]), hasSeenTeam };
    assert.notEqual(parted('12 34', known, { adj_conflict_penalty: 1 }), '12 34');
    assert.equal(parted('12 34', known, { adj_conflict_penalty: 1, adj_allocation_mode: 'weighted' }), '12 34');
  });

  it('move nobody where there are none', () => assert.equal(parted('12 34', {}), '12 34'));
});
