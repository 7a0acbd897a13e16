import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { BoundSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findRedis } from './find.ts';
import { prepareRedis } from './server.ts';
import { RedisSession } from './session.ts';

const password = 'open:/@sesame';

describe('a session with Redis', () => {
  let folder: string;
  let server: ChildProcess;
  let port: number;
  const address = (secret = password): string => `redis://default:${encodeURIComponent(secret)}@127.0.0.1:${port}/0`;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rostra-redis-'));
    port = freePort();
    const settings = { directory: folder, port, password, memoryMb: 10, clients: 20, eviction: 'noeviction' } as const;
    const [program, ...args] = await prepareRedis(await findRedis(), settings);
    server = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of server.stdout ?? []) if (String(line).includes('Ready to accept connections')) break;
  });
  after(async () => {
    server.kill();
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
    await rm(folder, { recursive: true, force: true });
  });

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
    assert.rejects(RedisSession.open(`redis://127.0.0.1:${freePort()}`), { code: 'REDIS_UNREACHABLE', status: 503 }));

  it('says when the server goes while it waits', async () => {
    const session = await RedisSession.open(address());
    const waiting = assert.rejects(session.command('BLPOP', 'nothing', '0'), { code: 'REDIS_UNREACHABLE' });
    server.kill('SIGKILL');
    await waiting;
    await assert.rejects(session.command('PING'), { code: 'REDIS_UNREACHABLE' });
    await session.close();
  });
});

function freePort(): number {
  const socket = new BoundSocket({ host: '127.0.0.1', port: 0 });
  const { port } = socket.address();
  socket.close();
  return port;
}
