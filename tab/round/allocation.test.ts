import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { textQuery } from '#kit/db/query.ts';
import type { Debate } from '../rules/debate.ts';
import * as debates from '../store/debates.ts';
import * as venues from '../store/venues.ts';
import { act, testTab } from '../test-tab.ts';
import type { TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { acquaintanceOf, allocateRound } from './allocation.ts';
import { moveAdjudicator } from './reseat.ts';
import type { Move } from './reseat.ts';
import { markIn } from './availability.ts';
import { factsOf } from './facts.ts';
import { findRound } from './find.ts';
import { allocateRooms, moveRoom } from './rooms.ts';

describe('panels and rooms', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'cup', seed: 'a', simulate: 1 });
    await act(tab, { slug: 'cup', seq: 2 }, 'as-before', 'draw');
  });
  after(() => tab.close());

  const wish = async () => ({ ...(await findRound(tab, 'cup', 2)), actor: 'admin' });
  const rooms = async (): Promise<Debate[]> => debates.ofRound(tab.db, (await wish()).round.id);
  const move = async (one: Move) => moveAdjudicator(tab, { ...(await wish()), move: one });

  it('wait for a confirmed draw', async () => {
    await assert.rejects(async () => allocateRound(tab, await wish()), { message: 'Round 2 has no confirmed draw yet.' });
    await act(tab, { slug: 'cup', seq: 2 }, 'confirm-draw');
  });

  it('say what is missing when nobody may judge', async () => {
    const asked = await wish();
    await markIn(tab, { ...asked, kind: 'adjudicator', ids: [] });
    await assert.rejects(allocateRound(tab, asked), {
      code: 'TAB_CANNOT_ALLOCATE',
      message: 'No adjudicators are available for this round.',
    });
    await act(tab, { slug: 'cup', seq: 2 }, 'all-in');
  });

  it('give every debate a chair and nobody a conflict', async () => {
    await act(tab, { slug: 'cup', seq: 2 }, 'prioritise', 'allocate');
    const place = await wish();
    const acquaintance = await acquaintanceOf(tab, place.tournament, place.round);
    for (const debate of await rooms()) {
      assert.equal(debate.panel.filter((member) => member.place === 'C').length, 1);
      for (const member of debate.panel)
        assert.ok(!debate.teams.some((team) => acquaintance.conflictsWithTeam.has(member.id, team.id)), member.name);
    }
    const facts = (await factsOf(tab, place.tournament, place.rounds)).get(place.round.id);
    assert.deepEqual([facts?.withoutChair, facts?.withClash], [0, 0]);
  });

  it('make the present chair a panellist when another takes the chair', async () => {
    const [from, to] = (await rooms()).filter(({ panel }) => panel.length > 1);
    const judge = from?.panel.find(({ place }) => place === 'P');
    assert.ok(judge && to);
    await move({ adjudicatorId: judge.id, to: { debateId: to.id, place: 'C' }, seenVersion: to.version });
    const now = (await rooms()).find(({ id }) => id === to.id);
    assert.deepEqual(now?.panel.map(({ id, place }) => [id, place])[0], [judge.id, 'C']);
    assert.equal(now?.panel.filter(({ place }) => place === 'C').length, 1);
  });

  it('refuse a move that was made looking at an older panel', async () => {
    const [from, to] = (await rooms()).filter(({ panel }) => panel.length > 1);
    const judge = from?.panel.find(({ place }) => place === 'P');
    assert.ok(judge && to);
    const stale = { adjudicatorId: judge.id, to: { debateId: to.id, place: 'P' as const }, seenVersion: to.version - 1 };
    await assert.rejects(move(stale), { message: 'This panel was changed meanwhile.' });
    assert.ok((await rooms()).find(({ id }) => id === from?.id)?.panel.some(({ id }) => id === judge.id));
  });

  it('let two directors who seat two chairs at once end with one', async () => {
    const [target, first, second] = await rooms();
    const [one, two] = [first?.panel[0], second?.panel[0]];
    assert.ok(target && one && two);
    const seat = (adjudicatorId: Move['adjudicatorId']) =>
      move({ adjudicatorId, to: { debateId: target.id, place: 'C' }, seenVersion: target.version });
    const outcomes = await Promise.allSettled([seat(one.id), seat(two.id)]);
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.equal((await rooms())[0]?.panel.filter(({ place }) => place === 'C').length, 1);
  });

  it('give each debate a room of its own', async () => {
    assert.equal(await allocateRooms(tab, await wish()), 0);
    const names = (await rooms()).map(({ venue }) => venue?.name);
    assert.equal(new Set(names).size, 6);
  });

  it('meet a team’s wish for a room', async () => {
    const place = await wish();
    const [first] = await rooms();
    const all = await venues.ofTournament(tab.db, place.tournament.id);
    const [last, team] = [all.at(-1), first?.teams[0]];
    assert.ok(last && team && first);
    const { id: tournamentId } = place.tournament;
    const ask = (text: string, values: unknown[]) =>
      tab.db.run(
        textQuery<object, { id: number }>(text, text, () => values),
        {},
      );
    const [category] = await ask("insert into venue_categories (tournament_id, name) values ($1, 'step-free') returning id", [
      tournamentId,
    ]);
    await ask('insert into venue_category_members (category_id, venue_id) values ($1, $2)', [category?.id, last.id]);
    await ask('insert into venue_constraints (tournament_id, category_id, priority, team_id) values ($1, $2, 10, $3)', [
      tournamentId,
      category?.id,
      team.id,
    ]);
    await allocateRooms(tab, place);
    assert.equal((await rooms()).find(({ id }) => id === first.id)?.venue?.name, last.name);
  });

  it('let two debates change rooms', async () => {
    const [first, second] = await rooms();
    assert.ok(first?.venue && second?.venue);
    await moveRoom(tab, { ...(await wish()), debateId: first.id, venueId: second.venue.id });
    const [now, then] = await rooms();
    assert.deepEqual([now?.venue?.id, then?.venue?.id], [second.venue.id, first.venue.id]);
  });

  it('leave debates without a room when rooms are short, and say how many', async () => {
    const place = await wish();
    const all = await venues.ofTournament(tab.db, place.tournament.id);
    await markIn(tab, { ...place, kind: 'venue', ids: all.slice(0, 4).map(({ id }) => id) });
    assert.equal(await allocateRooms(tab, place), 2);
  });
});
