import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPipelineName, pipelineDiff, type PipelineSide } from './pipeline.ts';

const side = (stage: 'staging' | 'production', change: Partial<PipelineSide> & { slug?: string }): PipelineSide => ({
  app: { stage, app: stage, release: 3, slug: change.slug ?? 'aaaaaaaa' },
  config: {},
  processes: { web: 'node server.js' },
  ...change,
});

describe('the difference of two stages', () => {
  it('is none where the same build has the same config vars', () => {
    const diff = pipelineDiff(side('staging', { config: { A: '1' } }), side('production', { config: { A: '2' } }));
    assert.equal(diff.isSameBuild, true);
    assert.deepEqual([diff.onlyStaging, diff.onlyProduction, diff.processes], [[], [], []]);
  });

  it('names config vars that one lacks, and process types that run otherwise', () => {
    const diff = pipelineDiff(
      side('staging', { slug: 'bbbbbbbb', config: { NEW: '1', A: '1' }, processes: { web: 'node new.js', worker: 'node work.js' } }),
      side('production', { config: { A: '1', OLD: '1' } }),
    );
    assert.equal(diff.isSameBuild, false);
    assert.deepEqual(diff.onlyStaging, ['NEW']);
    assert.deepEqual(diff.onlyProduction, ['OLD']);
    assert.deepEqual(diff.processes, [
      { type: 'web', staging: 'node new.js', production: 'node server.js' },
      { type: 'worker', staging: 'node work.js', production: null },
    ]);
  });
});

describe('the name of a pipeline', () => {
  for (const [name, isOne] of [
    ['shop', true],
    ['my-shop-2', true],
    ['Shop', false],
    ['shop-', false],
    ['', false],
  ] as const)
    it(`"${name}" is ${isOne ? 'one' : 'none'}`, () => assert.equal(isPipelineName(name), isOne));
});
