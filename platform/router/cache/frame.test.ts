import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { Frame } from './frame.ts';

const body = 'page '.repeat(2000);
const head = (second: number) => ({
  headIs: second,
  head: `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\nAge: ${second}\r\n`,
});
const to = (socket: Socket, id: string) => ({ socket, id, onSent: () => {} });
const whole = (second: number, id: string) => `${head(second).head}X-Request-ID: ${id}\r\n\r\n${body}`;

describe('a page in one piece', () => {
  it('goes out whole, with the head of its second and the id of its request, also to somebody who is slow to read', async () => {
    const { near, far } = await pair();
    far.pause();
    const frame = new Frame(Buffer.from(body));
    const ids = Array.from({ length: 600 }, () => randomUUID());
    for (const [n, id] of ids.entries()) frame.send(to(near, id), head(Math.floor(n / 7)));
    assert.ok(near.writableLength > 0, 'the system took everything at once: the test shows nothing');
    near.end();
    assert.equal((await buffer(far)).toString(), ids.map((id, n) => whole(Math.floor(n / 7), id)).join(''));
  });

  it('has room for a head of any length', async () => {
    const { near, far } = await pair();
    const frame = new Frame(Buffer.from(body));
    const id = randomUUID();
    const long = `HTTP/1.1 200 OK\r\nContent-Security-Policy: ${'x'.repeat(3000)}\r\n`;
    frame.send(to(near, id), { headIs: 1, head: long });
    near.end();
    assert.equal((await buffer(far)).toString(), `${long}X-Request-ID: ${id}\r\n\r\n${body}`);
    assert.equal(frame.body.toString(), body);
  });
});

async function pair(): Promise<{ near: Socket; far: Socket }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const far = connect(typeof address === 'object' && address !== null ? address.port : 0, '127.0.0.1');
  const near = await new Promise<Socket>((resolve) => server.once('connection', resolve));
  server.close();
  return { near, far };
}
