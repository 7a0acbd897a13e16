import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { firstConfig } from './app-env.ts';
import { readManifest } from './manifest.ts';

const read = (env: unknown) => readManifest({ own: null, app: JSON.stringify({ env }) });

describe('env of app.json', () => {
  it('gives values, as a text or an object', () => {
    const manifest = read({ A: 'one', B: { value: 'two', description: 'Second' } });
    assert.ok(manifest.ok);
    assert.deepEqual(manifest.manifest.env, { A: { value: 'one' }, B: { value: 'two', description: 'Second' } });
  });
  const wrong = [
    { it: 'a name that is none', env: { 'A-B': 'x' } },
    { it: 'what the platform sets', env: { PORT: '80' } },
    { it: 'another generator', env: { A: { generator: 'dice' } } },
    { it: 'a number', env: { A: 1 } },
  ];
  for (const c of wrong) it(`refuses ${c.it}`, () => assert.equal(read(c.env).ok, false));
});

describe('the first config vars', () => {
  it('are values, secrets, and what somebody has to give', () => {
    const env = { A: { value: 'one' }, S: { generator: 'secret' as const }, R: {}, E: { value: '' }, O: { required: false } };
    assert.deepEqual(firstConfig(env, {}), { values: { A: 'one', E: '' }, secrets: ['S'], missing: ['R', 'E'] });
  });
  it('leave what is set', () => {
    const env = { A: { value: 'one' }, S: { generator: 'secret' as const }, R: {} };
    assert.deepEqual(firstConfig(env, { A: 'own', S: 'own', R: '' }), { values: {}, secrets: [], missing: [] });
  });
});
