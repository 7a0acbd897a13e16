import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startRedis, type TestRedis } from '#kit/testing/redis.ts';
import { RedisSession } from './session.ts';

describe('a session with Redis', () => {
  let redis: TestRedis;
  const address = (secret?: string): string => redis.address(secret);
  before(async () => {
    redis = await startRedis();
  });
  after(() => redis.close());

  it('logs in, and answers commands in words and as typed, in their order', async () => {
    const session = await RedisSession.open(address());
    const answers = await Promise.all([
      session.command('SET', 'motion', 'This house\r\nwould "wait"'),
      session.command('GET', 'motion'),
      session.typed(String.raw`SET typed "two words"`),
      session.typed('GET typed'),
      session.typed('*1'),
      session.typed('DBSIZE'),
    ]);
    const [set, got, typed, gotTyped, star, size] = answers;
    assert.deepEqual(
      [set, typed].map((answer) => answer.kind),
      ['text', 'text'],
    );
    assert.deepEqual(got, { kind: 'text', text: 'This house\r\nwould "wait"' });
    assert.deepEqual(gotTyped, { kind: 'text', text: 'two words' });
    assert.equal(star.kind, 'error');
    assert.deepEqual(size, { kind: 'number', number: 2 });
    await session.close();
  });

  it('reads an answer of megabytes', async () => {
    const session = await RedisSession.open(address());
    const text = 'é'.repeat(1_000_000);
    await session.command('SET', 'large', text);
    assert.deepEqual(await session.command('GET', 'large'), { kind: 'text', text });
    await session.close();
  });

  it('is refused with a wrong password', () =>
    assert.rejects(RedisSession.open(address('guessed')), { code: 'REDIS_REFUSED', status: 403 }));

  it('says when nobody answers', () =>
    assert.rejects(RedisSession.open('redis://127.0.0.1:1'), { code: 'REDIS_UNREACHABLE', status: 503 }));

  it('says when the server goes while it waits', async () => {
    const session = await RedisSession.open(address());
    const waiting = assert.rejects(session.command('BLPOP', 'nothing', '0'), { code: 'REDIS_UNREACHABLE' });
    redis.kill();
    await waiting;
    await assert.rejects(session.command('PING'), { code: 'REDIS_UNREACHABLE' });
    await session.close();
  });
});
