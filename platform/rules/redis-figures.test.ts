import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { redisFigures } from './redis-figures.ts';

describe('redisFigures', () => {
  it('reads the answer to INFO', () => {
    const info =
      '# Clients\r\nconnected_clients:4\r\n# Memory\r\nused_memory:1048576\r\nused_memory_rss:9\r\ndb0:keys=7,expires=0\r\ndb3:keys=2\r\n';
    assert.deepEqual(redisFigures(info), { connections: 3, bytes: 1_048_576, keys: 9 });
  });

  it('is nothing of an empty server', () => assert.deepEqual(redisFigures(''), { connections: 0, bytes: 0, keys: 0 }));
});
