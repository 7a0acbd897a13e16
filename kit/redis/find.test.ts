import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findRedis } from './find.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rostra-redis-'));
});
after(() => rm(folder, { recursive: true }));

describe('findRedis', () => {
  it('says what to install on a machine without one', () =>
    assert.rejects(findRedis(folder), { code: 'REDIS_MISSING', status: 503, hint: /Install the package redis-server or valkey-server/ }));

  it('takes Valkey where Redis is not', async () => {
    await writeFile(join(folder, 'valkey-server'), '');
    await chmod(join(folder, 'valkey-server'), 0o755);
    assert.equal(await findRedis(`/nowhere:${folder}`), join(folder, 'valkey-server'));
  });
});
