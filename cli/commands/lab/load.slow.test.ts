import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../../..');
const run = promisify(execFile);

function load(...typed: string[]): Promise<{ stdout: string }> {
  return run(process.execPath, [join(root, 'bin/rostra.mjs'), 'lab', 'load', ...typed], { cwd: join(root, 'demo/lab') });
}

interface Figures {
  readonly decisions: number;
  readonly finished: number;
  readonly failed: number;
  readonly messagesPerSecond: number;
  readonly cpu: number;
}

const said = (error: unknown): string => (error instanceof Error && 'stderr' in error ? String(error.stderr) : '');

describe('rostra lab load --versus', () => {
  it('plays both versions to their end and says what a decision costs in each', async () => {
    const { stdout } = await load('--versus', 'prisoner_rounds', 'prisoner_live', '--participants', '4', '--think', '0', '--json');
    const played: Figures[] = JSON.parse(stdout);
    for (const { finished, failed, decisions, cpu } of played) {
      assert.deepEqual({ finished, failed, decisions }, { finished: 4, failed: 0, decisions: 80 });
      assert.ok(cpu > 0);
    }
    const messages = played.map(({ messagesPerSecond }) => messagesPerSecond > 0);
    assert.deepEqual(messages, [false, true]);
  });

  it('says what it needs', async () => {
    await assert.rejects(load('--versus', 'prisoner_rounds'), (error) => /Name the other one/.test(said(error)));
    await assert.rejects(load('prisoner_rounds', 'prisoner_live'), (error) =>
      /Compare the two: rostra lab load --versus/.test(said(error)),
    );
    await assert.rejects(load('--versus', 'prisoner_rounds', 'nothing'), (error) =>
      /no session called nothing.*There are: /s.test(said(error)),
    );
  });
});
