import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { createLogger } from './logger.ts';

const logger = JSON.stringify(join(import.meta.dirname, 'logger.ts'));
const logs = `const { createLogger } = await import(${logger});
const log = createLogger({ name: 'trial' });
for (let i = 0; i < 5000; i += 1) log.info('thing_happened', { i });
await new Promise((resolve) => setTimeout(resolve, 50));
process.stderr.write('still here');`;

describe('a logger', () => {
  it('writes one JSON line an event', async () => {
    const child = spawn(process.execPath, ['-e', logs], { stdio: ['ignore', 'pipe', 'ignore'] });
    const lines = (await text(child.stdout)).trim().split('\n');
    assert.equal(lines.length, 5_000);
    assert.match(lines[7] ?? '', /^\{"level":"info","time":"[^"]+","name":"trial","i":7,"event":"thing_happened"\}$/);
  });

  it('costs lines, not the process, when the disk is full', async () => {
    const child = spawn('/bin/sh', ['-c', 'exec "$0" -e "$1" >/dev/full', process.execPath, logs], { stdio: ['ignore', 'pipe', 'pipe'] });
    const [said, [status]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    assert.deepEqual([said, status], ['still here', 0]);
  });

  it('may write to a file, which only its owner reads', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rostra-log-'));
    const file = join(folder, 'part.log');
    createLogger({ name: 'part', file }).warn('part_died', { part: 'router' });
    assert.match(await readFile(file, 'utf8'), /"level":"warn".*"event":"part_died"/);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    await rm(folder, { recursive: true });
  });
});
