import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { main } from './main.ts';

const folder = join(import.meta.dirname, '../../demo/lab');

/** Forms with bounds, refusals, select boxes and waiting pages; a live page; one whose script sends by itself; sliders, rankings, tables of questions. All others: `rostra lab test --browser`. */
const sessions = ['trust_simple', 'real_effort', 'stag_hunt'];

describe('bots in windows of a real browser, on two web processes', () => {
  for (const only of sessions)
    it(`play ${only}`, async () => {
      const results = await Array.fromAsync(main({ folder, only, processes: 2, browser: true, case: 1 }));
      assert.deepEqual(
        results.map(({ fault }) => fault),
        [null],
      );
    });
});
