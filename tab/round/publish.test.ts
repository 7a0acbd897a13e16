import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { once } from 'node:events';
import { EventEmitter } from 'node:events';
import { textQuery } from '#kit/db/query.ts';
import { act, testTab } from '../test-tab.ts';
import type { TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { publicTopic } from '../tournaments/public-keys.ts';
import { findRound } from './find.ts';
import { publishDraw, withdrawDraw } from './publish.ts';

const statement = (text: string) => textQuery<object, unknown>('test.statement', text, () => []);
const breakJournal = [
  `create function no_journal() returns trigger language plpgsql as $$ begin raise exception 'no space left'; end $$`,
  'create trigger no_journal before insert on journal for each row execute function no_journal()',
];

describe('publishing a draw', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'open', seed: 'a' });
    await act(tab, { slug: 'open', seq: 1 }, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms');
  });
  after(() => tab.close());

  const wish = async () => ({ ...(await findRound(tab, 'open', 1)), actor: 'admin' });
  const seen = async () => {
    const { round, tournament } = await findRound(tab, 'open', 1);
    return { status: round.drawStatus, isDated: round.drawPublishedAt !== null, version: tournament.publicVersion };
  };

  it('is all or nothing: what fails at the last step leaves everything as it was', async () => {
    const was = await seen();
    for (const text of breakJournal) await tab.db.run(statement(text), {});
    await assert.rejects(async () => publishDraw(tab, await wish()), /no space left/);
    assert.deepEqual(await seen(), was);
    await tab.db.run(statement('drop trigger no_journal on journal'), {});
  });

  it('raises the public version with it, and tells whoever waits', async () => {
    const was = await seen();
    const heard = new EventEmitter();
    const end = tab.live.subscribe(publicTopic('open'), (verb) => heard.emit('news', verb));
    await new Promise((resolve) => setImmediate(resolve));
    const news = once(heard, 'news');
    await publishDraw(tab, await wish());
    assert.deepEqual(await seen(), { status: 'R', isDated: true, version: was.version + 1 });
    assert.deepEqual(await news, ['draw_published']);
    end();
  });

  it('happens once, whoever presses twice', async () => {
    const asked = await wish();
    await assert.rejects(publishDraw(tab, asked), { code: 'TAB_ROUND_MOVED_ON', message: 'Round 1 is public already.' });
  });

  it('stays for as long as draw_lock_minutes says', async () => {
    const asked = await wish();
    const settings = { ...asked.tournament.settings, draw_lock_minutes: 10 };
    const refused = withdrawDraw(tab, { ...asked, tournament: { ...asked.tournament, settings } });
    await assert.rejects(refused, { code: 'TAB_ROUND_MOVED_ON', message: /^Round 1 is locked for (?:9|10) more minutes/ });
  });

  it('is taken back at once', async () => {
    const was = await seen();
    await withdrawDraw(tab, await wish());
    assert.deepEqual(await seen(), { status: 'C', isDated: false, version: was.version + 1 });
  });
});
