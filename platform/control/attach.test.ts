import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '#kit/time/clock.ts';
import { LogBook } from '../observe/log-book.ts';
import { Logs } from '../store/logs.ts';
import { until } from '../testing/dynod.ts';
import { clientCame, expectClient } from './attach.ts';

let folder: string;
let logs: Logs;
let logBook: LogBook;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rostra-attach-'));
  logs = new Logs(join(folder, 'logs.db'));
  logBook = new LogBook(logs, systemClock);
});
after(async () => {
  logs.close();
  await rm(folder, { recursive: true });
});

const told = (app: string) => logBook.newest(app, { lines: 10 }).map(({ dyno, text }) => `${dyno}: ${text}`);

describe('who starts a one-off dyno to read along', () => {
  it('and does not come is told of as R13, which is counted', async () => {
    expectClient({ logBook }, { app: 'shop', id: 'a', name: 'run.1' }, 10);
    await until(() => told('shop').length > 0);
    assert.deepEqual(told('shop'), ['run.1: Error R13 (Attach error): nobody attached to run.1 within 0.01 seconds; it runs on']);
    assert.deepEqual(
      logBook.codeCounts('shop', 0).map(({ code, count }) => [code, count]),
      [['R13', 1]],
    );
  });

  it('and comes is not', async () => {
    const house = { logBook };
    expectClient(house, { app: 'calm', id: 'a', name: 'run.1' }, 10);
    clientCame(house, 'a');
    expectClient(house, { app: 'late', id: 'b', name: 'run.2' }, 20);
    await until(() => told('late').length > 0);
    assert.deepEqual(told('calm'), []);
  });
});
