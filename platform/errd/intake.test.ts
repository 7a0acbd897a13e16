import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '#kit/time/clock.ts';
import { normalisedEvent } from '../rules/errors/event.ts';
import { ErrorBook, type Incoming } from '../store/error-book.ts';
import { Intake } from './intake.ts';

let folder: string;
let book: ErrorBook;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rostra-intake-'));
  book = new ErrorBook(join(folder, 'errors.db'));
});
after(async () => {
  book.close();
  await rm(folder, { recursive: true });
});

const incoming = (id: string, change: object = {}): Incoming => {
  const event = normalisedEvent({ message: 'It broke' }, { receivedMs: 1_800_000_000_000, id: id.padStart(32, '0'), keepsLabels: false });
  return { kind: 'event', project: 1, event: { ...event, ...change }, hash: 'one' };
};

describe('an intake', () => {
  it('loses only the event that cannot be written, not those that came beside it', async () => {
    const intake = new Intake(book, systemClock);
    const beside = [intake.take([incoming('a')]), intake.take([incoming('b', { atMs: 0.5 })]), intake.take([incoming('c')])];
    const outcomes = await Promise.allSettled(beside);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.equal(book.use(1).rows, 2);
  });
});
