import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadProject } from './project-file.ts';

const root = join(import.meta.dirname, '..');

describe('rostra.lab.ts', () => {
  it('is read from the folder', async () => {
    const project = await loadProject(join(root, 'demo/lab'));
    assert.ok(project.configs.length > 0);
  });

  const wrong = [
    { it: 'missing', source: null, expect: { code: 'LAB_NO_PROJECT', message: /There is no rostra.lab.ts in / } },
    {
      it: 'without a project',
      source: 'export const x = 1;',
      expect: { code: 'LAB_BROKEN_PROJECT', message: /has to export default what defineProject returned/ },
    },
    {
      it: 'no TypeScript',
      source: 'export default {',
      expect: { code: 'LAB_BROKEN_PROJECT', message: /rostra\.lab\.ts:1: this is no TypeScript/ },
    },
    {
      it: 'broken where it runs',
      source: '\nnull.x;',
      expect: { code: 'LAB_BROKEN_PROJECT', message: /rostra\.lab\.ts:2: Cannot read properties of null/ },
    },
  ];
  for (const c of wrong) {
    it(`that is ${c.it} is refused in one sentence`, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'lab-project-'));
      try {
        if (c.source !== null) await writeFile(join(folder, 'rostra.lab.ts'), c.source);
        await assert.rejects(loadProject(folder), c.expect);
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  }
});
