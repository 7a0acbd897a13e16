import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import project from './lab-project/rostra.lab.ts';

describe('what both labs play', () => {
  const compared = ['public_goods', 'survey', 'survey30'];
  it('is there on both sides', async () => {
    const settings = await readFile(join(import.meta.dirname, 'otree-project/settings.py'), 'utf8');
    for (const name of compared) {
      assert.ok(settings.includes(`name='${name}'`), name);
      assert.ok(
        project.configs.some((config) => config.name === name),
        name,
      );
    }
  });
});
