import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { textQuery } from '#kit/db/query.ts';
import { findTournament } from '../round/find.ts';
import type { Tournament } from '../rules/tournament.ts';
import { act, testTab, type TestTab } from '../test-tab.ts';
import { createDemo, demos, isDemo } from './demo.ts';
import { recount } from './recount.ts';
import { changeSettings } from './settings.ts';
import { simulateRounds } from './simulate.ts';
import { makeBreak } from '../round/break.ts';

/** The first confirmed ballot of the tournament. */
const first = `(select min(b.id) from ballots b join debates d on d.id = b.debate_id join rounds r on r.id = d.round_id
  join tournaments t on t.id = r.tournament_id where t.slug = $1 and b.confirmed)`;
const plant = (label: string, text: string) => textQuery<{ slug: string }, unknown>(`test.${label}`, text, ({ slug }) => [slug]);

describe('recount', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
  });
  after(() => tab.close());

  const fresh = (slug: string, demo: keyof typeof demos = 'wsdc8'): Promise<Tournament> =>
    createDemo(tab, { demo, actor: 'test', slug, seed: 'recount', simulate: 2 });
  const differences = async (slug: string): Promise<readonly string[]> => (await recount(tab, await findTournament(tab, slug))).differences;

  for (const demo of Object.keys(demos).filter((name) => isDemo(name)))
    it(`finds what is stored in a ${demo} that nobody touched`, async () => {
      const tournament = await fresh(`whole-${demo}`, demo);
      const { ballots, differences: found } = await recount(tab, tournament);
      assert.deepEqual(found, []);
      assert.equal(ballots, 2 * Math.floor(demos[demo].teams / tournament.settings.teams_in_debate));
    });

  it('counts elimination rounds and teams that sat out', async () => {
    const tournament = await fresh('all-of-it');
    await changeSettings(tab, {
      tournament,
      actor: 'test',
      values: { 'draw_rules.bye_team_selection': 'random', 'draw_rules.bye_team_results': 'points' },
    });
    await act(tab, { slug: 'all-of-it', seq: 3 }, 'all-in');
    await tab.db.run(
      plant(
        'stayHome',
        `delete from availabilities where kind = 'team' and ctid in (select a.ctid from availabilities a
      join rounds r on r.id = a.round_id join tournaments t on t.id = r.tournament_id where t.slug = $1 and r.seq = 3 and a.kind = 'team' limit 1)`,
      ),
      { slug: 'all-of-it' },
    );
    await act(tab, { slug: 'all-of-it', seq: 3 }, 'draw');
    assert.deepEqual(await differences('all-of-it'), []);
    const unranked = await createDemo(tab, { demo: 'wsdc8', actor: 'test', slug: 'to-the-end', seed: 'recount' });
    await changeSettings(tab, { tournament: unranked, actor: 'test', values: { 'debate_rules.speaker_ranks': 'high-points' } });
    const other = await findTournament(tab, 'to-the-end');
    await simulateRounds(tab, { tournament: other, count: 4, actor: 'test', seed: 'recount' });
    await makeBreak(tab, { tournament: other, actor: 'test' });
    await simulateRounds(tab, { tournament: other, count: 2, actor: 'test', seed: 'recount' });
    const whole = await recount(tab, other);
    assert.deepEqual([whole.differences, whole.ballots], [[], 4 * 4 + 2 + 1]);
    const swap = plant(
      'swap',
      `update breaking_teams b set break_rank = 5 - break_rank from break_categories c, tournaments t
      where c.id = b.category_id and t.id = c.tournament_id and t.slug = $1 and break_rank is not null`,
    );
    await tab.db.run(swap, { slug: 'to-the-end' });
    const swapped = await differences('to-the-end');
    assert.equal(swapped.length, 4);
    assert.match(swapped[0] ?? '', /^The break of Open: \S+ \d has breakRank \d stored and \d counted\.$/);
  });

  const planted = [
    {
      it: 'a win that was given away',
      text: `update team_scores set points = 1 - points, win = not win where ballot_id = ${first} and side = 0`,
      says: /^Round 1, debate \d+: \S+ \d has points \d stored and \d counted, by ballot \d+\.$/,
    },
    {
      it: 'half a mark',
      text: `update speaker_scores set score = score + 0.5 where ballot_id = ${first} and position = 2`,
      says: /speech 2 of \S+ \d has score [\d.]+ stored and [\d.]+ counted/,
    },
    {
      it: 'a speech that was struck out',
      text: `delete from speaker_scores where ballot_id = ${first} and position = 1`,
      says: /speech 1 of \S+ \d has speaker_id nothing stored and \d+ counted/,
    },
    {
      it: 'a ballot that counts nowhere',
      text: `update debates set result_status = 'N' where id = (select debate_id from ballots where id = ${first})`,
      says: /has a confirmed ballot and is not marked as confirmed\.$/,
    },
    {
      it: 'a result without a ballot',
      text: `update ballots set confirmed = false where id = ${first}`,
      says: /is marked as confirmed, and no ballot of it is\.$/,
    },
  ];
  for (const [index, one] of planted.entries())
    it(`names ${one.it}`, async () => {
      const slug = `planted-${index}`;
      await fresh(slug);
      await tab.db.run(plant(slug, one.text), { slug });
      const [says = '', ...others] = await differences(slug);
      assert.match(says, one.says);
      if (index < 3) assert.match(others.at(-1) ?? '', /^The standings of (?:teams|speakers|replies) change from row \d+ on\.$/);
    });

  it('says so when the settings of a tournament no longer fit its ballots', async () => {
    const tournament = await fresh('moved');
    await changeSettings(tab, { tournament, actor: 'test', values: { 'scoring.score_max': 70 } });
    assert.match((await differences('moved'))[0] ?? '', /does not fit the panel, teams and settings as they are now\.$/);
  });
});
