import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { normalisedEvent } from '../rules/errors/event.ts';
import { ErrorBook, type Incoming } from './error-book.ts';

const nowMs = 1_800_000_000_000;
const dayMs = 86_400_000;

let folder: string;
let book: ErrorBook;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rostra-error-book-'));
  book = new ErrorBook(join(folder, 'errors.db'));
});
after(async () => {
  book.close();
  await rm(folder, { recursive: true });
});

let made = 0;

function event(project: number, change: object = {}, atMs = nowMs): Extract<Incoming, { kind: 'event' }> {
  const id = String((made += 1)).padStart(32, '0');
  const circumstances = { receivedMs: atMs, id, keepsLabels: false };
  return { kind: 'event', project, event: normalisedEvent({ message: 'It broke', ...change }, circumstances), hash: 'one' };
}

const onlyIssue = (project: number) => book.issues.list({ projects: [project], state: 'all', search: '', limit: 10 })[0];

describe('a book of errors', () => {
  it('counts an event once, with who and what they have in common', () => {
    const twice = event(1, { user: { id: 'p1' }, tags: { room: 'a' } });
    book.take([twice, twice, event(1, { user: { id: 'p2' }, tags: { room: 'a' } }), event(1, { tags: { room: 'b' } })], nowMs);
    const issue = onlyIssue(1);
    assert.deepEqual([issue?.count, issue?.users], [3, 2]);
    const rooms = book.issues.tags(issue?.id ?? 0).filter(({ name }) => name === 'room');
    assert.deepEqual(
      rooms.map(({ value, count }) => [value, count]),
      [
        ['a', 2],
        ['b', 1],
      ],
    );
    assert.deepEqual(book.issues.tallies([1], 0), { accepted: 3, duplicate: 1 });
  });

  it('keeps what is one project’s from another', () => {
    book.take([event(2)], nowMs);
    assert.equal(book.issues.find([1], onlyIssue(2)?.id ?? 0), null);
  });

  it('tells each news once, in order', () => {
    book.take([event(3)], nowMs);
    const issue = onlyIssue(3);
    book.issues.stand(issue?.id ?? 0, { state: 'resolved', resolvedIn: null, ignoredUntilMs: null, ignoredUntilCount: null });
    book.take([event(3), event(3)], nowMs);
    const news = book.issues.newsAfter(0).filter(({ issue: { project } }) => project === 3);
    assert.deepEqual(
      news.map(({ kind }) => kind),
      ['new', 'regressed'],
    );
    assert.equal(book.issues.newsAfter(news.at(-1)?.id ?? 0).length, 0);
  });

  it('reads issues that were merged as one, and takes them apart again', () => {
    const all = () => book.issues.list({ projects: [5], state: 'all', search: '', limit: 10 });
    book.take([event(5, { user: { id: 'p1' } }), { ...event(5, { user: { id: 'p2' } }), hash: 'two' }], nowMs);
    const [one = 0, two = 0] = all().map(({ id }) => id);
    book.issues.merge(one, two);
    book.take([event(5, { user: { id: 'p2' } })], nowMs);
    assert.deepEqual(
      all().map(({ id, count, users, merged }) => [id, count, users, merged]),
      [[two, 3, 2, 1]],
    );
    assert.equal(book.issues.find([5], one)?.id, two);
    book.issues.stand(two, { state: 'resolved', resolvedIn: null, ignoredUntilMs: null, ignoredUntilCount: null });
    book.take([event(5)], nowMs);
    assert.equal(onlyIssue(5)?.state, 'regressed');
    book.issues.split(two);
    assert.deepEqual(new Set(all().map(({ count }) => count)), new Set([1, 3]));
  });

  it('keeps what a visitor says among the notes of the issue', () => {
    const seen = event(6);
    book.take([seen, { kind: 'feedback', project: 6, event: seen.event.id, name: 'Ann', words: 'I pressed twice.' }], nowMs);
    assert.deepEqual(
      book.issues.notes(onlyIssue(6)?.id ?? 0).map(({ actor, text }) => [actor, text]),
      [['visitor Ann', 'I pressed twice.']],
    );
  });

  it('knows what comes often, and to many, in a time', () => {
    const people = ['p1', 'p2', 'p2'].map((id) => event(8, { user: { id } }));
    book.take([...people, event(8, {}, nowMs - 600_000)], nowMs);
    const since = { projects: [8], sinceMs: nowMs - 60_000 };
    assert.deepEqual(
      book.issues.busy({ ...since, times: 3, people: null }).map(({ times, people: met }) => [times, met]),
      [[3, 2]],
    );
    assert.equal(book.issues.busy({ ...since, times: 4, people: null }).length, 0);
    assert.equal(book.issues.busy({ ...since, times: null, people: 2 }).length, 1);
  });

  it('makes an issue of a code of the platform, which grows with its count (ERR-17)', () => {
    const seen = { project: -7, app: 'lab', code: 'H12', title: 'H12: Request timeout', culprit: 'the platform' };
    for (const counted of [2, 2, 5]) book.seeCode({ ...seen, counted }, nowMs);
    assert.deepEqual([onlyIssue(-7)?.title, onlyIssue(-7)?.count], ['H12: Request timeout', 5]);
    book.seeCode({ ...seen, counted: 1 }, nowMs); // those of last week are no longer counted
    assert.equal(onlyIssue(-7)?.count, 5);
    book.seeCode({ ...seen, counted: 2 }, nowMs);
    assert.equal(onlyIssue(-7)?.count, 6);
  });

  it('forgets events that are too old or too many, and keeps what was counted (ERR-16)', () => {
    book.take([event(4, {}, nowMs - 100 * dayMs), event(4), event(4), event(4)], nowMs);
    book.prune({ sinceMs: nowMs - 90 * dayMs, events: 2, countsSinceMs: nowMs - 730 * dayMs });
    assert.deepEqual([book.use(4).rows, onlyIssue(4)?.count], [2, 4]);
    book.clear(4);
    assert.equal(onlyIssue(4), undefined);
  });
});
