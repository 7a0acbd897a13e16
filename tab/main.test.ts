import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { connect } from '#kit/db/connect.ts';
import { send } from '#kit/http/client.ts';
import { createLogger } from '#kit/log/logger.ts';
import { testDatabase } from '#kit/testing/database.ts';
import type { TestDatabase } from '#kit/testing/database.ts';
import { list } from './store/tournaments.ts';

interface Part {
  readonly child: ChildProcess;
  /** Resolves with the line of its log that has this event. */
  said(event: string): Promise<Record<string, unknown>>;
}

describe('the processes of a tab', () => {
  let database: TestDatabase;
  const parts: Part[] = [];
  before(async () => {
    database = await testDatabase();
  });
  after(async () => {
    for (const { child } of parts) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await database.drop();
  });

  function start(verb: 'serve' | 'work', env: NodeJS.ProcessEnv = {}): Part {
    const code = `await (await import(${JSON.stringify(join(import.meta.dirname, 'main.ts'))})).${verb}()`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
      env: { ...process.env, DATABASE_URL: database.url, PORT: '0', DEMO_DATA: '1', TAB_API_KEY: 'key', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines: Record<string, unknown>[] = [];
    const waiting = new Set<() => void>();
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(JSON.parse(line));
      for (const look of waiting) look();
    });
    const said = (event: string): Promise<Record<string, unknown>> =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const line = lines.find((one) => one['event'] === event);
          if (line) resolve(line);
        };
        waiting.add(look);
        look();
        child.once('exit', () => reject(new Error(`exited before it said ${event}`)));
      });
    const part = { child, said };
    parts.push(part);
    return part;
  }

  it('start at once on an empty database and make one demo tournament together', async () => {
    const webs = [start('serve'), start('serve')];
    const worker = start('work');
    const listening = await Promise.all(webs.map((web) => web.said('tab_listening')));
    await worker.said('worker_ready');
    for (const { address } of listening) {
      const answer = await send({ url: `${String(address)}/api/v1/tournaments`, headers: { authorization: 'Token key' } });
      assert.match(answer.text, /"slug":"harbour-open"/);
    }
    const db = connect({ url: database.url, logger: createLogger({ name: 'test', level: 'silent' }), applicationName: 'test' });
    assert.equal((await list(db)).length, 1);
    await db.end();
  });

  it('end cleanly when told to', async () => {
    const ends = parts.map(async ({ child }) => {
      const end = once(child, 'exit');
      child.kill('SIGTERM');
      assert.deepEqual(await end, [0, null]);
    });
    await Promise.all(ends);
  });

  it('say in one sentence that the port is taken', async () => {
    const first = start('serve');
    const { address } = await first.said('tab_listening');
    const second = start('serve', { PORT: new URL(String(address)).port });
    let words = '';
    second.child.stderr?.on('data', (data: Buffer) => (words += data.toString()));
    await once(second.child, 'exit');
    assert.match(words, /Port \d+ is taken by another program\./);
    first.child.kill('SIGTERM');
    await once(first.child, 'exit');
  });
});
