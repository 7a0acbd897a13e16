import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Logs } from './logs.ts';
import type { NewLine } from './logs.ts';

let folder = '';
let logs: Logs;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rostra-logs-'));
  logs = new Logs(join(folder, 'logs.db'));
});
beforeEach(() => ['lab', 'tab'].forEach((app) => logs.forget(app)));
after(async () => {
  logs.close();
  await rm(folder, { recursive: true });
});

const line = (change: Partial<NewLine> = {}): NewLine => ({
  app: 'lab',
  atMs: 1_000,
  source: 'app',
  dyno: 'web.1',
  text: 'hello',
  ...change,
});
const texts = (app: string, filter: Parameters<Logs['newest']>[1]): string[] => logs.newest(app, filter).map((each) => each.text);

describe('lines', () => {
  it('are the newest, oldest of them first, of one app', () => {
    logs.append(['a', 'b', 'c'].map((text) => line({ text })));
    logs.append([line({ app: 'tab', text: 'elsewhere' })]);
    assert.deepEqual(texts('lab', { lines: 2 }), ['b', 'c']);
  });

  const filters = [
    { it: 'one dyno', filter: { dyno: 'web.1' }, expect: ['one'] },
    { it: 'a process type, and none whose name begins alike', filter: { dyno: 'web' }, expect: ['one', 'two'] },
    { it: 'the platform', filter: { source: 'rostra' as const }, expect: ['routed'] },
  ];
  for (const c of filters) {
    it(`of ${c.it}`, () => {
      logs.append([
        line({ text: 'one' }),
        line({ text: 'two', dyno: 'web.2' }),
        line({ text: 'other', dyno: 'webhooks.1' }),
        line({ text: 'routed', dyno: 'router', source: 'rostra' }),
      ]);
      assert.deepEqual(texts('lab', { lines: 10, ...c.filter }), c.expect);
    });
  }
});

describe('codes of a time', () => {
  it('are those of the supervisor and the log; the router counts its own', () => {
    const ofPlatform = (atMs: number, dyno: string, text: string): NewLine => line({ atMs, source: 'rostra', dyno, text });
    logs.append([
      ofPlatform(1_000, 'web.1', 'Error R14 (Memory quota exceeded)'),
      ofPlatform(2_000, 'web.1', 'Error R14 (Memory quota exceeded)'),
      ofPlatform(2_500, 'router', 'at=error code=H12 desc="Request timeout" method=GET'),
      line({ atMs: 2_600, text: 'Error in a view' }),
      line({ atMs: 2_700, text: 'L12 (Local buffer overflow): 3 lines of output before this line were left out' }),
      ofPlatform(3_000, 'web.1', 'Error R15 (Memory quota vastly exceeded)'),
    ]);
    assert.deepEqual(logs.dynoCodes('lab', { sinceMs: 1_500, untilMs: 3_000 }), [
      { code: 'R14', atMs: 2_000 },
      { code: 'L12', atMs: 2_700 },
    ]);
  });
});

describe("a dyno's output", () => {
  it('is stored once, wherever the sender begins again', () => {
    const piece = { dynoId: 'once', from: 0, to: 6, lines: [line({ text: 'first' })] };
    assert.equal(logs.appendOutput(piece, 0).offset, 6);
    assert.deepEqual(logs.appendOutput(piece, 0), { offset: 6, ids: [] });
    assert.equal(logs.appendOutput({ ...piece, from: 6, to: 12, lines: [line({ text: 'second' })] }, 0).offset, 12);
    assert.equal(logs.storedOffset('once'), 12);
    assert.deepEqual(texts('lab', { lines: 10 }), ['first', 'second']);
  });

  it('that does not follow what is stored waits for what is missing', () => {
    const piece = { dynoId: 'gap', from: 100, to: 106, lines: [line()] };
    assert.deepEqual(logs.appendOutput(piece, 0), { offset: 0, ids: [] });
    assert.deepEqual(texts('lab', { lines: 10 }), []);
  });
});

describe('offsets', () => {
  it('of dynos that are gone are forgotten, of silent ones kept', () => {
    for (const dynoId of ['silent', 'gone']) logs.appendOutput({ dynoId, from: 0, to: 5, lines: [] }, 1);
    logs.forgetOffsets({ olderThanMs: 2, keep: ['silent'] });
    assert.deepEqual([logs.storedOffset('silent'), logs.storedOffset('gone')], [5, 0]);
  });
});

describe('pruning', () => {
  it('drops what is too old', () => {
    logs.append([line({ atMs: 1, text: 'old' }), line({ atMs: 100, text: 'young' })]);
    assert.equal(logs.prune({ olderThanMs: 50, bytesPerApp: 1_000_000 }), 1);
    assert.deepEqual(texts('lab', { lines: 10 }), ['young']);
    assert.equal(logs.prune({ olderThanMs: 50, bytesPerApp: 1_000_000 }), 0);
  });

  it('drops the oldest of an app that takes too much, and of no other', () => {
    logs.append(Array.from({ length: 6_000 }, (_, i) => line({ text: `line ${i}` })));
    logs.append([line({ app: 'tab', text: 'quiet' })]);
    while (logs.prune({ olderThanMs: 0, bytesPerApp: 100_000 }) > 0);
    assert.equal(texts('lab', { lines: 10_000 }).at(-1), 'line 5999');
    assert.ok(texts('lab', { lines: 10_000 }).length < 2_000);
    assert.deepEqual(texts('tab', { lines: 10 }), ['quiet']);
  });
});
