import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../../game/define-game.ts';
import { defineProject } from '../../game/define-project.ts';
import { field } from '../../game/fields.ts';
import { createSession, type CreatedSession } from '../../sessions/create.ts';
import { round } from '../../store/monitor.ts';
import { testLab, type TestLab } from '../../testing/test-lab.ts';
import { labServer } from '../server.ts';

const game = defineGame({
  name: 'pot',
  groupSize: 2,
  player: { gift: field.money({ max: 100 }), secretWord: field.text() },
  group: { total: field.money(), treatment: field.text({ initial: 'a tax' }) },
  adminFields: { player: ['gift'] },
  report: ({ subsession, c: _c }) => html`<p>Gifts of ${subsession.players.map((player) => player.peek('gift')).join(' and ')}</p>`,
});
const project = defineProject({
  autoTabulatePayoffs: false,
  defaults: { participationFee: 5, pointValue: 0.1 },
  sessions: [
    { name: 'pot', games: [game.sequence(game.page('Give', { form: ['gift'], view: ({ form, next }) => html`${form} ${next}` }))] },
  ],
});

describe('the researcher’s desk', () => {
  let lab: TestLab;
  let server: FastifyInstance;
  let session: CreatedSession;
  before(async () => {
    lab = await testLab(project, { LAB_AUTH: 'OPEN', LAB_SECRET: 'a secret of thirty-two characters' });
    server = await labServer(lab);
    session = await createSession(lab, { config: 'pot', participants: 2 });
  });
  after(async () => {
    await server.close();
    await lab.close();
  });
  const get = async (url: string): Promise<string> => (await server.inject({ url, headers: { accept: 'text/html' } })).body;
  /** Sends a form with the token of the list of sessions. */
  async function post(url: string, form: Readonly<Record<string, string>> | string[][]) {
    const page = await server.inject({ url: '/sessions/new', headers: { accept: 'text/html' } });
    const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const cookies = Object.fromEntries(page.cookies.map(({ name, value }) => [name, value]));
    const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
    const payload = new URLSearchParams(form);
    payload.append('_csrf', token);
    return server.inject({ method: 'POST', url, headers, cookies, payload: payload.toString() });
  }
  const own = (rest: string): string => `/sessions/${session.code}${rest}`;
  const first = (): string => session.participantCodes[0] ?? '';
  const dataOf = async (at: number) => (await round(lab.db, { sessionId: session.id, sub: 1 }))[at];

  it('the monitor’s table says who has which treatment', async () => {
    const page = await get(own('/monitor?view=table'));
    assert.match(page, />Treatment</);
    assert.equal(page.match(/>a tax</g)?.length, 2);
  });

  describe('files', () => {
    const names = {
      '/exports/wide': 'all_apps_wide_',
      '/exports/game.pot': 'pot_',
      '/exports/page-times': 'PageTimes-',
      '/exports/chat': 'ChatMessages-',
    };
    for (const [url, name] of Object.entries(names))
      it(`${url} is named as oTree names it`, async () => {
        const { headers } = await server.inject({ url });
        assert.match(String(headers['content-disposition']), new RegExp(`filename="${name}\\d{4}-\\d\\d-\\d\\d\\.csv"`));
      });
  });

  describe('values', () => {
    const save = (values: Readonly<Record<string, string>>) => post(own('/data'), { participant: first(), round: '1', ...values });

    it('are shown as the game wants them shown', async () => {
      const page = await get(own('/data'));
      assert.match(page, /gift/);
      assert.doesNotMatch(page, /secret_word|payoff/);
    });

    it('are changed where they were typed anew, on the player and on the group', async () => {
      assert.equal(
        (await save({ 'player.gift': '40', 'old.player.gift': 'null', 'group.total': '50', 'old.group.total': 'null' })).statusCode,
        303,
      );
      assert.deepEqual((await dataOf(0))?.data, { gift: 40 });
      assert.deepEqual((await dataOf(1))?.groupData, { total: 50, treatment: 'a tax' });
    });

    it('are not overwritten when somebody was faster', async () => {
      assert.equal((await save({ 'player.gift': '41', 'old.player.gift': 'null' })).statusCode, 409);
      assert.deepEqual((await dataOf(0))?.data, { gift: 40 });
    });

    it('must be such as the field holds', async () => {
      assert.equal((await save({ 'player.gift': '101', 'old.player.gift': '40' })).statusCode, 400);
      assert.equal((await save({ 'player.gift': 'x', 'old.player.gift': '40' })).statusCode, 400);
    });

    it('are unset by typing nothing; each change is noted with the value before it', async () => {
      await save({ 'player.gift': '', 'old.player.gift': '40' });
      assert.deepEqual((await dataOf(0))?.data, { gift: null });
      assert.match(await get(own('/description')), /data edited.*&quot;old&quot;:&quot;40&quot;/s);
    });
  });

  describe('seats', () => {
    const seat = (form: Readonly<Record<string, string>>) => post(own('/release-seat'), form);

    it('can be more', async () => {
      const [links, { location }] = [
        (await get(own('/links.csv'))).split('\r\n').length,
        (await post(own('/seats'), { people: '2' })).headers,
      ];
      assert.match(await get(String(location)), /2 people more can take part\./);
      assert.equal((await get(own('/links.csv'))).split('\r\n').length, links + 2);
      for (const people of ['', '-2', 'x']) assert.equal((await post(own('/seats'), { people })).statusCode, 400);
    });

    it('are given to somebody else before they are taken', async () => {
      const code = /P3,([a-z0-9]{8})/.exec(await get(own('/links.csv')))?.[1] ?? '';
      assert.match(await get(own('/monitor?seat=3')), /Hold to give the seat to somebody else/);
      assert.match(String((await seat({ participant: code })).headers.location), /done=released/);
      assert.doesNotMatch(await get(own('/links.csv')), new RegExp(code));
      assert.equal((await seat({ participant: code })).statusCode, 404);
    });
  });

  describe('several participants at once', () => {
    let many: CreatedSession;
    before(async () => {
      many = await createSession(lab, { config: 'pot', participants: 4 });
    });
    const spot = (at: number, page = 0): string => `${many.participantCodes[at] ?? first()}.${page}`;
    const press = async (act: string, spots: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<string> => {
      const ticked = spots.map((value) => ['participant', value]);
      const { headers } = await post(`/sessions/${many.code}/chosen`, [...ticked, ['act', act], ...Object.entries(more)]);
      return get(String(headers.location));
    };

    it('are ticked in the table, each with the page where they are seen', async () => {
      const table = await get(`/sessions/${many.code}/monitor?view=table`);
      assert.match(table, new RegExp(`type="checkbox" form="chosen" name="participant" value="${spot(0)}" aria-label="Choose P1"`));
      assert.doesNotMatch(await get(`/sessions/${many.code}/monitor`), /name="participant" value="[^"]*\.0"/);
    });
    it('are moved on, but for who has left that page', async () => {
      assert.match(await press('move', [spot(0), spot(1), spot(2, 1)]), /2 people were moved on\..*1 stayed where they are/s);
    });
    it('are told something', async () => {
      assert.match(await press('tell', [spot(0), spot(1)], { text: 'Ten minutes left' }), /top of the page of 2 people/);
    });
    it('count as dropped out, and take part again', async () => {
      assert.match(await press('drop', [spot(0, 1), spot(3)]), /2 people count as dropped out\./);
      assert.match(await press('back', [spot(0, 1), spot(1, 1)]), /1 person takes part again\./);
    });
    it('are played by bots where nobody sits', async () => {
      assert.match(await press('bots', [spot(1, 1), spot(2)]), /A bot plays 1 seat\..*1 were left alone/s);
    });
    it('are of this session, and at least one', async () => {
      assert.match(await press('move', [`${first()}.0`, 'x']), /Nobody was ticked\./);
      assert.match(await press('move', []), /Nobody was ticked\./);
      assert.match(await press('fly', [spot(0)]), /Nobody was ticked\./);
    });
    it('each press is noted', async () => assert.match(await get(`/sessions/${many.code}/description`), /several: move/));
    it('bots take all seats that are free', async () => {
      const free = await createSession(lab, { config: 'pot', participants: 4 });
      assert.match(await get(`/sessions/${free.code}/monitor`), /Hold to let bots take 4 free seats/);
      const { headers } = await post(`/sessions/${free.code}/bots`, {});
      assert.match(await get(String(headers.location)), /Bots play 4 seats\./);
    });
  });

  describe('payments', () => {
    const adjust = (amount: string, reason: string) => post(own('/payments/adjust'), { participant: first(), amount, reason });

    it('are put right by an entry with its reason', async () => {
      assert.equal((await adjust('-2,50', 'left early')).statusCode, 303);
      assert.equal((await adjust('1', 'helped <b>others</b>')).statusCode, 303);
      const page = await get(own('/payments'));
      assert.match(page, /left early/);
      assert.match(page, /helped &lt;b&gt;others/);
      assert.match(page, /\$3\.50/);
      assert.match(await get(own('/receipts')), /received <b>\$3\.50<\/b>/);
    });

    for (const [amount, reason] of [
      ['0', 'nothing'],
      ['x', 'no number'],
      ['1', ' '],
    ] as const)
      it(`are not put right by ${JSON.stringify([amount, reason])}`, async () =>
        assert.equal((await adjust(amount, reason)).statusCode, 400));

    it('follow the fee', async () => {
      await post(own('/edit'), { label: 'Tuesday', comment: '', participationFee: '7.00', pointValue: '0.2' });
      assert.match(await get(own('/payments')), /fee of <b>\$7\.00<\/b>/);
      assert.equal((await post(own('/edit'), { participationFee: '-1' })).statusCode, 400);
    });
  });

  it('shows the report of a game', async () => assert.match(await get(own('/report')), /Gifts of/));

  it('gives the links as CSV and as QR codes', async () => {
    assert.match(await get(own('/links.csv')), new RegExp(`P1,${first()},http://[^,]+/InitializeParticipant/${first()}\r\n`));
    assert.equal((await get(own('/qr-codes'))).match(/<svg class="r-qr"/g)?.length, 4);
  });

  it('says how the server stands', async () => assert.match(await get('/server'), /Set LAB_PRODUCTION=1 before a real session\./));

  describe('a room made on the screen', () => {
    const make = (form: Readonly<Record<string, string>>) =>
      post('/rooms', { name: 'own', display_name: 'Our own', labels: 'anna bert', ...form });

    it('has its labels, and a session like any other', async () => {
      assert.equal((await make({})).headers.location, '/rooms/own');
      assert.match(await get('/rooms'), /Our own/);
      assert.match(await get('/room/own?participant_label=anna'), /You are <b>anna<\/b>/);
      await createSession(lab, { config: 'pot', participants: 2, room: 'own' });
      const come = await server.inject({
        method: 'POST',
        url: '/room/own',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'participant_label=anna',
      });
      assert.match(String(come.headers.location), /^\/InitializeParticipant\//);
    });

    it('with links of one’s own can have them made anew', async () => {
      await make({ name: 'safe', is_secure: '1' });
      const linkIn = (page: string): string =>
        /\/room\/safe\?participant_label=anna&amp;hash=[0-9a-f]{16}/.exec(page)?.[0].replace('&amp;', '&') ?? '';
      const old = linkIn(await get('/rooms/safe'));
      assert.equal((await server.inject({ url: old })).statusCode, 200);
      await post('/rooms/safe/renew', {});
      const fresh = linkIn(await get('/rooms/safe'));
      assert.notEqual(fresh, old);
      assert.equal((await server.inject({ url: old })).statusCode, 404);
      assert.equal((await server.inject({ url: fresh })).statusCode, 200);
    });

    for (const [it_, form] of [
      ['without a name', { name: '' }],
      ['with a label that is none', { labels: 'anna!' }],
      ['with links of one’s own and no labels', { labels: '', is_secure: '1' }],
    ] as const)
      it(`cannot be ${it_}`, async () => assert.equal((await make(form)).statusCode, 400));

    it('keeps what was typed when it is refused, and says what is wrong beside it', async () => {
      const { body } = await make({ name: 'other', display_name: 'The <other>', labels: 'anna!' });
      assert.match(body, /value="other"/);
      assert.match(body, /value="The &lt;other&gt;"/);
      assert.match(body, /anna!<\/textarea>/);
      assert.match(body, /&quot;anna!&quot; is no label/);
    });

    it('is gone when it is removed', async () => {
      await post('/rooms/own/remove', {});
      assert.equal((await server.inject({ url: '/room/own' })).statusCode, 404);
    });
  });
});
