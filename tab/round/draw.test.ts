import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { seededRandom } from '#kit/math/random.ts';
import { makeDraw } from '../rules/draw/draw.ts';
import * as debates from '../store/debates.ts';
import { runOf } from '../store/draws.ts';
import { act, testTab } from '../test-tab.ts';
import type { TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { changeSettings } from '../tournaments/settings.ts';
import { markSome } from './availability.ts';
import { postponeDebate } from './ballot-checks.ts';
import { deleteDraw, drawRound } from './draw.ts';
import { fieldForDraw } from './draw-field.ts';
import { findRound } from './find.ts';
import { standingsOf } from './standings.ts';

describe('drawing a round', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
  });
  after(() => tab.close());

  const wish = async (slug: string, seq: number) => ({ ...(await findRound(tab, slug, seq)), actor: 'admin' });

  it('lets one of two directors who press at once win, and tells the other', async () => {
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'race', seed: 'a' });
    await act(tab, { slug: 'race', seq: 1 }, 'all-in');
    const asked = await wish('race', 1);
    const outcomes = await Promise.allSettled([drawRound(tab, asked), drawRound(tab, asked)]);
    assert.deepEqual(
      outcomes.map(({ status }) => status).toSorted((a, b) => a.localeCompare(b)),
      ['fulfilled', 'rejected'],
    );
    const [lost] = outcomes.filter((outcome) => outcome.status === 'rejected');
    assert.equal(lost?.reason.message, 'Round 1 was drawn already.');
    const rooms = await debates.ofRound(tab.db, asked.round.id);
    assert.equal(new Set(rooms.flatMap(({ teams }) => teams.map(({ id }) => id))).size, 24);
  });

  it('keeps the seed, so that the same draw can be made again', async () => {
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'again', simulate: 1, seed: 'b' });
    await act(tab, { slug: 'again', seq: 2 }, 'all-in');
    const asked = await wish('again', 2);
    await drawRound(tab, asked);
    const run = await runOf(tab.db, asked.round.id);
    assert.ok(run);
    const random = seededRandom(run.seed);
    const again = makeDraw(await fieldForDraw(tab, asked, random), random);
    const stored = await debates.ofRound(tab.db, asked.round.id);
    const teamsOf = (rooms: readonly { readonly roomRank: number; readonly teams: readonly (number | { readonly id: number })[] }[]) =>
      rooms.map(({ roomRank, teams }) => [roomRank, ...teams.map((team) => (typeof team === 'number' ? team : team.id))]);
    assert.deepEqual(teamsOf(stored), teamsOf(again.pairings));
  });

  it('waits for the results of the round before', async () => {
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'early', seed: 'c' });
    await act(tab, { slug: 'early', seq: 2 }, 'all-in');
    await assert.rejects(async () => drawRound(tab, await wish('early', 2)), {
      message: 'Round 1 has not been drawn, and this draw is made from its results.',
    });
    await act(tab, { slug: 'early', seq: 1 }, 'all-in', 'draw', 'confirm-draw');
    await assert.rejects(async () => drawRound(tab, await wish('early', 2)), {
      message: '6 of 6 debates of Round 1 have no confirmed result yet.',
    });
  });

  it('does not wait for debates that are postponed', async () => {
    const { tournament, round } = await wish('early', 1);
    await changeSettings(tab, { tournament, actor: 'admin', values: { 'data_entry.enable_postponements': true } });
    const { tournament: settled } = await wish('early', 1);
    for (const { id } of await debates.ofRound(tab.db, round.id))
      await postponeDebate(tab, { tournament: settled, debateId: id, actor: 'admin', isPostponed: true });
    const next = await wish('early', 2);
    await drawRound(tab, next);
    assert.equal((await debates.ofRound(tab.db, next.round.id)).length, 6);
  });

  it('lets a team sit out, with the win that the settings give it', async () => {
    const tournament = await createDemo(tab, { demo: 'wsdc8', actor: 'demo', slug: 'odd', seed: 'd' });
    const values = { 'draw_rules.bye_team_selection': 'random', 'draw_rules.bye_team_results': 'points' };
    await changeSettings(tab, { tournament, actor: 'admin', values });
    await act(tab, { slug: 'odd', seq: 1 }, 'all-in');
    const asked = await wish('odd', 1);
    const [out] = (await fieldForDraw(tab, asked, seededRandom('x'))).teams;
    assert.ok(out);
    await markSome(tab, { ...asked, some: { team: [out.id], adjudicator: [], venue: [] }, isIn: false });
    await drawRound(tab, await wish('odd', 1));
    const rooms = await debates.ofRound(tab.db, asked.round.id);
    assert.deepEqual(
      rooms.map(({ teams }) => teams.length),
      [2, 2, 2, 1],
    );
    assert.deepEqual([rooms[3]?.bracket, rooms[3]?.teams[0]?.side], [-1, -1]);
    const { teams } = await standingsOf(tab, asked.tournament);
    assert.deepEqual([teams.rows[0]?.team, teams.rows[0]?.values[0]], [rooms[3]?.teams[0]?.id, 1]);
  });

  it('refuses an elimination round before the break', async () => {
    await assert.rejects(async () => drawRound(tab, await wish('early', 6)), { message: 'Nobody has broken into this round yet.' });
  });

  it('goes away as a whole, but never while it is public', async () => {
    await act(tab, { slug: 'race', seq: 1 }, 'confirm-draw', 'allocate', 'publish');
    await assert.rejects(async () => deleteDraw(tab, await wish('race', 1)), { message: 'Round 1 is public; withdraw the draw first.' });
    await act(tab, { slug: 'race', seq: 1 }, 'withdraw', 'delete-draw');
    const { round } = await findRound(tab, 'race', 1);
    assert.deepEqual([round.drawStatus, await debates.ofRound(tab.db, round.id), await runOf(tab.db, round.id)], ['N', [], null]);
  });
});
