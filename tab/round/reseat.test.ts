import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SeatChange } from '../rules/allocation/seating.ts';
import type { DebateId, PersonId } from '../rules/ids.ts';
import { readId } from '../rules/ids.ts';
import * as debates from '../store/debates.ts';
import { act, testTab } from '../test-tab.ts';
import type { TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { boardFacts } from './board.ts';
import { findRound } from './find.ts';
import { reseat, seatingOf, weigh } from './reseat.ts';

describe('new seats', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'cup', seed: 'a', simulate: 1 });
    await act(tab, { slug: 'cup', seq: 2 }, 'as-before', 'draw', 'confirm-draw', 'allocate');
  });
  after(() => tab.close());

  const wish = async () => ({ ...(await findRound(tab, 'cup', 2)), actor: 'admin' });
  const rooms = async () => debates.ofRound(tab.db, (await wish()).round.id);
  const versions = async () => (await rooms()).map(({ id, version }) => ({ debateId: id, version }));
  const make = async (changes: readonly SeatChange[], seen?: Awaited<ReturnType<typeof versions>>) =>
    reseat(tab, { ...(await wish()), reseating: { changes, seen: seen ?? (await versions()) } });
  /** The chairs of the first two debates change places. */
  const swap = async (): Promise<SeatChange[]> => {
    const [one, two] = await rooms();
    const [a, b] = [one?.panel[0], two?.panel[0]];
    assert.ok(one && two && a && b);
    return [
      { adjudicatorId: a.id, to: { debateId: two.id, place: 'C' } },
      { adjudicatorId: b.id, to: { debateId: one.id, place: 'C' } },
    ];
  };

  it('let two chairs change places at once, and give the versions that their debates have then', async () => {
    const changes = await swap();
    const answered = await make(changes);
    const now = await versions();
    assert.deepEqual(
      answered,
      now.filter(({ debateId }) => changes.some(({ to }) => to?.debateId === debateId)),
    );
    const seating = seatingOf(await rooms());
    for (const { adjudicatorId, to } of changes) assert.deepEqual(seating.get(adjudicatorId), to);
  });

  it('are taken once, though they were sent twice', async () => {
    const [changes, seen] = [await swap(), await versions()];
    const first = await make(changes, seen);
    assert.deepEqual(await make(changes, seen), first);
  });

  it('of two directors who move the same people at once only one gets', async () => {
    const [changes, seen] = [await swap(), await versions()];
    const others = changes.map(({ adjudicatorId }) => ({ adjudicatorId, to: null }));
    const outcomes = await Promise.allSettled([make(changes, seen), make(others, seen)]);
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    const [refused] = outcomes.filter((one) => one.status === 'rejected');
    assert.match(String(refused?.reason), /was changed by somebody else meanwhile\./);
    await act(tab, { slug: 'cup', seq: 2 }, 'allocate');
  });

  it('are refused whole when one of them cannot be', async () => {
    const [first] = await swap();
    assert.ok(first);
    const were = seatingOf(await rooms());
    const stranger = readId<PersonId>(2_000_000_000);
    const elsewhere = readId<DebateId>(2_000_000_000);
    assert.ok(stranger && elsewhere);
    await assert.rejects(make([first]), { code: 'TAB_WRONG_INPUT', message: 'A debate has one chair: say where its present chair goes.' });
    await assert.rejects(make([first, first]), { code: 'TAB_WRONG_INPUT' });
    await assert.rejects(make([{ adjudicatorId: stranger, to: null }]), { code: 'TAB_NOTHING_THERE' });
    await assert.rejects(make([{ ...first, to: { debateId: elsewhere, place: 'P' } }]), { code: 'TAB_NOTHING_THERE' });
    assert.deepEqual(seatingOf(await rooms()), were);
  });

  it('weigh a debate from −2 to 2 and no further', async () => {
    const [room] = await rooms();
    assert.ok(room);
    await weigh(tab, { ...(await wish()), debateId: room.id, importance: 2 });
    assert.equal((await rooms())[0]?.importance, 2);
    await assert.rejects(async () => weigh(tab, { ...(await wish()), debateId: room.id, importance: 3 }), { code: 'TAB_WRONG_INPUT' });
  });

  it('are foretold from facts that say who is who and who knows whom', async () => {
    const facts = await boardFacts(tab, await wish());
    assert.deepEqual([facts.debates.length, facts.format, facts.pairs.hasSeenTeam.length > 0], [6, 'consensus', true]);
  });
});
