import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { createLogger } from '#kit/log/logger.ts';
import { errorTellingLogger } from './tell-errors.ts';

const silent = createLogger({ name: 'lab', level: 'silent' });

describe('an address that is told of errors', () => {
  it('gets each error with its words and where it happened, and nothing else that is logged', async (t) => {
    const told = Promise.withResolvers<unknown>();
    const server = createServer((request, response) => {
      told.resolve(json(request));
      response.end();
    }).listen(0, '127.0.0.1');
    t.after(() => server.close());
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : null;
    const logger = await errorTellingLogger(silent, `http://127.0.0.1:${port}/errors`);
    logger.warn('late', { error: new Error('not this') });
    logger.error('said_without_one');
    logger.error('meeting_failed', { session: 'abcdefgh', error: new TypeError('x is not a number') });
    const { at, stack, ...rest } = Object(await told.promise);
    assert.deepEqual(rest, { event: 'meeting_failed', name: 'TypeError', message: 'x is not a number', fields: { session: 'abcdefgh' } });
    assert.match(at, /^\d{4}-\d\d-\d\dT/);
    assert.match(stack, /tell-errors\.test\.ts/);
  });

  it('that is not there changes nothing', async () => assert.equal(await errorTellingLogger(silent, null), silent));
});
