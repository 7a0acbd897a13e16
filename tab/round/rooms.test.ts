import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { kinds } from '../setup/kinds.ts';
import { saveThing } from '../setup/change.ts';
import type { KindName } from '../store/setup-lists.ts';
import * as debates from '../store/debates.ts';
import { act, testTab } from '../test-tab.ts';
import type { TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { changeSettings } from '../tournaments/settings.ts';
import { findRound, findTournament } from './find.ts';

describe('the rooms of a round', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'cup', seed: 'a', simulate: 1 });
    await act(tab, place, 'as-before', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms');
  });
  after(() => tab.close());

  const place = { slug: 'cup', seq: 2 };
  const rooms = async (seq = 2) => debates.ofRound(tab.db, (await findRound(tab, 'cup', seq)).round.id);
  const things = async (kind: KindName) => kinds[kind].list(tab.db, (await findTournament(tab, 'cup')).id);
  const save = async (kind: KindName, id: number | null, values: Readonly<Record<string, unknown>>) =>
    saveThing(tab, { tournament: await findTournament(tab, 'cup'), kind: kinds[kind], actor: 'admin', id, values });

  it('have the names of their categories, as soon as these say so', async () => {
    const [first] = await rooms();
    assert.ok(first?.venue);
    const values = {
      name: 'Old Hall',
      description: '',
      display_in_venue_name: 'prefix',
      display_in_public_tooltip: false,
      venues: [first.venue.id],
    };
    const id = await save('venue-categories', null, values);
    assert.equal((await rooms())[0]?.venue?.name, `Old Hall ${first.venue.name}`);
    await save('venue-categories', id, { ...values, name: 'East', display_in_venue_name: 'suffix' });
    assert.equal((await rooms())[0]?.venue?.name, `${first.venue.name} East`);
    await save('venue-categories', id, { ...values, venues: [] });
    assert.equal((await rooms())[0]?.venue?.name, first.venue.name);
  });

  it('are one that the debate of a rank always has; no two rooms have the same rank', async () => {
    const [one, other] = (await things('venues')).toReversed();
    assert.ok(one && other);
    await save('venues', one.id, { ...one.values, for_rank: 3 });
    for (const _turn of [1, 2, 3]) {
      await act(tab, place, 'allocate-rooms');
      assert.equal((await rooms()).find(({ roomRank }) => roomRank === 3)?.venue?.id, one.id);
    }
    await assert.rejects(save('venues', other.id, { ...other.values, for_rank: 3 }), { code: 'TAB_WRONG_INPUT' });
  });

  it('are given out debate by debate where the settings say so, and kept ones stay', async () => {
    const values = { 'draw_rules.room_allocation': 'in_turn' };
    await changeSettings(tab, { tournament: await findTournament(tab, 'cup'), values, actor: 'admin' });
    await act(tab, place, 'allocate-rooms');
    const all = await rooms();
    assert.equal(new Set(all.map(({ venue }) => venue?.id)).size, all.length);
    assert.equal(
      (await things('venues')).find(({ values: { for_rank: rank } }) => rank === 3)?.id,
      all.find(({ roomRank }) => roomRank === 3)?.venue?.id,
    );
  });

  it('are others than its people had in the round before, where they rotate and there are enough', async () => {
    const values = { 'draw_rules.room_allocation': 'best', 'draw_rules.room_rotation': 'rotate' };
    await changeSettings(tab, { tournament: await findTournament(tab, 'cup'), values, actor: 'admin' });
    const before1 = await rooms(1);
    const were = new Map(before1.flatMap(({ teams, venue }) => teams.map(({ id }) => [id, venue?.id] as const)));
    const again = async (): Promise<number> => {
      await act(tab, place, 'allocate-rooms');
      return (await rooms()).filter(({ teams, venue }) => teams.some(({ id }) => were.get(id) === venue?.id)).length;
    };
    const rotated = await again();
    await changeSettings(tab, {
      tournament: await findTournament(tab, 'cup'),
      values: { 'draw_rules.room_rotation': 'stay' },
      actor: 'admin',
    });
    assert.ok(rotated <= (await again()));
  });

  it('are of the category that has the name of its division, for the debates of the teams that play in it', async () => {
    const [last] = (await rooms()).toReversed();
    const venue = (await things('venues')).find(({ id }) => id === last?.venue?.id);
    const [team] = last?.teams ?? [];
    assert.ok(last && venue && team);
    const row = (await things('teams')).find(({ id }) => id === team.id);
    assert.ok(row);
    await save('teams', team.id, { ...row.values, division: 'North' });
    const other = (await things('venues')).find(({ id }) => id !== venue.id);
    assert.ok(other);
    const values = { name: 'North', description: '', display_in_venue_name: 'none', display_in_public_tooltip: false, venues: [other.id] };
    await save('venue-categories', null, values);
    await act(tab, place, 'allocate-rooms');
    assert.equal((await rooms()).find(({ id }) => id === last.id)?.venue?.id, other.id);
  });
});
