import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#kit/math/random.ts';
import { makeDraw } from './draw.ts';
import { defaultDrawOptions } from './options.ts';
import { cutIntoRooms, roomSizes, smallestRoom } from './room-sizes.ts';
import { sampleTeams } from './sample-field.ts';

const cases = [
  { it: 'two teams meet in pairs', teams: 8, size: { teamsInDebate: 2 }, expect: [2, 2, 2, 2] },
  { it: 'a pair is never short', teams: 7, size: { teamsInDebate: 2 }, expect: null },
  { it: 'nor is a BP room', teams: 6, size: { teamsInDebate: 4, polyRoomSizes: [3] }, expect: null },
  { it: 'of one size the last room may be short', teams: 14, size: { teamsInDebate: 6 }, expect: [6, 6, 2] },
  { it: 'but nobody debates alone', teams: 13, size: { teamsInDebate: 6 }, expect: null },
  { it: 'sizes are mixed as the teams need', teams: 17, size: { teamsInDebate: 6, polyRoomSizes: [5, 6] }, expect: [6, 6, 5] },
  { it: 'the usual size comes first', teams: 12, size: { teamsInDebate: 6, polyRoomSizes: [3, 5, 6] }, expect: [6, 6] },
  { it: 'and where it does not fit, those nearest to it', teams: 10, size: { teamsInDebate: 6, polyRoomSizes: [5, 6] }, expect: [5, 5] },
  { it: 'no rooms seat what no sizes add up to', teams: 7, size: { teamsInDebate: 6, polyRoomSizes: [5, 6] }, expect: null },
];

describe('roomSizes', () => {
  for (const c of cases) it(c.it, () => assert.deepEqual(roomSizes(c.teams, c.size), c.expect));

  it('seats each team once', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.uniqueArray(fc.integer({ min: 3, max: 10 }), { minLength: 1 }),
        (teams, polyRoomSizes) => {
          const sizes = roomSizes(teams, { teamsInDebate: 6, polyRoomSizes });
          if (sizes === null) return;
          const names = Array.from({ length: teams }, (_, index) => index);
          assert.deepEqual(cutIntoRooms(names, sizes).flat(), names);
          assert.ok(sizes.every((one) => polyRoomSizes.includes(one)));
        },
      ),
    ));

  it('has a fewest of teams for a room', () => {
    assert.equal(smallestRoom({ teamsInDebate: 4 }), 4);
    assert.equal(smallestRoom({ teamsInDebate: 6 }), 2);
    assert.equal(smallestRoom({ teamsInDebate: 6, polyRoomSizes: [6, 5] }), 5);
  });
});

describe('a draw of rooms of several sizes', () => {
  const drawn = (drawType: 'random' | 'power_paired', teams: number, byeTeamSelection: 'off' | 'lowest') =>
    makeDraw(
      {
        drawType,
        teamsInDebate: 6,
        teams: sampleTeams(Array.from({ length: teams }, () => 0)),
        options: { ...defaultDrawOptions, polyRoomSizes: [5, 6], byeTeamSelection },
      },
      seededRandom('a'),
    );
  const sizesOf = (draw: ReturnType<typeof drawn>): number[] => draw.pairings.map((room) => room.teams.length);

  it('fills them in turn, by lot or from the top', () => {
    assert.deepEqual(sizesOf(drawn('random', 17, 'off')), [6, 6, 5]);
    assert.deepEqual(sizesOf(drawn('power_paired', 16, 'off')), [6, 5, 5]);
  });

  it('from the top, who of those that tie is in the upper room is by lot', () => {
    const teams = sampleTeams([3, ...Array.from({ length: 5 }, () => ({ points: 1, subrank: 1 }))]);
    const options = { ...defaultDrawOptions, ties: 'random' } as const;
    const upper = Array.from({ length: 40 }, (_try, seed) =>
      makeDraw({ drawType: 'power_paired', teamsInDebate: 3, teams, options }, seededRandom(`${seed}`)).pairings[0]?.teams.filter(
        (team) => team !== 1,
      ),
    );
    assert.deepEqual(new Set(upper.flatMap((two) => two ?? [])), new Set([2, 3, 4, 5, 6]));
  });

  it('lets the fewest sit out where nothing fits', () => {
    const draw = drawn('power_paired', 7, 'lowest');
    assert.deepEqual(sizesOf(draw), [6]);
    assert.equal(draw.byes.length, 1);
    assert.throws(() => drawn('random', 7, 'off'), /7 teams are available/);
  });
});
