import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#kit/math/random.ts';
import { allocate, comprehension, priceList, rank } from '../game/field-set.ts';
import type { Field } from '../game/fields.ts';
import { sayIn } from '../texts/texts.ts';
import { drawnSet } from './drawn-set.ts';
import { judgeSets } from './field-set.ts';

const sets: Readonly<Record<string, Readonly<Record<string, Field<unknown>>>>> = {
  'an order': rank({ items: { a: 'A', b: 'B', c: 'C', d: 'D' } }),
  'a division': allocate({ items: { a: 'A', b: 'B', c: 'C' }, total: 17 }),
  'a list of prices': priceList({ rows: { a: ['1', '2'], b: ['1', '3'], c: ['1', '4'] } }),
  'questions of comprehension': comprehension({ questions: { a: { label: 'A', right: 3 } } }),
};

describe('answers drawn by chance hold together', () => {
  for (const [name, fields] of Object.entries(sets))
    it(name, () =>
      fc.assert(
        fc.property(fc.string(), (seed) => {
          const random = seededRandom(seed);
          const asked = Object.entries(fields).map(([one, { spec }]) => ({ name: one, owner: 'player' as const, spec }));
          const set = asked[0]?.spec.set;
          assert.ok(set);
          const values = drawnSet(set, () => random.next());
          assert.deepEqual(judgeSets(values, asked, { say: sayIn('en'), stored: () => null }).faults, {});
        }),
      ),
    );
});
