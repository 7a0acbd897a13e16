import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { RedisSession } from '#kit/redis/session.ts';
import { startRedis, type TestRedis } from '#kit/testing/redis.ts';
import { unlinkGuestPages } from './guest-pages.ts';

let redis: TestRedis;
before(async () => {
  redis = await startRedis();
});
after(() => redis.close());

describe("the pages in a Django app's Redis", () => {
  it('go, all of them; sessions, cached objects and fragments stay', async () => {
    const session = await RedisSession.open(redis.address());
    const kept = [':1:django.contrib.sessions.cache7f', ':1:tournament_3', ':1:template.cache.footer.9'];
    const pages = Array.from({ length: 1200 }, (_, at) => [
      `:1:views.decorators.cache.cache_page..GET.${at}.en.UTC`,
      `:1:views.decorators.cache.cache_header..${at}.en.UTC`,
    ]).flat();
    await session.command('MSET', ...[...kept, ...pages].flatMap((key) => [key, 'x']));
    assert.equal(await unlinkGuestPages(redis.address()), 2400);
    const left = await session.command('KEYS', '*');
    const names = left.kind === 'list' ? left.items.map((each) => (each.kind === 'text' ? each.text : '')) : [];
    assert.deepEqual(new Set(names), new Set(kept));
    assert.equal(await unlinkGuestPages(redis.address()), 0);
    await session.close();
  });

  it('are left alone when the server cannot be reached, and whoever asked hears of it', async () => {
    await assert.rejects(unlinkGuestPages('redis://127.0.0.1:1/0'), /127\.0\.0\.1:1/);
  });
});
