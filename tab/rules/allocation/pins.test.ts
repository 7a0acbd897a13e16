import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '#kit/math/random.ts';
import { debate, person, team } from '../sample-ids.ts';
import { defaultSettings } from '../settings.ts';
import { allocateAdjudicators } from './allocate.ts';
import type { AllocationField } from './allocate.ts';
import { strangers } from './conflicts.ts';
import type { PinnedSeat } from './pins.ts';

const pin = (debateId: number, adjudicatorId: number, place: PinnedSeat['place']): PinnedSeat => ({
  debateId: debate(debateId),
  adjudicatorId: person(adjudicatorId),
  place,
});

/** Two debates; adjudicators 1 to 6 with scores 5 to 0, of whom 6 is a trainee. "1: 2 3 (6) | 2: 1" says who sits where. */
function panels(field: Partial<AllocationField>): string {
  const allocation = allocateAdjudicators(
    {
      format: 'consensus',
      debates: [1, 2].map((number) => ({ id: debate(number), importance: 0, roomRank: number, teams: [team(number)] })),
      adjudicators: [5, 4, 3, 2, 1, 0].map((score, index) => ({ id: person(index + 1), score, isTrainee: index === 5 })),
      acquaintance: strangers,
      settings: defaultSettings,
      ...field,
    },
    seededRandom('a'),
  );
  if (allocation.kind === 'impossible') return allocation.message;
  return [...allocation.panels]
    .map(([id, { chair, panellists, trainees }]) => {
      return `${id}: ${[chair ?? '–', ...panellists.toSorted((a, b) => a - b), ...trainees.map((one) => `(${one})`)].join(' ')}`;
    })
    .join(' | ');
}

describe('pinned adjudicators', () => {
  it('nobody is pinned: everybody goes where it is cheapest', () =>
    assert.match(panels({}), /^1: \d .*\(6\) \| 2: \d \d$|^1: \d .* \| 2: \d \d \(6\)$/));

  const cases = [
    { it: 'a pinned chair stays chair, however weak', pins: [pin(1, 5, 'C')], expect: /^1: 5 / },
    { it: 'a pinned panellist does not take the chair', pins: [pin(1, 1, 'P')], expect: /^1: [2345] 1/ },
    { it: 'a pinned trainee stays', pins: [pin(2, 6, 'T')], expect: /\| 2: .*\(6\)$/ },
    { it: 'a whole panel stays', pins: [pin(2, 1, 'C'), pin(2, 2, 'P')], expect: /\| 2: 1 2/ },
  ];
  for (const { it: name, pins, expect } of cases)
    for (const format of ['consensus', 'voting'] as const)
      it(`${name}, ${format}`, () => {
        const found = panels({ pins, format });
        assert.match(found, expect);
        const seated = found.match(/(?<!^|\| )\b\d\b(?!:)/g) ?? [];
        assert.equal(new Set(seated).size, seated.length, `nobody sits twice: ${found}`);
        assert.doesNotMatch(found, /–/, 'every debate has a chair');
      });

  it('nobody judges a debate that they are not available for, even if it stays empty', () => {
    assert.equal(panels({ format: 'voting', mayJudge: (_who, where) => where === debate(2) }).startsWith('1: –'), true);
    const apart = panels({ mayJudge: (who, where) => who % 2 === where % 2 });
    assert.match(apart, /^1: 1 3 \(5\) \| 2: 2 4 \(6\)$/);
  });
});
