import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { historyLines, isPublicChange } from './history.ts';
import type { RoundEntry, TakenBack } from './history.ts';
import { debatesOf, diffOf, doOverlap, isAsLeft, isEmpty, undoing } from './round-diff.ts';
import type { Kept, RoundDiff, RoundState } from './round-diff.ts';
import { debate } from '../sample-ids.ts';

const rooms = (given: Readonly<Record<string, Kept>>): RoundState => ({ rooms: new Map(Object.entries(given)) });

describe('the difference that an act makes', () => {
  const diff = diffOf(rooms({ 1: 11, 2: 12, 3: 13 }), rooms({ 1: 12, 3: 13, 4: 14 }));

  it('is what stood before and after under each key that changed', () =>
    assert.deepEqual(diff, { rooms: { 1: [11, 12], 2: [12, null], 4: [null, 14] } }));

  it('is empty where nothing changed', () => assert.equal(isEmpty(diffOf(rooms({ 1: [1, 'x'] }), rooms({ 1: [1, 'x'] }))), true));

  it('stands while all it touched is as it left it, whatever else changes', () => {
    assert.equal(isAsLeft(diff, rooms({ 1: 12, 3: 99, 4: 14 })), true);
    assert.equal(isAsLeft(diff, rooms({ 1: 12, 2: 15, 4: 14 })), false);
  });

  it('is taken back by what stood before', () =>
    assert.deepEqual(
      undoing(diff).rooms,
      new Map<string, Kept>([
        ['1', 11],
        ['2', 12],
        ['4', null],
      ]),
    ));

  it('overlaps with another that touched the same', () => {
    assert.equal(doOverlap(diff, { rooms: { 4: [14, 15] } }), true);
    assert.equal(doOverlap(diff, { rooms: { 9: [1, 2] }, panels: { 4: [null, null] } }), false);
  });

  it('names its debates, also those that seats are in', () =>
    assert.deepEqual(debatesOf({ rooms: { 5: [1, 2] }, panels: { 70: [[[6, 'C']], [[7, 'P']]] } }), [debate(5), debate(6), debate(7)]));
});

const at = new Date(0);
// oxlint-disable-next-line max-params -- a journal reads best in columns
const entry = (seq: number, verb: string, diff: RoundDiff, takenBack: TakenBack | null = null): RoundEntry => ({
  seq,
  at,
  actor: 'ann',
  verb,
  words: null,
  takenBack,
  diff,
});

/** "3 open, 2 undone": how each act stands, the newest first. */
const standings = (entries: readonly RoundEntry[], now: RoundState): string =>
  historyLines(entries, now)
    .map((line) => `${line.entry.seq} ${line.standing.kind}`)
    .join(', ');

describe('what can be taken back', () => {
  const moved = entry(1, 'room_moved', { rooms: { 1: [11, 12] } });
  const again = entry(2, 'room_moved', { rooms: { 1: [12, 13] } });
  const back = entry(3, 'taken_back', { rooms: { 1: [13, 12] } }, { undoes: 2, of: 'room_moved', turn: 'back' });

  it('is what stands as it was left; what is older waits for it', () => {
    assert.equal(standings([again, moved], rooms({ 1: 13 })), '2 open, 1 blocked');
    const [, older] = historyLines([again, moved], rooms({ 1: 13 }));
    assert.deepEqual(older?.standing, { kind: 'blocked', why: 'ann moved a room since then: take that back first.' });
  });

  it('is the older one too once the newer was taken back', () =>
    assert.equal(standings([back, again, moved], rooms({ 1: 12 })), '3 open, 2 undone, 1 open'));

  it('is not what was taken back already, even if all happens to be as it was left', () => {
    const first = entry(4, 'taken_back', { rooms: { 1: [12, 11] } }, { undoes: 1, of: 'room_moved', turn: 'back' });
    assert.equal(standings([first, back, again, moved], rooms({ 1: 13 })), '4 blocked, 3 blocked, 2 undone, 1 undone');
  });

  it('is nothing of acts that changed nothing, or of another kind', () =>
    assert.equal(
      standings([entry(2, 'room_moved', {}), entry(1, 'ballot_confirmed', { rooms: { 1: [1, 2] } })], rooms({ 1: 2 })),
      '2 final, 1 final',
    ));

  it('takes the right to do it again where it was taken back', () => {
    const published = entry(1, 'draw_published', { round: { draw_status: ['C', 'R'] } });
    const withdrawn = entry(2, 'taken_back', { round: { draw_status: ['R', 'C'] } }, { undoes: 1, of: 'draw_published', turn: 'back' });
    const now = (status: string): RoundState => ({ round: new Map([['draw_status', status]]) });
    assert.deepEqual(historyLines([published], now('R'))[0]?.standing, { kind: 'open', needs: 'unrelease.draw' });
    assert.deepEqual(historyLines([withdrawn, published], now('C'))[0]?.standing, { kind: 'open', needs: 'release.draw' });
  });
});

describe('taking back is public', () => {
  it('where the round itself changes, or its public draw', () => {
    assert.equal(isPublicChange({ round: { completed: [false, true] } }, false), true);
    assert.equal(isPublicChange({ round: { draw_status: ['C', 'R'] } }, false), true);
    assert.equal(isPublicChange({ round: { draw_status: ['D', 'C'] } }, false), false);
    assert.equal(isPublicChange({ rooms: { 1: [1, 2] } }, true), true);
    assert.equal(isPublicChange({ rooms: { 1: [1, 2] } }, false), false);
    assert.equal(isPublicChange({ weights: { 1: [1, 2] } }, true), false);
  });
});
