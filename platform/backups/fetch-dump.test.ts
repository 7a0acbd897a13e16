import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { buffer } from 'node:stream/consumers';
import { fetchDump } from './fetch-dump.ts';

let server: Server;
let base: string;
before(async () => {
  server = createServer((request, response) => {
    if (request.url === '/dump') response.end('PGDMP and so on');
    else if (request.url === '/moved') response.writeHead(302, { location: '/dump' }).end();
    else if (request.url === '/inside') response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' }).end();
    else if (request.url === '/round') response.writeHead(302, { location: '/round' }).end();
    else response.writeHead(403).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address: string | AddressInfo | null = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
});
after(() => server.close());

const near = { allowsPrivate: true };

describe('a dump at an address', () => {
  it('is fetched, also where it has moved to', async () => {
    for (const path of ['/dump', '/moved'])
      assert.equal((await buffer(await fetchDump(`${base}${path}`, near))).toString(), 'PGDMP and so on');
  });

  it('that is refused, sends round in circles, or is none, is named', async () => {
    const cases = [
      { url: `${base}/secret`, says: /answered 403/ },
      { url: `${base}/round`, says: /sends on and on/ },
      { url: 'file:///etc/passwd', says: /no web address/ },
      { url: 'a letter', says: /no web address/ },
    ];
    for (const { url, says } of cases) await assert.rejects(fetchDump(url, near), { code: 'BACKUP_NOT_FETCHED', message: says });
  });

  it('behind the door is never asked for: written out, by name, in another notation', async () => {
    const port = new URL(base).port;
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '10.1.2.3', '169.254.169.254', '[::ffff:127.0.0.1]', '0x7f.1', '[fd00::1]'])
      await assert.rejects(fetchDump(`http://${host}:${port}/dump`), { code: 'BACKUP_NOT_FETCHED', message: /private network/ });
  });
});
