import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { panelProspects, type AnticipatedRound } from './panel-prospects.ts';

/** "2–3 live 1" for each room to expect. */
function expected(round: Partial<AnticipatedRound> & Pick<AnticipatedRound, 'debates'>): string[] {
  const rooms = panelProspects({ teamsInDebate: 2, weight: 1, thresholds: null, ...round });
  return rooms.map(({ bracketMin, bracketMax, liveness }) => `${bracketMin}–${bracketMax} live ${liveness}`);
}

function orders(values: readonly number[]): number[][] {
  if (values.length === 0) return [[]];
  return values.flatMap((first, index) => orders(values.toSpliced(index, 1)).map((rest) => [first, ...rest]));
}

describe('the debates that preformed panels are made for', () => {
  it('of teams on equal points: winners above losers', () =>
    assert.deepEqual(
      expected({
        debates: [
          [1, 1],
          [1, 1],
        ],
      }),
      ['2–2 live 0', '1–1 live 0'],
    ));

  it('range over what a pull-up can do', () =>
    assert.deepEqual(
      expected({
        debates: [
          [1, 0],
          [1, 0],
        ],
      }),
      ['1–2 live 0', '0–1 live 0'],
    ));

  it('range over every result where teams are far apart', () => {
    assert.deepEqual(expected({ debates: [[3, 0]] }), ['3–4 live 0']);
    assert.deepEqual(expected({ debates: [[3, 1, 0, 0]], teamsInDebate: 4 }), ['3–6 live 0']);
  });

  it('are those that trying every result finds (§4.7)', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(12), { minLength: 2, maxLength: 5 }), fc.integer({ min: 1, max: 3 }), (points, weight) => {
        fc.pre(Math.max(...points) - Math.min(...points) > 1);
        const outcomes = orders(points.map((_team, place) => place * weight)).map((won) =>
          points.map((own, team) => own + (won[team] ?? 0)),
        );
        const best = outcomes.map((outcome) => Math.max(...outcome));
        assert.deepEqual(expected({ debates: [points], weight, teamsInDebate: points.length }), [
          `${Math.min(...best)}–${Math.max(...best)} live 0`,
        ]);
      }),
    ));

  it('are known at once for rooms of a dozen, whose results nobody could try one by one', () => {
    const dozen = Array.from({ length: 12 }, (_team, index) => index * 2);
    assert.deepEqual(expected({ debates: [dozen], teamsInDebate: 12 }), ['22–33 live 0']);
  });

  it('count the round’s weight', () => assert.deepEqual(expected({ debates: [[1, 1]], weight: 2 }), ['3–3 live 0']));

  it('say how many places may be live', () => {
    assert.deepEqual(
      expected({
        debates: [
          [1, 1],
          [0, 0],
        ],
        thresholds: { safe: 2, dead: 0 },
      }),
      ['2–2 live 1', '1–1 live 1'],
    );
  });
});
