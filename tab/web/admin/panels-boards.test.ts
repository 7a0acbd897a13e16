import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { seededRandom } from '#kit/math/random.ts';
import { makeBreak } from '../../round/break.ts';
import { findRound } from '../../round/find.ts';
import { seatingOf } from '../../round/reseat.ts';
import * as debates from '../../store/debates.ts';
import * as kept from '../../store/kept.ts';
import * as preformed from '../../store/preformed-panels.ts';
import { openDesk, type TestDesk } from '../../testing/desk.ts';
import { act, testTab } from '../../test-tab.ts';
import type { TestTab } from '../../test-tab.ts';
import { createTournament } from '../../tournaments/create.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { openToThePublic, withoutMotions } from '../../tournaments/formats.ts';
import { madeUpSet } from '../../tournaments/made-up-set.ts';
import { simulateRounds } from '../../tournaments/simulate.ts';
import { boardPaths } from './board-paths.ts';
import { paths } from './routes.ts';

describe('the boards of panels', () => {
  let tab: TestTab;
  let desk: TestDesk;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'cup', seed: 'a', simulate: 1 });
    await act(tab, { slug: 'cup', seq: 2 }, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms');
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'ahead', seed: 'b', simulate: 1 });
    await act(tab, { slug: 'ahead', seq: 2 }, 'all-in');
    desk = await openDesk(tab);
  });
  afterEach(() => desk.clear());
  after(async () => {
    await desk.close();
    await tab.close();
  });

  const board = (path: string) => desk.board(path);
  const panels = paths.step('cup', 2, 'panels');
  const roomsOf = async (slug: string, seq: number) => debates.ofRound(tab.db, (await findRound(tab, slug, seq)).round.id);
  const two = async () => {
    const [one, other] = await roomsOf('cup', 2);
    assert.ok(one && other);
    return { one, other };
  };
  const toast = (page: Page, words: string | RegExp) => page.locator('.r-toast', { hasText: words }).waitFor();

  it('two whole panels change places by keys: grip, arrow, Enter; Z takes it back and Shift-Z does it again', async () => {
    const { one, other } = await two();
    const page = await board(panels);
    const seats = async () => seatingOf(await roomsOf('cup', 2));
    const were = await seats();
    await page.locator(`[data-grip="${one.id}"]`).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.locator(`tr.panel-under:has([data-debate="${other.id}"])`).waitFor();
    await page.keyboard.press('Enter');
    await toast(page, / from .* to /);
    for (const { id, place } of one.panel) assert.deepEqual((await seats()).get(id), { debateId: other.id, place });
    await page.keyboard.press('z');
    await toast(page, 'Taken back');
    assert.deepEqual(await seats(), were);
    await page.keyboard.press('Shift+Z');
    await page.locator('.r-toast', { hasNotText: 'Taken back' }).waitFor();
    for (const { id, place } of other.panel) assert.deepEqual((await seats()).get(id), { debateId: one.id, place });
  });

  it('two whole panels change places by the mouse', async () => {
    const { one, other } = await two();
    const page = await board(panels);
    await page.locator(`[data-grip="${one.id}"]`).dragTo(page.locator(`[data-grip="${other.id}"]`));
    await toast(page, / from .* to /);
    const [chair] = one.panel;
    assert.equal(seatingOf(await roomsOf('cup', 2)).get(chair?.id ?? assert.fail())?.debateId, other.id);
  });

  it('P pins somebody, who then stays when all is allocated anew', async () => {
    const weakest = (await roomsOf('cup', 2)).flatMap(({ id, panel }) => panel.map((member) => ({ ...member, debateId: id }))).at(-1);
    assert.ok(weakest);
    const page = await board(panels);
    await page.locator(`[data-judge="${weakest.id}"]`).focus();
    await page.keyboard.press('p');
    await toast(page, 'stays here when the round is allocated anew');
    await page.locator(`[data-judge="${weakest.id}"][data-pinned]`).waitFor();
    for (let turn = 0; turn < 2; turn += 1) await act(tab, { slug: 'cup', seq: 2 }, 'allocate');
    assert.deepEqual(seatingOf(await roomsOf('cup', 2)).get(weakest.id), { debateId: weakest.debateId, place: weakest.place });
  });

  it('says what the seat of whoever is in hand costs, part by part', async () => {
    const page = await board(panels);
    await page.locator('[data-board] [data-judge]').first().click();
    await page.locator('[data-explain] summary').click();
    assert.match(await page.locator('[data-explain-terms]').innerText(), /the seat asks \d[^]*The whole allocation/);
  });

  it('shows a part of the debates, by the address; what is on chips is remembered', async () => {
    const page = await board(`${panels}?part=1/2&by=bracket-cut`);
    const shown = () => page.locator('[data-board] tbody tr:visible').count();
    assert.equal(await shown(), 3);
    await page.locator('[data-board-tools] summary').click();
    await page.getByLabel('Part', { exact: true }).selectOption('');
    assert.equal(await shown(), 6);
    const [first] = await roomsOf('cup', 2);
    await page.getByLabel('Debates with').fill(first?.teams[0]?.name ?? assert.fail());
    assert.equal(await shown(), 1);
    await page.getByLabel('Rank').check();
    await page.reload();
    await page.locator('[data-mark=rank]').first().waitFor({ state: 'visible' });
    assert.equal(await page.locator('[data-mark=region]').first().isVisible(), false);
  });

  it('panels are made ahead, filled, moved by a form, and used where they fit; all without a script', async () => {
    const page = await desk.director(paths.step('ahead', 2, 'panels'), { javaScriptEnabled: false });
    await page.getByRole('link', { name: 'Make panels ahead of the draw' }).click();
    await page.getByRole('button', { name: 'Make', exact: true }).click();
    await page.getByText('6 panels were made.').waitFor();
    await page.getByRole('button', { name: 'Fill' }).click();
    await page.getByRole('heading', { name: '6 panels are ready.' }).waitFor();
    const ahead = async () => preformed.ofRound(tab.db, (await findRound(tab, 'ahead', 2)).round.id);
    const [first] = await ahead();
    const chair = first?.panel.find(({ place }) => place === 'C');
    assert.ok(chair);
    await page.getByText('Move somebody by a form').click();
    await page.locator('[name=judge]').selectOption(String(chair.id));
    await page.getByLabel('To', { exact: true }).selectOption('');
    await page.getByRole('button', { name: 'Move', exact: true }).click();
    await page.getByRole('heading', { name: '1 of 6 panels have no chair.' }).waitFor();
    await act(tab, { slug: 'ahead', seq: 2 }, 'draw', 'confirm-draw');
    await page.reload();
    await page.getByRole('button', { name: 'Use where they fit' }).click();
    await page.getByText('6 of 6 debates got a panel made ahead.').waitFor();
    assert.equal(seatingOf(await roomsOf('ahead', 2)).size, seatingOf(await ahead()).size);
  });

  it('panels ahead are dragged like those of a draw', async () => {
    const page = await board(boardPaths.ahead('ahead', 2));
    const [first, second] = await preformed.ofRound(tab.db, (await findRound(tab, 'ahead', 2)).round.id);
    assert.ok(first && second);
    const judge = second.panel[0] ?? assert.fail();
    await page.locator(`[data-judge="${judge.id}"]`).dragTo(page.locator(`[data-key="slot-${first.id}-P"]`));
    await page.getByText(/^Saved \d\d:/).waitFor();
    const now = await preformed.ofRound(tab.db, (await findRound(tab, 'ahead', 2)).round.id);
    assert.deepEqual(seatingOf(now).get(judge.id), { debateId: first.id, place: 'P' });
  });

  it('all out-rounds stand on one board: allocated together, one drag leads from one round to the other', async () => {
    const breaks = [
      { name: 'Open', size: 8, eligibleOfTen: 10 },
      { name: 'ESL', size: 8, eligibleOfTen: 6 },
    ];
    const wish = { name: 'Finals', format: 'bp', teams: 24, adjudicators: 16, rooms: 12, rounds: 3, breaks } as const;
    const settings = { ...openToThePublic, ...withoutMotions };
    const set = madeUpSet(wish, seededRandom('people'));
    const tournament = await createTournament(tab, { name: 'Finals', slug: 'finals', format: 'bp', settings, actor: 'demo', set });
    await simulateRounds(tab, { tournament, count: 3, actor: 'demo', seed: 'a' });
    await makeBreak(tab, { tournament, actor: 'demo' });
    for (const seq of [4, 6]) await act(tab, { slug: 'finals', seq }, 'all-in', 'draw', 'confirm-draw');
    const page = await board(paths.step('finals', 4, 'panels'));
    await page.getByRole('link', { name: 'All 2 out-rounds on one board' }).click();
    await page.getByRole('button', { name: 'Allocate all' }).click();
    await page.getByRole('heading', { name: 'All 4 debates have a chair.' }).waitFor();
    await page.locator('[data-shelf-tools]').waitFor({ state: 'visible' });
    const [from] = await roomsOf('finals', 4);
    const [to] = await roomsOf('finals', 6);
    const judge = from?.panel.find(({ place }) => place === 'P');
    assert.ok(to && judge);
    await page.locator(`[data-judge="${judge.id}"]`).dragTo(page.locator(`[data-key="slot-${to.id}-T"]`));
    await page.getByText(/^Saved \d\d:/).waitFor();
    assert.deepEqual(seatingOf(await roomsOf('finals', 6)).get(judge.id), { debateId: to.id, place: 'T' });
    assert.equal(seatingOf(await roomsOf('finals', 4)).has(judge.id), false);
    await page
      .getByRole('button', { name: /^Keep the panel in/ })
      .last()
      .click();
    await page.getByRole('button', { name: /^Kept the panel in/ }).waitFor();
    assert.equal((await kept.ofRound(tab.db, (await findRound(tab, 'finals', 6)).round.id)).panels.size, 1);
    await page.locator('[data-shelf-tools]').waitFor({ state: 'visible' });
    await page.locator('[data-board-tools] summary').click();
    await page.getByLabel('Round', { exact: true }).selectOption('6');
    assert.equal(await page.locator('[data-board] tbody tr:visible').count(), 2);
  });
});
