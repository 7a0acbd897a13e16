import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failpointsConfig } from './config.ts';

describe('failpoints', () => {
  it('are none unless somebody asks for them', () => assert.equal(failpointsConfig({}, []).size, 0));
  it('name a point and the pass at which the process dies', () =>
    assert.deepEqual(
      [...failpointsConfig({ ROSTRA_FAILPOINTS: 'lab.after_commit@2, b@30' }, [])],
      [
        ['lab.after_commit', 2],
        ['b', 30],
      ],
    ));
  it('are refused when they cannot be read', () =>
    assert.throws(() => failpointsConfig({ ROSTRA_FAILPOINTS: 'lab.after_commit' }, []), /not like/));
  it('are refused in production, unless it is for chaos', () => {
    const env = { ROSTRA_FAILPOINTS: 'a@1', NODE_ENV: 'production' };
    assert.throws(() => failpointsConfig(env, []), /not for production/);
    assert.equal(failpointsConfig(env, ['--chaos']).size, 1);
  });
});
