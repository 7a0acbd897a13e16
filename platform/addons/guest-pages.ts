import type { RedisReply } from '#kit/redis/reply.ts';
import { RedisSession } from '#kit/redis/session.ts';

/** Keys of Django's page cache: bodies, and what they vary by. Sessions and cached objects stand beside them and stay (CCH-16). */
const pageKeys = ['*:views.decorators.cache.cache_page.*', '*:views.decorators.cache.cache_header.*'];
const keysAtOnce = '500';

/** Empties the page cache that a Django app keeps in the Redis at this address. Answers how many keys it was. */
export async function unlinkGuestPages(address: string): Promise<number> {
  const session = await RedisSession.open(address);
  try {
    let count = 0;
    for (const pattern of pageKeys) count += await unlink(session, pattern);
    return count;
  } finally {
    await session.close();
  }
}

async function unlink(session: RedisSession, pattern: string): Promise<number> {
  let count = 0;
  let cursor = '0';
  do {
    const reply = await session.command('SCAN', cursor, 'MATCH', pattern, 'COUNT', keysAtOnce);
    const { next, keys } = scanned(reply);
    if (keys.length > 0) await session.command('UNLINK', ...keys);
    count += keys.length;
    cursor = next;
  } while (cursor !== '0');
  return count;
}

function scanned(reply: RedisReply): { readonly next: string; readonly keys: readonly string[] } {
  if (reply.kind === 'error') throw new Error(`Redis refuses SCAN: ${reply.text}`);
  const [next, keys] = reply.kind === 'list' ? reply.items : [];
  return { next: next === undefined ? '0' : textIn(next), keys: keys?.kind === 'list' ? keys.items.map(textIn) : [] };
}

const textIn = (reply: RedisReply): string => (reply.kind === 'text' ? reply.text : '');
