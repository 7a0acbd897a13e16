import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { statusOf, withChange, withNote, type AppStatus, type StatusChange } from './status-page.ts';

const today = { isInMaintenance: false, hasRelease: true, desired: 2, starting: 0, up: 2, waiting: 0 };

describe('how an app stands', () => {
  const cases = [
    { it: 'works', app: today, expect: 'works' },
    { it: 'is busy while people wait in line', app: { ...today, waiting: 1 }, expect: 'busy' },
    { it: 'is starting', app: { ...today, up: 0, starting: 1 }, expect: 'starting' },
    { it: 'is down when nothing of it answers or starts', app: { ...today, up: 0 }, expect: 'down' },
    { it: 'is off when nobody wants it', app: { ...today, desired: 0, up: 0 }, expect: 'off' },
    { it: 'is closed, however many run', app: { ...today, isInMaintenance: true }, expect: 'maintenance' },
  ] as const;
  for (const { it: name, app, expect } of cases) it(name, () => assert.equal(statusOf(app), expect));
});

describe('notes', () => {
  it('stay for a day, the newest first', () => {
    const note = (at: string, text: string) => ({ at, text, nextAt: null });
    const first = withNote({ notes: [] }, note('2026-07-05T09:00Z', 'Round 1 is late'), '2026-07-04T09:00Z');
    const second = withNote(first, note('2026-07-05T10:00Z', 'Round 1 is out'), '2026-07-04T10:00Z');
    assert.deepEqual(
      second.notes.map(({ text }) => text),
      ['Round 1 is out', 'Round 1 is late'],
    );
    assert.equal(withNote(second, note('2026-07-06T09:30Z', 'Day 2'), '2026-07-05T09:30Z').notes.length, 2);
  });
});

describe('how it stood today', () => {
  const minute = 60_000;
  const after = (...words: readonly (readonly [number, AppStatus])[]): string =>
    words
      .reduce<readonly StatusChange[]>((changes, [minutes, word]) => withChange(changes, { atMs: minutes * minute, word }), [])
      .map(({ word, atMs }) => `${word} ${atMs / minute}`)
      .join();
  const cases = [
    {
      it: 'tells each change, the newest first',
      words: [
        [0, 'works'],
        [10, 'down'],
        [15, 'works'],
      ],
      expect: 'works 15,down 10,works 0',
    },
    {
      it: 'leaves out what was over within a minute',
      words: [
        [0, 'works'],
        [10, 'starting'],
        [10.2, 'works'],
      ],
      expect: 'works 0',
    },
    {
      it: 'minds no line at a desk',
      words: [
        [0, 'works'],
        [10, 'busy'],
        [20, 'works'],
      ],
      expect: 'works 0',
    },
    {
      it: 'forgets what was more than a day ago',
      words: [
        [0, 'works'],
        [10, 'off'],
        [20, 'works'],
        [2000, 'down'],
      ],
      expect: 'down 2000,works 20',
    },
  ] as const;
  for (const c of cases) it(c.it, () => assert.equal(after(...c.words), c.expect));
});
