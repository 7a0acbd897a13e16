import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#kit/math/random.ts';
import { law } from '#kit/testing/law.ts';
import { debate, venue } from '../sample-ids.ts';
import { cheapestRooms } from './cheapest-rooms.ts';
import { roomOutcomes, type Room, type RoomAllocation, type RoomConstraint, type RoomedDebate } from './room.ts';
import { roomsInTurn } from './rooms-in-turn.ts';

function room(id: number, priority: number, categories: readonly number[] = []): Room {
  return { id: venue(id), priority, capacity: null, categories: new Set(categories) };
}

/** "7!3" is a wish for category 7 of priority 3. */
function roomed(id: number, wishes = '', rest: Partial<RoomedDebate> = {}): RoomedDebate {
  const constraints = wishes.split(' ').flatMap((word, index): RoomConstraint[] => {
    const [category, priority] = word.split('!').map(Number);
    return word === '' ? [] : [{ category: category ?? 0, priority: priority ?? 0, subject: `team ${id}-${index}` }];
  });
  return { id: debate(id), constraints, people: 5, previous: new Set(), lockedTo: null, ...rest };
}

/** "1:11 2:–" is debate 1 in room 11 and debate 2 without one. */
function words(allocation: RoomAllocation): string {
  return [...allocation].map(([id, given]) => `${id}:${given ?? '–'}`).join(' ');
}

function cheapest(debates: readonly RoomedDebate[], rooms: readonly Room[], rotation: 'stay' | 'rotate' | 'any' = 'any'): string {
  return words(cheapestRooms({ debates, rooms, rotation }, seededRandom('rooms')));
}

describe('the best rooms as a whole', () => {
  it('are the preferred ones', () => assert.equal(cheapest([roomed(1)], [room(11, 10), room(12, 100)]), '1:12'));

  it('meet wishes before preferences', () => {
    assert.equal(cheapest([roomed(1, '7!1')], [room(11, 10, [7]), room(12, 100)]), '1:11');
  });

  it('meet the wish of higher priority where only one can be', () => {
    assert.equal(cheapest([roomed(1, '7!1'), roomed(2, '7!2')], [room(11, 1, [7]), room(12, 1)]), '1:12 2:11');
  });

  it('meet one of higher priority rather than many of lower', () => {
    assert.equal(cheapest([roomed(1, '8!2 7!1 7!1 7!1')], [room(11, 1, [7]), room(12, 1, [8])]), '1:12');
  });

  it('see that debates make way for one another', () => {
    assert.equal(cheapest([roomed(1, '7!2'), roomed(2, '8!1')], [room(11, 1, [7, 8]), room(12, 1, [7])]), '1:12 2:11');
  });

  it('are large enough where they can be', () => {
    assert.equal(
      cheapest(
        [roomed(1, '', { people: 9 }), roomed(2)],
        [
          { ...room(11, 1), capacity: 6 },
          { ...room(12, 1), capacity: 10 },
        ],
      ),
      '1:12 2:11',
    );
  });

  it('leave a debate without a room where rooms are short, but none empty', () => {
    const found = cheapestRooms(
      { debates: [roomed(1), roomed(2, '7!1')], rooms: [room(11, 1, [7])], rotation: 'any' },
      seededRandom('short'),
    );
    assert.equal(words(found), '1:– 2:11');
  });

  it('keep a locked room for its debate', () => {
    const rooms = [room(11, 100), room(12, 1)];
    assert.equal(cheapest([roomed(1), roomed(2, '', { lockedTo: venue(11) })], rooms), '1:12 2:11');
  });

  it('stay or change as wanted', () => {
    const rooms = [room(11, 1), room(12, 1)];
    const debates = [roomed(1, '', { previous: new Set([venue(11)]) }), roomed(2, '', { previous: new Set([venue(12)]) })];
    assert.equal(cheapest(debates, rooms, 'stay'), '1:11 2:12');
    assert.equal(cheapest(debates, rooms, 'rotate'), '1:12 2:11');
  });
});

describe('rooms in turn', () => {
  const inTurn = (debates: readonly RoomedDebate[], rooms: readonly Room[]): string =>
    words(roomsInTurn({ debates, rooms }, seededRandom('turn')));

  it('serve the most wanted wish first', () => {
    assert.equal(inTurn([roomed(1, '7!1'), roomed(2, '7!2')], [room(11, 1, [7]), room(12, 1)]), '1:12 2:11');
  });
  it('go on to the next wish where the first cannot be met', () => {
    assert.equal(inTurn([roomed(1, '9!5 7!1')], [room(11, 1), room(12, 1, [7])]), '1:12');
  });
  it('use a room that was not preferred for a wish, and then one preferred less', () => {
    assert.equal(inTurn([roomed(1, '7!1'), roomed(2)], [room(11, 100), room(12, 50), room(13, 1, [7])]), '1:13 2:11');
  });
  it('leave who comes last without a room', () => assert.equal(inTurn([roomed(1, '7!1'), roomed(2)], [room(11, 1, [7])]), '1:11 2:–'));
});

describe('whose wishes a room meets', () => {
  it('says the category, or that none is met', () => {
    assert.deepEqual(roomOutcomes(roomed(1, '7!2 8!1'), room(11, 1, [8])), [
      { subject: 'team 1-0', metBy: null },
      { subject: 'team 1-1', metBy: 8 },
    ]);
    assert.deepEqual(roomOutcomes(roomed(1, '7!2'), null), [{ subject: 'team 1-0', metBy: null }]);
  });
});

const anyRooms = fc
  .record({
    debates: fc.integer({ min: 1, max: 10 }),
    rooms: fc.integer({ min: 0, max: 12 }),
    seed: fc.string({ minLength: 1, maxLength: 8 }),
  })
  .map(({ debates, rooms, seed }) => {
    const random = seededRandom(seed);
    const categories = () => [1, 2, 3].filter(() => random.below(3) === 0);
    const wishes = () => categories().map((category) => `${category}!${1 + random.below(3)}`);
    return {
      debates: Array.from({ length: debates }, (_debate, index) => roomed(index + 1, wishes().join(' '))),
      rooms: Array.from({ length: rooms }, (_room, index) => room(index + 11, random.below(3), categories())),
      rotation: 'any' as const,
      seed,
    };
  });

describe('rooms, whatever is wished', () => {
  law('nobody shares a room, and none stays empty while a debate has none', anyRooms, (field) => {
    for (const allocation of [cheapestRooms(field, seededRandom(field.seed)), roomsInTurn(field, seededRandom(field.seed))]) {
      const given = [...allocation.values()].filter((id) => id !== null);
      assert.equal(new Set(given).size, given.length);
      assert.equal(allocation.size, field.debates.length);
    }
    const placed = [...cheapestRooms(field, seededRandom(field.seed)).values()].filter((id) => id !== null);
    assert.equal(placed.length, Math.min(field.debates.length, field.rooms.length));
  });

  law('the best as a whole meet at least as many of the most wanted wishes as going in turn', anyRooms, (field) => {
    const top = Math.max(...field.debates.flatMap(({ constraints }) => constraints.map(({ priority }) => priority)));
    const rooms = new Map(field.rooms.map((one) => [one.id, one]));
    const met = (allocation: RoomAllocation): number =>
      field.debates.reduce((sum, { id, constraints }) => {
        const given = rooms.get(allocation.get(id) ?? venue(0));
        return sum + constraints.filter(({ priority, category }) => priority === top && given?.categories.has(category)).length;
      }, 0);
    assert.ok(met(cheapestRooms(field, seededRandom(field.seed))) >= met(roomsInTurn(field, seededRandom(field.seed))));
  });
});
