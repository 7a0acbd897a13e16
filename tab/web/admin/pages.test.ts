import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import * as debates from '../../store/debates.ts';
import * as tournaments from '../../store/tournaments.ts';
import { findRound } from '../../round/find.ts';
import { act, testTab } from '../../test-tab.ts';
import type { TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { createSite } from '../server.ts';
import { ballotFields } from '../ballot-input.ts';
import { paths } from './routes.ts';

/** A browser without scripts: keeps cookies, reads pages, sends their forms. */
class Browser {
  readonly #server: FastifyInstance;
  readonly #cookies = new Map<string, string>();

  constructor(server: FastifyInstance) {
    this.#server = server;
  }

  async get(url: string) {
    return this.#keep(await this.#server.inject({ url, headers: this.#headers() }));
  }

  /** Sends fields together with the forgery token of the page. */
  async post(url: string, fields: Readonly<Record<string, string | readonly string[]>> = {}, page = '/admin') {
    const body = new URLSearchParams([['_csrf', await this.tokenOf(page)]]);
    for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) body.append(name, one);
    return this.send(url, body.toString());
  }

  async send(url: string, payload: string, type = 'application/x-www-form-urlencoded') {
    return this.#keep(await this.#server.inject({ method: 'POST', url, headers: { ...this.#headers(), 'content-type': type }, payload }));
  }

  async tokenOf(url: string): Promise<string> {
    return /name="_csrf" value="([^"]+)"/.exec((await this.get(url)).body)?.[1] ?? '';
  }

  #headers(): Record<string, string> {
    return { accept: 'text/html', cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  }

  #keep(answer: Awaited<ReturnType<FastifyInstance['inject']>>) {
    for (const { name, value } of answer.cookies) this.#cookies.set(name, value);
    return answer;
  }
}

const multipart = (parts: readonly { readonly name: string; readonly file?: string; readonly text: string }[]): string =>
  `${parts
    .map(
      ({ name, file, text }) =>
        `--edge\r\ncontent-disposition: form-data; name="${name}"${file ? `; filename="${file}"` : ''}\r\n\r\n${text}\r\n`,
    )
    .join('')}--edge--\r\n`;

