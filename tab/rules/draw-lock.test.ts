import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lockRefusal, type LockableRound } from './draw-lock.ts';

const minute = 60_000;
const published: LockableRound = { stage: 'P', drawStatus: 'R', drawPublishedAt: new Date(0) };
const cases = [
  { it: 'a team may not be moved while people walk to their rooms', verb: 'draw_edited', round: published, at: 0, left: 10 },
  { it: 'the last minute counts whole', verb: 'draw_withdrawn', round: published, at: 9.5, left: 1 },
  { it: 'a clock that is behind keeps nobody waiting for longer', verb: 'draw_edited', round: published, at: -60, left: 10 },
  { it: 'then the draw is open again', verb: 'draw_withdrawn', round: published, at: 10, left: 0 },
  { it: 'an adjudicator may be replaced at any time', verb: 'adjudicator_moved', round: published, at: 0, left: 0 },
  { it: 'a draw that nobody has seen is open', verb: 'draw_edited', round: { ...published, drawStatus: 'C' as const }, at: 0, left: 0 },
  { it: 'sides of a final are tossed for', verb: 'draw_edited', round: { ...published, stage: 'E' as const }, at: 0, left: 0 },
];

describe('a draw locked for ten minutes', () => {
  for (const { it: rule, verb, round, at, left } of cases)
    it(rule, () => {
      const refusal = lockRefusal(verb, round, { minutes: 10, nowMs: at * minute });
      assert.equal(Number(/for (\d+) more/.exec(refusal ?? 'for 0 more')?.[1]), left);
    });
});

it('a draw that is never locked is open, whatever the clocks say', () =>
  assert.equal(lockRefusal('draw_withdrawn', published, { minutes: 0, nowMs: -60 * minute }), null));
