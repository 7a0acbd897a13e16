import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listed, statusesOf, type ListWish } from './monitor-list.ts';
import type { SeatView } from './monitor.ts';

const seat = (number: number, over: Partial<SeatView>): SeatView => ({
  number, code: `code${number}`, name: `P${number}`, state: 'ok', words: 'working', fault: null, page: 'Decide', round: null, sinceMs: null, group: null,
  pageIndex: 1, place: over.pageIndex ?? 1, payoff: 0, status: '', treatment: null, label: null, leftMs: null, usualMs: null, seenAgoMs: null, notice: null, ...over,
}); // prettier-ignore
const seats = [
  seat(1, { name: 'B10', pageIndex: 3, sinceMs: 5_000, status: 'dropout', treatment: 'tax' }),
  seat(2, { name: 'B9', pageIndex: 1, state: 'wait', words: 'waits for B10', sinceMs: 9_000, treatment: 'gift' }),
  seat(3, { name: 'A1', pageIndex: 3, sinceMs: null, status: 'finished' }),
];
const wish: ListWish = { sort: 'number', isDescending: false, status: null };
const order = (over: Partial<ListWish>): number[] => listed(seats, { ...wish, ...over }).map(({ number }) => number);

describe('listed', () => {
  const cases = [
    { it: 'by number', over: {}, expect: [1, 2, 3] },
    { it: 'by label, as people count', over: { sort: 'label' }, expect: [3, 2, 1] },
    { it: 'by progress, the slowest first; equals by number', over: { sort: 'progress' }, expect: [2, 1, 3] },
    { it: 'who waits first', over: { sort: 'waiting' }, expect: [2, 1, 3] },
    { it: 'who is longest on a page first', over: { sort: 'since' }, expect: [2, 1, 3] },
    { it: 'by treatment, those without one first', over: { sort: 'treatment' }, expect: [3, 2, 1] },
    { it: 'the other way round', over: { sort: 'progress', isDescending: true }, expect: [1, 3, 2] },
    { it: 'only those of a status', over: { status: 'dropout' }, expect: [1] },
    { it: 'only those without a status', over: { status: '' }, expect: [2] },
  ] as const;
  for (const c of cases) it(c.it, () => assert.deepEqual(order(c.over), c.expect));

  it('names each status once', () => assert.deepEqual(statusesOf(seats), ['dropout', 'finished']));
});
