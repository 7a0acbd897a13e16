import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '#kit/math/random.ts';
import { makeDraw } from './draw.ts';
import { explainDraw, reasonSentence } from './explanation.ts';
import type { DrawField } from './field.ts';
import { letter, sampleField, sampleTeams, teamId } from './sample-field.ts';

/** All that is said of a team. */
function why(field: DrawField, team: number): string[] {
  const found = explainDraw(field, makeDraw(field, seededRandom('why'))).find(({ id }) => id === team);
  return (found?.reasons ?? []).map((reason) => reasonSentence(reason, letter));
}

describe('why a team was drawn as it was', () => {
  const odd = sampleTeams([2, { points: 1, npullups: 1 }, 1, 0]);

  it('its own bracket', () => {
    const field = sampleField(sampleTeams([1, 1, 0, 0]));
    assert.deepEqual(why(field, 1), ['In its own bracket of 1.', 'Paired by slide.']);
  });

  it('a pull-up, and how often it was one', () => {
    assert.deepEqual(why(sampleField(odd, { oddBracket: 'pullup_top' }), 2), [
      'In the bracket of 2.',
      'Pulled up from 1; before that once.',
      'Paired by slide.',
    ]);
    assert.match(
      why(sampleField(odd, { oddBracket: 'pullup_top', pullupRestriction: 'least_to_date' }), 3)[1] ?? '',
      /those pulled up least; before that never/,
    );
  });

  it('a swap, and whom it would have met', () => {
    const teams = sampleTeams([{ points: 1, met: [3] }, 1, 1, 1]);
    assert.deepEqual(why(sampleField(teams, { avoidConflicts: 'one_up_one_down' }), 1), [
      'In its own bracket of 1.',
      'Paired by slide; neighbours exchange teams to avoid conflicts.',
      'Would have met C: exchanged as they have met.',
    ]);
    assert.match(
      why(sampleField(teams, { avoidConflicts: 'one_up_one_down' }), 2)[2] ?? '',
      /Would have met D: exchanged to spare another debate a conflict/,
    );
  });

  it('a conflict that stayed', () => {
    const teams = sampleTeams([
      { points: 1, met: [2, 2], institution: 1 },
      { points: 1, institution: 1 },
    ]);
    assert.match(why(sampleField(teams), 1).at(-1) ?? '', /it has met B 2 times before and is of the same institution/);
  });

  it('its side', () => {
    const teams = sampleTeams([
      { points: 1, sideHistory: [2, 0] },
      { points: 1, sideHistory: [0, 2] },
    ]);
    assert.equal(why(sampleField(teams, { sideAllocations: 'balance' }), 1).at(-1), 'Its side balances those it had.');
    assert.equal(why(sampleField(teams, { sideAllocations: 'random' }), 1).at(-1), 'Its side was drawn by lot.');
  });

  it('a bye', () => {
    assert.deepEqual(why(sampleField(sampleTeams([1, 1, 0]), { byeTeamSelection: 'lowest' }), 3), [
      'Sits out, as the last of the ranking.',
    ]);
  });

  it('its position in BP and what it costs', () => {
    const teams = sampleTeams([1, 1, 1, 1].map((points) => ({ points, sideHistory: [1, 1, 1, 1] })));
    const [, position] = why(sampleField(teams, { bpPositionCost: 'simple' }, { teamsInDebate: 4 }), 1);
    assert.equal(
      position,
      'Had the four positions 1, 1, 1, 1 times: balanced before and after. The position costs it 1; its best would cost 1.',
    );
  });

  it('its rank in the break', () => {
    const teams = [1, 2].map((breakRank) => ({ id: teamId(breakRank), breakRank }));
    assert.deepEqual(why({ drawType: 'first_elimination', teamsInDebate: 2, teams, results: [] }, 2), ['Broke as number 2.']);
  });
});
