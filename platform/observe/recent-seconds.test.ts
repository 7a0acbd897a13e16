import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { RecentSeconds } from './recent-seconds.ts';

/** What is kept, by second; what was asked of it. */
let kept: Map<number, string>;
let made: [from: number, to: number][];
let recent: RecentSeconds<{ readonly second: number; readonly value: string }>;

beforeEach(() => {
  kept = new Map([1, 2, 3, 4, 5].map((second) => [second, `${second}`]));
  made = [];
  recent = new RecentSeconds((_name, { from, to }) => {
    made.push([from, to]);
    return [...kept].filter(([second]) => second >= from && second < to).map(([second, value]) => ({ second, value }));
  });
});

const read = (from: number, to: number, name = 'lab'): string =>
  recent
    .read(name, { from, to })
    .map(({ value }) => value)
    .join('');

describe('the last seconds', () => {
  it('are made once, however many read them', () => {
    assert.deepEqual([read(1, 4), read(1, 4), read(2, 5), read(3, 4)], ['123', '123', '234', '3']);
    assert.deepEqual(made, [
      [1, 4],
      [4, 5],
    ]);
  });

  it('are made anew from the one of which something else is known', () => {
    read(1, 6);
    kept.set(4, 'x').delete(5);
    recent.changed(4);
    assert.equal(read(1, 6), '123x');
    assert.deepEqual(made.at(-1), [4, 6]);
  });

  it('change in one series alone where only that was measured', () => {
    read(1, 6, 'lab');
    read(1, 6, 'tab');
    recent.changed(5, 'tab');
    read(1, 6, 'lab');
    assert.equal(made.length, 2);
  });

  it('are looked for where they are kept when somebody reads further back', () => {
    read(4, 6);
    assert.equal(read(2, 6), '2345');
  });

  it('are let go when nobody reads them any more', () => {
    read(1, 6);
    recent.changed(100);
    read(1, 6);
    assert.deepEqual(made, [
      [1, 6],
      [1, 6],
    ]);
  });
});
