import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { adjudicatorsOwed, isWaiting, slotsLeft, type Slots } from './slots.ts';
import { teamReference } from './team-reference.ts';
import { twins } from './twins.ts';

describe('the name that a team is given by rule', () => {
  for (const [generator, taken, speakers, expected] of [
    ['alphabetical', [], [], 'A'],
    ['alphabetical', ['A', 'B', 'D'], [], 'C'],
    ['alphabetical', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split(''), [], 'AA'],
    ['numerical', ['1', '2'], [], '3'],
    ['initials', [], ['Ana Pereira', 'Tom van der Li'], 'PL'],
    ['initials', ['PL'], ['Ana Pereira', 'Tom van der Li'], 'PL 2'],
    ['initials', [], ['Ömer Öz'], 'Ö'],
    ['initials', [], [], '1'],
  ] as const)
    it(`${generator} beside [${taken.join(' ')}] of ${speakers.join(' and ') || 'nobody'} is ${expected}`, () =>
      assert.equal(teamReference(generator, { taken: new Set(taken), speakers }), expected));
});

describe('slots of an institution', () => {
  const slots: Slots = {
    teamsRequested: 4,
    teamsAllocated: 3,
    adjudicatorsRequested: 2,
    adjudicatorsAllocated: 2,
    teams: 1,
    adjudicators: 2,
  };
  it('are what it was given less what it has registered, and none below zero', () => {
    assert.equal(slotsLeft(slots, 'teams', { reg_institution_slots: true }), 2);
    assert.equal(slotsLeft({ ...slots, teams: 5 }, 'teams', { reg_institution_slots: true }), 0);
    assert.equal(slotsLeft(slots, 'adjudicators', { reg_institution_slots: true }), 0);
  });
  it('are not counted where the settings do not ask for them', () =>
    assert.equal(slotsLeft(slots, 'teams', { reg_institution_slots: false }), null));
  it('are waited for by who asked and was given none', () => {
    assert.equal(isWaiting(slots), false);
    assert.equal(isWaiting({ ...slots, teamsAllocated: 0, adjudicatorsAllocated: 0 }), true);
  });
  it('bring one adjudicator fewer than teams at least', () =>
    assert.deepEqual(
      [0, 1, 3].map((teams) => adjudicatorsOwed({ teams, adjudicators: 1 })),
      [0, 0, 1],
    ));
});

describe('who may be registered twice', () => {
  it('has a name or an address that somebody else has, whatever capitals, accents and spaces', () =>
    assert.deepEqual(
      [
        ...twins([
          { id: 1, name: 'Zoé  Lang', email: '' },
          { id: 2, name: 'zoe lang', email: 'z@example.org' },
          { id: 3, name: 'Al Too', email: 'Al@example.org' },
          { id: 4, name: 'A. Too', email: 'al@example.org' },
          { id: 5, name: 'Jo Reed', email: '' },
        ]),
      ],
      [1, 2, 3, 4],
    ));
});
