import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { roomPeople } from './room-people.ts';

describe('who is expected in a room', () => {
  const crowd = {
    labels: ['anna', 'bert', 'carl', 'dora', 'emil', 'finn'],
    waiting: [{ label: 'bert' }, { label: null }],
    seated: [
      { label: 'carl', pageIndex: 2, seenAgoMs: 4_000 },
      { label: 'dora', pageIndex: 2, seenAgoMs: 40_000 },
      { label: 'emil', pageIndex: 4, seenAgoMs: 40_000 },
      { label: 'finn', pageIndex: 0, seenAgoMs: null },
    ],
    maxPageIndex: 3,
  };
  it('is absent, waits, plays, is away or has finished', () => {
    const states = Object.fromEntries(roomPeople(crowd).map(({ label, state }) => [label, state]));
    assert.deepEqual(states, { anna: 'absent', bert: 'waiting', carl: 'playing', dora: 'away', emil: 'finished', finn: 'absent' });
  });
  it('is not known without a list', () => assert.deepEqual(roomPeople({ ...crowd, labels: null }), []));
});
