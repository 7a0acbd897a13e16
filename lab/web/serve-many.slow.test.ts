import assert from 'node:assert/strict';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { EventEmitter, on, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { after, before, describe, it } from 'node:test';
import demo from '../../demo/lab/rostra.lab.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';

const root = join(import.meta.dirname, '../..');

/** The processes that a process has started. */
async function childrenOf(pid: number | undefined): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.trim().split(' ').map(Number);
}

describe('a lab that is told to serve by two processes', () => {
  let lab: TestLab;
  let child: ChildProcessByStdio<null, Readable, null>;
  let url = '';
  const listening = new EventEmitter<{ one: [] }>();
  const each = on(listening, 'one');
  before(async () => {
    lab = await testLab(demo);
    const env = { PORT: '0', DATABASE_URL: lab.databaseUrl, LAB_PROCESSES: '2' };
    child = spawn(process.execPath, [join(root, 'lab/main.ts')], {
      cwd: join(root, 'demo/lab'),
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    createInterface(child.stdout).on('line', (line) => {
      const address = /"event":"lab_listening".*?"address":"([^"]+)"|"address":"([^"]+)".*?"event":"lab_listening"/.exec(line);
      if (!address) return;
      url = address[1] ?? address[2] ?? '';
      listening.emit('one');
    });
    await each.next();
    await each.next();
  });
  after(async () => {
    child?.kill('SIGKILL');
    await lab?.close();
  });
  const health = async (): Promise<number> => (await fetch(`${url}/health`, { headers: { connection: 'close' } })).status;

  it('goes on when one of them dies, and starts it again', async () => {
    const [first = 0, ...others] = await childrenOf(child.pid);
    assert.equal(others.length, 1);
    process.kill(first, 'SIGKILL');
    await each.next();
    assert.equal((await childrenOf(child.pid)).length, 2);
    assert.equal(await health(), 200);
  });

  it('stops whole', async () => {
    const children = await childrenOf(child.pid);
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    assert.deepEqual(await ended, [0, null]);
    for (const pid of children) assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
  });
});

describe('a lab of two processes that cannot serve', () => {
  it('ends and says why', async () => {
    const env = { PORT: '0', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', LAB_PROCESSES: '2' };
    const child = spawn(process.execPath, [join(root, 'lab/main.ts')], {
      cwd: import.meta.dirname,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => void (said += chunk.toString()));
    assert.deepEqual(await once(child, 'close'), [1, null]);
    assert.match(said, /rostra\.lab\.ts/);
  });
});
