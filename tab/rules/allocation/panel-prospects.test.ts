import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { panelProspects, type AnticipatedRound } from './panel-prospects.ts';

/** "2–3 live 1" for each room to expect. */
function expected(round: Partial<AnticipatedRound> & Pick<AnticipatedRound, 'debates'>): string[] {
  const rooms = panelProspects({ teamsInDebate: 2, weight: 1, thresholds: null, ...round });
  return rooms.map(({ bracketMin, bracketMax, liveness }) => `${bracketMin}–${bracketMax} live ${liveness}`);
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

  it('are found by trying every result where teams are far apart', () => {
    assert.deepEqual(expected({ debates: [[3, 0]] }), ['3–4 live 0']);
    assert.deepEqual(expected({ debates: [[3, 1, 0, 0]], teamsInDebate: 4 }), ['3–6 live 0']);
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
