import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { findRound } from '../../round/find.ts';
import { reseat, seatingOf } from '../../round/reseat.ts';
import type { PersonId } from '../../rules/ids.ts';
import * as debates from '../../store/debates.ts';
import { openDesk, type TestDesk } from '../../testing/desk.ts';
import { act, testTab } from '../../test-tab.ts';
import type { TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { paths } from './routes.ts';

describe('the allocation board', () => {
  let tab: TestTab;
  let desk: TestDesk;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'cup', seed: 'a', simulate: 1 });
    await act(tab, { slug: 'cup', seq: 2 }, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms');
    desk = await openDesk(tab);
  });
  afterEach(() => desk.clear());
  after(async () => {
    await desk.close();
    await tab.close();
  });

  const path = paths.step('cup', 2, 'panels');
  /** Somebody of the tab room, in front of the board. */
  const director = (): Promise<Page> => desk.board(path);
  const place = async () => ({ ...(await findRound(tab, 'cup', 2)), actor: 'admin' });
  const rooms = async () => debates.ofRound(tab.db, (await place()).round.id);
  const seats = async () => seatingOf(await rooms());
  const saved = (page: Page) => page.getByText(/^Saved \d\d:/).waitFor();
  const chip = (page: Page, id: PersonId) => page.locator(`[data-judge="${id}"]`);
  /** Two debates, and somebody of the first who is no chair. */
  const pair = async () => {
    const [from, to] = (await rooms()).filter(({ panel }) => panel.length > 1);
    const judge = from?.panel.find((member) => member.place === 'P');
    const chair = to?.panel.find((member) => member.place === 'C');
    assert.ok(from && to && judge && chair);
    return { from, to, judge, chair };
  };

  it('swaps two when one is dragged onto the other by the mouse, and says what that costs', async () => {
    const { from, to, judge, chair } = await pair();
    const page = await director();
    await chip(page, judge.id).dragTo(chip(page, chair.id));
    await saved(page);
    const now = await seats();
    assert.deepEqual(
      [now.get(judge.id), now.get(chair.id)],
      [
        { debateId: to.id, place: 'C' },
        { debateId: from.id, place: 'P' },
      ],
    );
    assert.match(
      await page.locator('.r-toast').innerText(),
      new RegExp(`${judge.name} from .* panel to .* chair; ${chair.name} from .*, cost [+−]`),
    );
  });

  it('takes the last move back at Z, and then the one before', async () => {
    const { judge, chair } = await pair();
    const were = await seats();
    const page = await director();
    for (const one of [judge, chair]) {
      await chip(page, one.id).focus();
      await page.keyboard.press('Delete');
      await page.locator(`[data-free] [data-judge="${one.id}"]`).waitFor();
      await page.locator('.r-toast', { hasText: `${one.name} from` }).waitFor();
    }
    assert.equal((await seats()).has(judge.id), false);
    for (const one of [chair, judge]) {
      await page.keyboard.press('z');
      await page.locator('.r-toast', { hasText: `Taken back: ${one.name} from the free` }).waitFor();
    }
    assert.deepEqual(await seats(), were);
  });

  it('moves somebody by keys alone: picks, walks, hears what it would cost, puts down', async () => {
    const { to, judge } = await pair();
    const page = await director();
    await chip(page, judge.id).focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-hand-name]', { hasText: `${judge.name} in hand` }).waitFor();
    await page.locator(`[data-key="slot-${to.id}-T"]`).focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowRight');
    await page.locator('[data-say]', { hasText: /trainee, empty: .*cost [+−]/ }).waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    await saved(page);
    assert.deepEqual((await seats()).get(judge.id), { debateId: to.id, place: 'T' });
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-key')), `slot-${to.id}-T`);
  });

  it('leads from the shelf to the first empty chair, which Enter fills', async () => {
    const { to, chair } = await pair();
    const page = await director();
    await chip(page, chair.id).focus();
    await page.keyboard.press('Delete');
    const need = page.locator(`tr.late [data-key="slot-${to.id}-C"]`);
    await need.waitFor();
    await page.locator(`[data-free] [data-judge="${chair.id}"]`).focus();
    await page.keyboard.press('Enter');
    assert.match(await page.locator('[data-say]').innerText(), /chair, empty: .*cost −/);
    await page.keyboard.press('Enter');
    await need.waitFor({ state: 'hidden' });
    await page.locator('.r-toast', { hasText: `${chair.name} from the free to` }).waitFor();
    assert.deepEqual((await seats()).get(chair.id), { debateId: to.id, place: 'C' });
  });

  it('puts back who is in hand at Escape, and asks nothing of the server', async () => {
    const { judge, chair } = await pair();
    const were = await seats();
    const page = await director();
    await chip(page, judge.id).click();
    await chip(page, chair.id).hover();
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.in-hand').count(), 0);
    assert.match(await page.locator('[data-say]').innerText(), /is back\.$/);
    assert.deepEqual(await seats(), were);
  });

  it('shows and marks what somebody else moves', async () => {
    const { from, to, judge, chair } = await pair();
    const [one, two] = [await director(), await director()];
    await chip(one, judge.id).click();
    await chip(one, chair.id).click();
    await saved(one);
    await two.locator(`tr.other:has([data-debate="${to.id}"]) [data-place=C] [data-judge="${judge.id}"]`).waitFor();
    await two.locator(`tr.other:has([data-debate="${from.id}"]) .r-who`, { hasText: 'changed by admin' }).waitFor();
    assert.equal(await one.locator('tr.other').count(), 0);
  });

  it('refuses a move made on a panel that somebody else has changed, shows both, and does it when told again', async () => {
    const { from, to, judge, chair } = await pair();
    const page = await director();
    await page.route('**/live', (route) => route.abort()); // news is late
    await page.reload();
    await page.locator('[data-shelf-tools]').waitFor({ state: 'visible' });
    const seen = [{ debateId: to.id, version: to.version }];
    await reseat(tab, { ...(await place()), reseating: { changes: [{ adjudicatorId: chair.id, to: null }], seen } });
    await chip(page, judge.id).click();
    await chip(page, chair.id).click();
    const conflict = page.locator('.r-conflict');
    await conflict.waitFor();
    assert.match(await conflict.innerText(), /was changed by somebody else meanwhile\.[^]*You wanted[^]*How it is since[^]*chair nobody/);
    assert.equal((await seats()).get(judge.id)?.debateId, from.id);
    await page.getByRole('button', { name: 'Do it all the same' }).click();
    await saved(page);
    assert.deepEqual((await seats()).get(judge.id), { debateId: to.id, place: 'C' });
  });

  it('moves by finger: rests on the chip, drags, lets go', async () => {
    const { to, judge } = await pair();
    const page = await director();
    const session = await page.context().newCDPSession(page);
    const middle = async (selector: string) => {
      const box = await page.locator(selector).first().boundingBox();
      assert.ok(box);
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    };
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints });
    await chip(page, judge.id).scrollIntoViewIfNeeded();
    await touch('touchStart', [await middle(`[data-judge="${judge.id}"]`)]);
    await page.locator('.r-ghost').waitFor();
    const target = await middle(`[data-key="slot-${to.id}-P"]`);
    await touch('touchMove', [target]);
    await page.locator(`[data-key="slot-${to.id}-P"].under`).waitFor();
    await touch('touchEnd', []);
    await saved(page);
    assert.deepEqual((await seats()).get(judge.id), { debateId: to.id, place: 'P' });
  });

  it('weighs the debate of the focused chip by the keys 1 to 5', async () => {
    const { to, chair } = await pair();
    const page = await director();
    await chip(page, chair.id).focus();
    await page.keyboard.press('5');
    await page.locator(`tr:has([data-debate="${to.id}"]) [aria-label="Importance 5 of 5"]`).waitFor();
    assert.equal((await rooms()).find(({ id }) => id === to.id)?.importance, 2);
  });

  it('finds a free adjudicator by a part of the name', async () => {
    const { judge } = await pair();
    const page = await director();
    await chip(page, judge.id).focus();
    await page.keyboard.press('Delete');
    await saved(page);
    await page.keyboard.press('/');
    await page.keyboard.type(judge.name.slice(0, 5).toLowerCase());
    assert.equal(await page.locator('[data-free]').getByText(judge.name).isVisible(), true);
    await page.keyboard.type('zzz');
    assert.equal(await page.locator('[data-free] > li:visible').count(), 0);
  });

  it('takes nothing from who is not signed in, and says what is wrong with a body', async () => {
    const page = await director();
    const { csrf } = JSON.parse((await page.locator('#allocation').getAttribute('data-props')) ?? '{}');
    const send = async (address: string, body: object, headers: Record<string, string> = { 'x-csrf-token': csrf }) => {
      const answer = await page
        .context()
        .request.post(desk.url + address, { data: body, headers: { accept: 'application/json', ...headers } });
      return [answer.status(), (await answer.json()).error?.message];
    };
    const seatsPath = paths.seats('cup', 2);
    assert.deepEqual(await send(seatsPath, { changes: [] }, {}), [403, 'This form is too old to be sent.']);
    assert.equal((await send(seatsPath, { changes: [] }))[0], 422);
    const nowhere = { changes: [{ adjudicatorId: 'x', to: null }], seen: [] };
    assert.deepEqual(await send(seatsPath, nowhere), [422, 'changes.0.adjudicatorId: is no id.']);
    assert.equal((await send(paths.importance('cup', 2), { debateId: 2_000_000_000, importance: 1 }))[0], 404);
    assert.equal((await desk.server.inject({ url: paths.board('cup', 2), headers: { accept: 'application/json' } })).statusCode, 401);
  });
});
