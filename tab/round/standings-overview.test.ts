import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findTournament } from './find.ts';
import { fieldOf, type StoredField } from '../store/standings.ts';
import { testTab, type TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { standingsOverview, type StandingsOverview } from './standings-overview.ts';

describe('what stands out in the standings', () => {
  let tab: TestTab;
  let field: StoredField;
  let overview: StandingsOverview;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'wsdc8', actor: 'test', slug: 'schools', simulate: 2, seed: 'schools' });
    const tournament = await findTournament(tab, 'schools');
    field = await fieldOf(tab.db, tournament.id);
    overview = standingsOverview(field, tournament.settings);
  });
  after(() => tab.close());

  it('are the nine highest and the nine lowest speeches, replies left out', () => {
    const scores = field.debates.flatMap(({ teams }) => teams.flatMap(({ speeches }) => speeches.filter(({ position }) => position <= 3)));
    const inOrder = scores.map(({ score }) => score).sort((a, b) => b - a);
    assert.deepEqual(
      overview.speakers.highest.map(({ figure }) => figure),
      inOrder.slice(0, 9),
    );
    assert.deepEqual(
      overview.speakers.lowest.map(({ figure }) => figure),
      inOrder.toReversed().slice(0, 9),
    );
    const names = new Set(field.speakers.map(({ name }) => name));
    assert.ok(overview.speakers.highest.every(({ name }) => names.has(name)));
  });

  it('are margins of winners where two teams debate', () => {
    assert.equal(overview.areMargins, true);
    assert.equal(overview.teams.highest.length, 8); // one a debate
    const names = new Set(field.teams.map(({ name }) => name));
    assert.ok(overview.teams.highest.every(({ name, figure }) => names.has(name) && figure >= 0));
  });

  it('is the mean of each round and of all', () => {
    const [first, second, third] = overview.rounds.map(({ mean }) => mean);
    assert.ok(first !== null && first !== undefined && second !== null && second !== undefined);
    assert.equal(third, null);
    assert.ok(Math.abs((overview.mean ?? 0) - (first + second) / 2) < 1e-9);
  });
});
