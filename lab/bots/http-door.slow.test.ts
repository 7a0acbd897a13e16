import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { main } from './main.ts';

/** The examples of the specification (lab §12) once more, as browsers meet them: each request may come to another process. */
describe('the demo games, played by their bots over HTTP', () => {
  for (const processes of [1, 4])
    it(`with ${processes === 1 ? 'one web process' : `${processes} web processes`}`, async () => {
      const folder = join(import.meta.dirname, '../../demo/lab');
      const results = await Array.fromAsync(main({ folder, only: null, processes }));
      assert.deepEqual(
        results.filter(({ fault }) => fault !== null),
        [],
      );
      assert.ok(results.length >= 39, `${results.length} cases`);
    });
});
