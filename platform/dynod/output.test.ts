import assert from 'node:assert/strict';
import { appendFile, mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { createLogger } from '#kit/log/logger.ts';
import { outputLimits } from '../rules/dyno-limits.ts';
import { outputBudget } from '../rules/output-budget.ts';
import { Logs } from '../store/logs.ts';
import { until } from '../testing/dynod.ts';
import type { LogStore, OutputBatch } from './log-store.ts';
import { Output } from './output.ts';
import { OutputFile } from './output-file.ts';

/** One dyno's output file, passed on to a real log store that can be away. */
class Scene {
  readonly file: OutputFile;
  readonly #folder: string;
  readonly #logs: Logs;
  isAway = false;
  waitingBytes: number = outputLimits.waitingBytes;
  /** How often control was asked while it was away. */
  refusals = 0;
  #base = 0;
  #output: Output;

  static async open(): Promise<Scene> {
    const folder = await mkdtemp(join(tmpdir(), 'rostra-output-'));
    await writeFile(join(folder, 'output.log'), '');
    return new Scene(folder);
  }

  private constructor(folder: string) {
    this.#folder = folder;
    this.file = new OutputFile(join(folder, 'output.log'));
    this.#logs = new Logs(join(folder, 'logs.db'));
    this.#output = this.#follow();
  }

  /** The app writes. */
  async write(text: string): Promise<void> {
    await appendFile(this.file.path, text);
    this.#output.ring();
  }

  /** dynod is exchanged. */
  restart(): void {
    this.#output.close();
    this.#output = this.#follow();
  }

  async finish(): Promise<void> {
    await this.#output.finish();
  }

  lines(): string[] {
    return this.#logs.newest('shop', { lines: 100_000 }).map((line) => line.text);
  }

  async close(): Promise<void> {
    this.isAway = false;
    await this.#output.finish();
    this.#logs.close();
    await rm(this.#folder, { recursive: true });
  }

  #follow(): Output {
    return new Output({
      dyno: { id: 'web1', app: 'shop', name: 'web.1' },
      file: this.file,
      store: this.#store(),
      logger: createLogger({ name: 'test', level: 'silent' }),
      base: this.#base,
      waitingBytes: this.waitingBytes,
      onBase: async (base) => {
        this.#base = base;
      },
    });
  }

  #store(): LogStore {
    return {
      storedOffset: async () => this.#present(() => this.#logs.storedOffset('web1')),
      store: async (batch) => this.#present(() => this.#append(batch)),
    };
  }

  #present(ask: () => number): number {
    if (!this.isAway) return ask();
    this.refusals += 1;
    throw new Error('control is away');
  }

  #append(batch: OutputBatch): number {
    const lines = batch.lines.map((line) => ({ ...line, app: batch.app, dyno: batch.dyno, source: 'app' as const }));
    return this.#logs.appendOutput({ ...batch, lines }, Date.now()).offset;
  }
}

function scene(name: string, test: (scene: Scene) => Promise<void>): void {
  it(name, async () => {
    const opened = await Scene.open();
    try {
      await test(opened);
    } finally {
      await opened.close();
    }
  });
}

const numbered = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, i) => `line ${from + i}`);
const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

describe('output of a dyno', () => {
  scene('is stored line by line, in order', async (dyno) => {
    await dyno.write(text(numbered(1, 5_000)));
    await until(() => dyno.lines().length === 5_000);
    assert.deepEqual(dyno.lines(), numbered(1, 5_000));
  });

  scene('waits while control is away, and is not lost', async (dyno) => {
    await dyno.write(text(numbered(1, 10)));
    await until(() => dyno.lines().length === 10);
    dyno.isAway = true;
    await dyno.write(text(numbered(11, 2_000)));
    await until(() => dyno.refusals > 0);
    dyno.isAway = false;
    await until(() => dyno.lines().length === 2_000);
    assert.deepEqual(dyno.lines(), numbered(1, 2_000));
  });

  scene('is stored once, however often dynod is exchanged', async (dyno) => {
    for (let round = 0; round < 20; round += 1) {
      await dyno.write(text(numbered(round * 100 + 1, round * 100 + 100)));
      dyno.restart();
    }
    await until(() => dyno.lines().length >= 2_000);
    assert.deepEqual(dyno.lines(), numbered(1, 2_000));
  });

  scene('without a line end comes after a while, and what follows is a line of its own', async (dyno) => {
    await dyno.write('Password: ');
    await until(() => dyno.lines().length === 1);
    await dyno.write('thank you\n');
    await until(() => dyno.lines().length === 2);
    assert.deepEqual(dyno.lines(), ['Password: ', 'thank you']);
  });

  scene('beyond what a log can hold is left out, and a line says how much', async (dyno) => {
    await dyno.write('.\n'.repeat(outputBudget.lines + 5_000));
    await until(() => dyno.lines().some((line) => line.startsWith('L12')));
    const stored = dyno.lines().filter((line) => line === '.').length;
    assert.ok(stored >= outputBudget.lines && stored < outputBudget.lines + outputLimits.batchLines, `${stored} lines`);
    const leftOut = outputBudget.lines + 5_000 - stored;
    assert.equal(dyno.lines().at(-1), `L12 (Local buffer overflow): ${leftOut} lines of output before this line were left out`);
    await dyno.write('after the storm\n');
    await until(() => dyno.lines().at(-1) === 'after the storm');
  });

  scene('that waited too long for control has lost its beginning, and L13 says how much', async (dyno) => {
    dyno.isAway = true;
    dyno.waitingBytes = 400;
    dyno.restart();
    await until(() => dyno.refusals > 0);
    await dyno.write('a line of 20 letters\n'.repeat(100));
    dyno.isAway = false;
    await until(() => dyno.lines().length > 0);
    const [first, ...kept] = dyno.lines();
    assert.equal(first, `L13 (Local delivery error): ${100 * 21 - 200} bytes of output before this line were dropped`);
    assert.deepEqual(
      kept.slice(1),
      Array.from({ length: 9 }, () => 'a line of 20 letters'),
    );
  });

  scene('in a line too long is cut', async (dyno) => {
    await dyno.write(`${'x'.repeat(outputLimits.lineBytes + 5)}\n`);
    await until(() => dyno.lines().length === 2);
    assert.deepEqual(
      dyno.lines().map((line) => line.length),
      [outputLimits.lineBytes, 5],
    );
  });

  scene('goes on when the app itself empties the file', async (dyno) => {
    await dyno.write(text(numbered(1, 3)));
    await until(() => dyno.lines().length === 3);
    await truncate(dyno.file.path, 0); // `echo x > /dev/stderr`
    await dyno.write('a new beginning\n');
    await until(() => dyno.lines().length === 4);
    assert.equal(dyno.lines().at(-1), 'a new beginning');
  });

  scene('takes no more disk than what is not stored yet', async (dyno) => {
    const line = `${'y'.repeat(999)}\n`;
    const lines = (outputLimits.punchBytes * 2) / line.length;
    for (let written = 0; written < lines; written += 1_000) await dyno.write(line.repeat(1_000));
    await until(async () => (await stat(dyno.file.path)).blocks * 512 < outputLimits.punchBytes * 2);
    await until(() => dyno.lines().length >= lines);
    assert.ok(dyno.lines().every((stored) => stored === line.trim()));
  });

  scene('is all stored when it has ended, its unfinished line too', async (dyno) => {
    await dyno.write('one\ntwo');
    await dyno.finish();
    assert.deepEqual(dyno.lines(), ['one', 'two']);
  });
});
