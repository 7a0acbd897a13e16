import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { newIntent } from '#kit/db/receipts.ts';
import { findRound } from '../../round/find.ts';
import type { Debate } from '../../rules/debate.ts';
import * as ballots from '../../store/ballots.ts';
import * as debates from '../../store/debates.ts';
import * as permissions from '../../store/permissions.ts';
import { act, testTab } from '../../test-tab.ts';
import type { TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { changeSettings } from '../../tournaments/settings.ts';
import { invite, acceptInvitation } from '../../accounts/invite.ts';
import { ballotFields } from '../ballot-input.ts';
import { FormBrowser } from '../form-browser.ts';
import { createSite } from '../server.ts';
import { paths } from './paths.ts';

describe('the assistants’ pages', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let lena: FormBrowser;
  let nia: FormBrowser;
  let rooms: Debate[];
  before(async () => {
    tab = await testTab();
    server = await createSite(tab, { adminPassword: 'secret', apiKey: null, cookieSecret: 'x'.repeat(32) });
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'cup', seed: 'a' });
    await act(tab, { slug: 'cup', seq: 1 }, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms', 'publish');
    const { round } = await findRound(tab, 'cup', 1);
    rooms = (await debates.ofRound(tab.db, round.id)).toSorted((a, b) => name(a).localeCompare(name(b), 'en', { numeric: true }));
    lena = await assistant('lena');
    nia = await assistant('nia');
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  const name = (debate: Debate): string => debate.venue?.name ?? '';
  const assistant = async (login: string): Promise<FormBrowser> => {
    const { tournament } = await findRound(tab, 'cup', 1);
    const group = (await permissions.groupsOf(tab.db, tournament.id)).find((one) => one.name === 'Tabulation Assistant');
    assert.ok(group);
    const place = { tournamentId: tournament.id, groupId: group.id };
    const token = await invite(tab, { actor: 'admin', place, userId: null, email: null });
    await acceptInvitation(tab, token, { name: login, password: 'ten letters' });
    const browser = new FormBrowser(server);
    await browser.signIn('ten letters', login);
    return browser;
  };
  const room = (index: number): Debate => {
    const found = rooms[index];
    assert.ok(found);
    return found;
  };
  const typed = (first: number): Record<string, string> => ({
    intent: newIntent(),
    ...Object.fromEntries(
      [0, 1, 2, 3].flatMap((side) => [1, 2].map((position) => [ballotFields.score(0, side, position), String(first - side)])),
    ),
  });
  const entered = async (browser: FormBrowser, debate: Debate, first: number) => {
    const url = paths.enter('cup', debate.id);
    const page = (await browser.get(url)).body;
    const speakers = [...page.matchAll(/<select[^>]*name="(speaker-\d-\d)"[^>]*>.*?<option value="(\d+)" selected>/g)];
    const lineUp = Object.fromEntries(speakers.map(([, field = '', id = '']) => [field, id]));
    return { lineUp, answer: await browser.post(url, { ...lineUp, ...typed(first) }, url) };
  };
  const newest = async (debate: Debate) => {
    const [version] = await ballots.ofDebate(tab.db, debate.id);
    assert.ok(version);
    return version;
  };
  const blind = async (isOn: boolean): Promise<void> => {
    const { tournament } = await findRound(tab, 'cup', 1);
    await changeSettings(tab, { tournament, actor: 'admin', values: { 'data_entry.enable_blind_checks': isOn } });
  };

  it('after a ballot is typed the next one opens, in hand of nobody else', async () => {
    const { answer } = await entered(lena, room(0), 80);
    assert.equal(answer.headers.location, paths.enter('cup', room(1).id));
    assert.match((await lena.get(answer.headers.location ?? '')).body, /is saved for somebody else to check\. Receipt/);
    const queue = (await nia.get(paths.queue('cup'))).body;
    assert.match(queue, new RegExp(`${name(room(1))}</a>[^/]*/span><span class="r-chip idle">in hand: lena`));
    assert.deepEqual([(await newest(room(0))).submitter, (await newest(room(0))).isConfirmed], ['lena', false]);
  });

  it('who entered a ballot does not check it', async () => {
    const { id } = await newest(room(0));
    assert.doesNotMatch((await lena.get(paths.queue('cup'))).body, new RegExp(paths.check('cup', id)));
    assert.match((await lena.get(paths.check('cup', id))).body, /You entered this ballot/);
    const answer = await lena.post(paths.check('cup', id), {}, paths.queue('cup'));
    assert.equal(answer.statusCode, 403);
    assert.equal((await newest(room(0))).isConfirmed, false);
  });

  it('somebody else confirms it by looking, and comes to the next', async () => {
    await entered(lena, room(1), 75);
    const { id } = await newest(room(0));
    const answer = await nia.post(paths.check('cup', id), {}, paths.check('cup', id));
    assert.equal(answer.headers.location, paths.check('cup', (await newest(room(1))).id));
    assert.deepEqual([(await newest(room(0))).isConfirmed, (await newest(room(0))).confirmer], [true, 'nia']);
  });

  it('a rejected ballot is typed anew', async () => {
    const { id } = await newest(room(1));
    await nia.post(paths.reject('cup', id), {}, paths.check('cup', id));
    assert.equal((await newest(room(1))).isDiscarded, true);
    assert.match((await nia.get(paths.queue('cup'))).body, new RegExp(paths.enter('cup', room(1).id)));
  });

  it('checked blind, it shows nothing of what was entered, and afterwards only the cells that differ', async () => {
    await blind(true);
    const { lineUp } = await entered(lena, room(2), 90);
    const { id } = await newest(room(2));
    const url = paths.check('cup', id);
    assert.doesNotMatch((await nia.get(url)).body, /value="90"/);
    const wrong = await nia.post(url, { ...lineUp, ...typed(90), [ballotFields.score(0, 3, 2)]: '86' }, url);
    assert.match(wrong.body, /1 cell is not what was entered before\./);
    assert.match(wrong.body, /speech 2: score\./);
    assert.equal((await newest(room(2))).isConfirmed, false);
    const right = await nia.post(url, { ...lineUp, ...typed(90) }, url);
    assert.equal(right.statusCode, 303);
    assert.equal((await newest(room(2))).confirmer, 'nia');
  });

  it('what the checker typed instead waits for a third person', async () => {
    const { lineUp } = await entered(lena, room(3), 90);
    const first = await newest(room(3));
    const url = paths.check('cup', first.id);
    await nia.post(url, { ...lineUp, ...typed(85), do: 'reject' }, url);
    const version = await newest(room(3));
    assert.deepEqual([version.submitter, version.isConfirmed, version.version], ['nia', false, 2]);
    assert.equal((await ballots.byId(tab.db, first.id))?.isDiscarded, true);
    await blind(false);
  });

  it('a room that is typed or scanned opens', async () => {
    const answer = await nia.get(`${paths.queue('cup')}?find=${encodeURIComponent(name(room(4)).toLowerCase())}`);
    assert.equal(answer.headers.location, paths.enter('cup', room(4).id));
    assert.match((await nia.get(`${paths.queue('cup')}?find=nowhere`)).body, /Nothing to do for &quot;nowhere&quot;\./);
  });

  it('are closed where the settings say so', async () => {
    const { tournament } = await findRound(tab, 'cup', 1);
    await changeSettings(tab, { tournament, actor: 'admin', values: { 'data_entry.assistant_access': 'none' } });
    assert.equal((await nia.get(paths.queue('cup'))).statusCode, 403);
  });
});
