import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { envChoice, envFlag, envInteger, envText, readEnv } from './env.ts';

const shape = {
  port: envInteger('PORT', { fallback: 8000, min: 1, max: 65_535 }),
  url: envText('DATABASE_URL', { fallback: null }),
  demo: envFlag('DEMO_DATA'),
  auth: envChoice('LAB_AUTH', ['DEMO', 'STUDY', 'NONE'], { fallback: 'NONE' }),
};

describe('readEnv', () => {
  it('fills in what is absent or empty', () =>
    assert.deepEqual({ ...readEnv({ PORT: '' }, shape) }, { port: 8000, url: null, demo: false, auth: 'NONE' }));
  it('reads what is given', () =>
    assert.deepEqual(
      { ...readEnv({ PORT: '80', DATABASE_URL: 'postgres://x', DEMO_DATA: 'on', LAB_AUTH: 'STUDY' }, shape) },
      {
        port: 80,
        url: 'postgres://x',
        demo: true,
        auth: 'STUDY',
      },
    ));
  it('names every fault at once, with what was read', () =>
    assert.throws(
      () => readEnv({ PORT: '99999', LAB_AUTH: 'x' }, shape),
      /PORT is "99999".*\nLAB_AUTH is "x"; it must be one of DEMO, STUDY, NONE/,
    ));
  it('asks for what has no fallback', () => assert.throws(() => readEnv({}, { key: envText('KEY') }), /KEY is missing/));
  it('cannot be changed afterwards', () => assert.ok(Object.isFrozen(readEnv({}, shape))));
});