describe('the tab room', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let browser: Browser;
  before(async () => {
    tab = await testTab();
    server = await createSite(tab, { adminPassword: 'secret', apiKey: null, cookieSecret: 'x'.repeat(32) });
    browser = new Browser(server);
    await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'cup', seed: 'a' });
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  it('sends who is not signed in to the door, and back afterwards', async () => {
    const answer = await browser.get('/cup/admin');
    assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/login?next=%2Fcup%2Fadmin']);
    assert.equal((await new Browser(server).post('/cup/admin/rounds/1/acts/draw', {}, '/login')).statusCode, 401);
    const wrong = await browser.post('/login', { password: 'guess', next: '/cup/admin' }, '/login');
    assert.equal(wrong.statusCode, 401);
    assert.match(wrong.body, /That is not the admin password\./);
    const right = await browser.post('/login', { password: 'secret', next: '/cup/admin' }, '/login');
    assert.deepEqual([right.statusCode, right.headers.location], [303, '/cup/admin']);
  });

  it('takes no form that is not its own', async () => {
    const answer = await browser.send('/cup/admin/rounds/1/acts/all-in', '');
    assert.equal(answer.statusCode, 403);
    assert.match(answer.body, /This form is too old to be sent\./);
  });

  it('says what comes next, and brings a round there step by step', async () => {
    const says = async (words: RegExp) => assert.match((await browser.get('/cup/admin')).body, words);
    const press = async (name: string) => {
      const answer = await browser.post(paths.act('cup', 1, name));
      assert.equal(answer.statusCode, 303, answer.body);
      return answer;
    };
    await says(/<h1>Nobody is marked as available\.<\/h1>/);
    await press('all-in');
    await says(/<h1>24 teams are ready to be drawn\.<\/h1>/);
    await press('draw');
    await says(/<h1>Round 1 is drawn\. Look at it, then confirm\.<\/h1>/);
    await press('confirm-draw');
    await says(/<h1>6 debates of 6 need a chair\.<\/h1>/);
    await press('allocate');
    await says(/<h1>6 debates of 6 need a room\.<\/h1>/);
    await press('allocate-rooms');
    await says(/<h1>All 6 debates of Round 1 are ready\.<\/h1>/);
    assert.equal((await press('publish')).headers['surrogate-purge'], 'tournament-cup');
    await says(/<h1>0 of 6 ballots are confirmed\.<\/h1>/);
  });

  it('shows what was refused on the page it was pressed on', async () => {
    const answer = await browser.post(paths.act('cup', 1, 'draw'));
    assert.equal(answer.statusCode, 409);
    assert.match(answer.body, /Round 1 was drawn already\./);
    assert.match(answer.body, /Nothing was changed\./);
  });

  const firstDebate = async () => {
    const [debate] = await debates.ofRound(tab.db, (await findRound(tab, 'cup', 1)).round.id);
    assert.ok(debate);
    return debate;
  };
  /** The fields of the page's ballot form, with these scores by side. */
  const ballotOf = async (url: string, scores: readonly (readonly (number | string)[])[]) => {
    const { body } = await browser.get(url);
    const intent = /name="intent" value="([0-9a-f]{32})"/.exec(body)?.[1] ?? '';
    const fields: Record<string, string> = { intent, confirm: '1' };
    scores.forEach((side, index) =>
      side.forEach((score, speech) => {
        fields[ballotFields.score(0, index, speech + 1)] = String(score);
        const select = new RegExp(`name="${ballotFields.speaker(index, speech + 1)}".*?</select>`).exec(body)?.[0] ?? '';
        fields[ballotFields.speaker(index, speech + 1)] = /value="(\d+)" selected/.exec(select)?.[1] ?? '';
      }),
    );
    return fields;
  };

  it('names a score that is out of range at its field, keeps what was written, and saves nothing', async () => {
    const url = paths.ballot('cup', (await firstDebate()).id);
    const answer = await browser.post(
      url,
      await ballotOf(url, [
        [80, 80],
        [79, 120],
        [78, ''],
        [77, 77],
      ]),
    );
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, /120 is outside 50 to 99\./);
    assert.match(answer.body, /The score is missing\./);
    assert.match(answer.body, /name="score-0-0-1" value="80"/);
    assert.equal((await firstDebate()).resultStatus, 'N');
  });

  it('takes a ballot once, though it was sent twice', async () => {
    const url = paths.ballot('cup', (await firstDebate()).id);
    const fields = await ballotOf(url, [
      [80, 80],
      [79, 79],
      [78, 78],
      [77, 77],
    ]);
    for (let time = 0; time < 2; time += 1) {
      const answer = await browser.post(url, fields);
      assert.deepEqual([answer.statusCode, answer.headers.location], [303, '/cup/admin/rounds/1/ballots']);
    }
    assert.match((await browser.get(paths.step('cup', 1, 'ballots'))).body, /Version 1 is confirmed\. Receipt [0-9A-Z]{4}-[0-9A-Z]{4}\./);
    assert.equal((await firstDebate()).resultStatus, 'C');
    assert.doesNotMatch((await browser.get(url)).body, /Version 2/);
  });

  it('refuses a set with a wrong cell, says which, and makes nothing', async () => {
    const parts = [
      { name: '_csrf', text: await browser.tokenOf('/admin') },
      { name: 'name', text: 'Wrong Open' },
      { name: 'slug', text: 'wrong' },
      { name: 'format', text: 'bp' },
      { name: 'files', file: 'venues.csv', text: 'name,priority\nHall,first\n' },
    ];
    const answer = await browser.send(paths.newTournament(), multipart(parts), 'multipart/form-data; boundary=edge');
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, /venues\.csv, line 2, column &quot;priority&quot;: is &quot;first&quot;; it must be a whole number/);
    assert.match(answer.body, /value="Wrong Open"/);
    assert.equal(await tournaments.bySlug(tab.db, 'wrong'), null);
  });

  it('refuses settings that contradict each other', async () => {
    const was = (await tournaments.bySlug(tab.db, 'cup'))?.changedSettings;
    const answer = await browser.post(paths.settings('cup'), { section: 'scoring', 'scoring.score_min': '90', 'scoring.score_max': '80' });
    assert.equal(answer.statusCode, 422);
    assert.deepEqual((await tournaments.bySlug(tab.db, 'cup'))?.changedSettings, was);
  });

  it('shows every page of a tournament that is over', async () => {
    await createDemo(tab, { demo: 'wsdc8', actor: 'demo', slug: 'over', seed: '4', simulate: 4 });
    const broken = await browser.post(paths.breaks('over'));
    assert.equal(broken.statusCode, 303, broken.body);
    await act(tab, { slug: 'over', seq: 5 }, 'all-in', 'draw', 'confirm-draw', 'allocate');
    for (const page of [
      '',
      '/standings',
      '/breaks',
      '/people',
      '/settings',
      '/rounds/4/ballots',
      '/rounds/5/draw',
      '/rounds/5/panels',
      '/rounds/5/rooms',
      '/rounds/5/publish',
    ])
      assert.equal((await browser.get(`/over/admin${page}`)).statusCode, 200, page);
  });

  it('shuts the door after five wrong tries a minute', async () => {
    const stranger = new Browser(server);
    const tries = [];
    for (let time = 0; time < 6; time += 1) tries.push((await stranger.post('/login', { password: 'guess' }, '/login')).statusCode);
    assert.equal(tries.at(-1), 429);
  });
});
