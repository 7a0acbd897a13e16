import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readId } from '../ids.ts';
import type { DebateId, PersonId } from '../ids.ts';
import { areMade, changesOfDrop, debatesTouched, reseated, undoing } from './seating.ts';
import type { DropTarget, Seating } from './seating.ts';

const person = (id: number): PersonId => readId<PersonId>(id) ?? assert.fail();
const debate = (id: number): DebateId => readId<DebateId>(id) ?? assert.fail();
const [ann, bob, cem, dov] = [person(1), person(2), person(3), person(4)];
const seat = (id: number, place: 'C' | 'P' | 'T') => ({ debateId: debate(id), place });
const seating: Seating = new Map([
  [ann, seat(1, 'C')],
  [bob, seat(1, 'P')],
  [cem, seat(2, 'C')],
]);
const at = (id: number, place: 'C' | 'P' | 'T'): DropTarget => ({ kind: 'seat', seat: seat(id, place) });
const on = (adjudicatorId: PersonId): DropTarget => ({ kind: 'adjudicator', adjudicatorId });

describe('letting an adjudicator go', () => {
  const cases = [
    { it: 'on an empty seat moves them', who: bob, target: at(2, 'P'), expect: [[bob, seat(2, 'P')]] },
    { it: 'on their own seat changes nothing', who: bob, target: at(1, 'P'), expect: [] },
    { it: 'on themselves changes nothing', who: bob, target: on(bob), expect: [] },
    {
      it: 'on a chair that is taken swaps',
      who: bob,
      target: at(2, 'C'),
      expect: [
        [bob, seat(2, 'C')],
        [cem, seat(1, 'P')],
      ],
    },
    {
      it: 'on the chair of the same panel swaps their roles',
      who: bob,
      target: on(ann),
      expect: [
        [bob, seat(1, 'C')],
        [ann, seat(1, 'P')],
      ],
    },
    {
      it: 'from the free on somebody sends that one to the free',
      who: dov,
      target: on(ann),
      expect: [
        [dov, seat(1, 'C')],
        [ann, null],
      ],
    },
    {
      it: 'on somebody free swaps the same way',
      who: ann,
      target: on(dov),
      expect: [
        [ann, null],
        [dov, seat(1, 'C')],
      ],
    },
    { it: 'among the free empties the seat', who: ann, target: { kind: 'free' as const }, expect: [[ann, null]] },
    { it: 'of the free among the free changes nothing', who: dov, target: { kind: 'free' as const }, expect: [] },
    { it: 'of the free on another who is free changes nothing', who: dov, target: on(person(5)), expect: [] },
  ] as const;
  for (const c of cases)
    it(c.it, () =>
      assert.deepEqual(
        changesOfDrop(seating, c.who, c.target).map(({ adjudicatorId, to }) => [adjudicatorId, to]),
        c.expect,
      ),
    );
});

describe('changes of seats', () => {
  const swap = changesOfDrop(seating, bob, on(cem));
  it('are undone by what gives everybody the seat they had', () => {
    assert.equal(areMade(seating, swap), false);
    assert.equal(areMade(reseated(seating, swap), swap), true);
    assert.deepEqual(new Map(reseated(reseated(seating, swap), undoing(seating, swap))), seating);
  });
  it('touch the debates that are left and those that are entered, each once', () => {
    assert.deepEqual(debatesTouched(seating, swap), [1, 2]);
    assert.deepEqual(debatesTouched(seating, [{ adjudicatorId: dov, to: null }]), []);
  });
});
