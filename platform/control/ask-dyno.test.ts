import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { pageOfDyno } from './ask-dyno.ts';

let written = 0;
/** `/page` is one, `/away` leads elsewhere, `/endless` writes as long as somebody reads. */
const app = createServer(({ url, headers }, response) => {
  if (url === '/away') response.writeHead(302, { location: '/page' }).end();
  else if (url === '/page') response.end(`for ${headers.cookie}`);
  else write(response.on('drain', () => write(response)));
});
function write(response: ServerResponse): void {
  while (response.write('x'.repeat(100_000))) written += 1;
}
before(() => once(app.listen(0, '127.0.0.1'), 'listening'));
after(() => app.closeAllConnections());
after(() => app.close());

const ask = (path: string): Promise<string | null> => {
  const { port }: AddressInfo = Object(app.address());
  return pageOfDyno({ port, host: 'app.localhost', path, cookie: 'a=1', agent: 'test' });
};

describe('a page that the platform looks at by itself', () => {
  it('is what the app answers', async () => assert.equal(await ask('/page'), 'for a=1'));
  it('is none when it leads elsewhere', async () => assert.equal(await ask('/away'), null));
  it('is none when it does not end: it is read no further than a page is long', async () => {
    assert.equal(await ask('/endless'), null);
    assert.ok(written < 1000, `${written}`);
  });
});
