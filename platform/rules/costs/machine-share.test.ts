import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { machineShares } from './machine-share.ts';

const tab = { app: 'tab', cpuSeconds: 300, memoryMbSeconds: 1000 };
const lab = { app: 'lab', cpuSeconds: 100, memoryMbSeconds: 3000 };
const shares = (...uses: Parameters<typeof machineShares>[1]) =>
  machineShares(1_000_000, uses).map(({ name, amountMicro }) => [name, amountMicro]);

describe('a machine that cost one dollar', () => {
  const cases = [
    {
      it: 'is shared half by computing time, half by memory',
      is: shares(tab, lab),
      expect: [
        ['lab', 500_000],
        ['tab', 500_000],
      ],
    },
    { it: 'is borne by who used it alone', is: shares(tab), expect: [['tab', 1_000_000]] },
    {
      it: 'is shared by memory where no computing was measured',
      is: shares({ ...tab, cpuSeconds: 0 }, { ...lab, cpuSeconds: 0 }),
      expect: [
        ['lab', 750_000],
        ['tab', 250_000],
      ],
    },
    { it: 'is shared by nobody where nothing was measured', is: shares({ app: 'tab', cpuSeconds: 0, memoryMbSeconds: 0 }), expect: [] },
  ];
  for (const c of cases) it(c.it, () => assert.deepEqual(c.is, c.expect));

  const anyUse = fc.record({
    app: fc.string(),
    cpuSeconds: fc.integer({ min: 0, max: 1e9 }),
    memoryMbSeconds: fc.integer({ min: 1, max: 1e9 }),
  });
  it('is shared out to the last micro-unit, and nobody pays less than nothing', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), fc.array(anyUse, { minLength: 1, maxLength: 20 }), (amountMicro, uses) => {
        const all = machineShares(amountMicro, uses);
        assert.equal(
          all.reduce((sum, each) => sum + each.amountMicro, 0),
          amountMicro,
        );
        assert.ok(all.every((each) => each.amountMicro >= 0));
      }),
    ));
});
