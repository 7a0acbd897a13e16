import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PersonId } from '../ids.ts';
import { defaultSettings } from '../settings.ts';
import { lineupFaults, soloLineup } from './lineup.ts';

// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- any number names a speaker of a test
const person = (number: number): PersonId => number as PersonId;
const roster = [1, 2, 3].map(person);

/** "1 2 3 1" are three speeches and the reply; "2g" is a second speech by 2; "-" is nobody. */
function faults(words: string): string[] {
  const speeches = words
    .split(' ')
    .map((word) => ({ speaker: word === '-' ? null : person(Number.parseInt(word, 10)), isGhost: word.endsWith('g') }));
  return lineupFaults([speeches], [roster], defaultSettings).map(({ code, position }) => `${position} ${code}`);
}

describe('who spoke', () => {
  const cases = [
    { it: 'three speakers and a reply', words: '1 2 3 1', expect: [] },
    { it: 'nobody', words: '1 - 3 1', expect: ['2 missing'] },
    { it: 'somebody of another team', words: '1 2 9 1', expect: ['3 speaker'] },
    { it: 'somebody twice', words: '1 1 3 1', expect: ['2 speaker'] },
    { it: 'somebody twice, marked as a second speech', words: '1 1g 3 1', expect: [] },
    { it: 'the last speaker in the reply', words: '1 2 3 3', expect: ['4 speaker'] },
    { it: 'a reply by somebody who has not spoken', words: '1 2 2g 3', expect: ['4 speaker'] },
    { it: 'a reply that is a second speech is not looked at', words: '1 2 3 3g', expect: [] },
  ];
  for (const c of cases) it(c.it, () => assert.deepEqual(faults(c.words), c.expect));

  it('a team with one speaker is filled in', () => {
    const speeches = soloLineup(person(1), defaultSettings);
    assert.deepEqual(
      speeches.map(({ isGhost }) => isGhost),
      [false, true, true, true],
    );
    assert.deepEqual(lineupFaults([speeches], [[person(1)]], defaultSettings), []);
  });
});
