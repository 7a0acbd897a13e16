import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, it } from 'node:test';
import { createLogger } from './logger.ts';
import { reportingLogger } from './report-errors.ts';

describe('a logger that reports', () => {
  it('is the logger itself where nobody is to be told', async () => {
    const logger = createLogger({ name: 'test', level: 'silent' });
    assert.equal(await reportingLogger(logger, null), logger);
  });

  it('sends what went wrong with its code, its page and its request, and nothing else', async () => {
    const bodies = Promise.withResolvers<string>();
    const service = createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8');
      request.on('data', (piece: string) => (text += piece));
      request.on('end', () => {
        response.end('{}');
        if (text.includes('"type":"event"')) bodies.resolve(text);
      });
    }).listen(0, '127.0.0.1');
    await once(service, 'listening');
    const address = service.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const logger = await reportingLogger(createLogger({ name: 'test', level: 'silent' }), `http://abc@127.0.0.1:${port}/7`);
    logger.info('session_created', { error: new Error('not this') });
    logger.error('request_failed', { error: new TypeError('The pot is empty'), requestId: 'r-1', method: 'POST', route: '/p/:code' });
    const event: unknown = JSON.parse((await bodies.promise).split('\n')[2] ?? '');
    const said = JSON.stringify(event);
    assert.match(said, /"transaction":"POST \/p\/:code"/);
    assert.match(said, /"request_id":"r-1"/);
    assert.match(said, /"value":"The pot is empty"/);
    assert.match(said, /"context_line":"[^"]*The pot is empty/);
    service.closeAllConnections();
    service.close();
  });
});
