import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createServer } from '#kit/http/server.ts';
import { newIntent } from '#kit/db/receipts.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import { ballotForm } from '../../round/ballot-form.ts';
import { findRound } from '../../round/find.ts';
import type { Debate } from '../../rules/debate.ts';
import * as ballots from '../../store/ballots.ts';
import * as debates from '../../store/debates.ts';
import * as people from '../../store/people.ts';
import { act, testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { paths } from './paths.ts';
import { registerPersonal } from './routes.ts';

const round = { slug: 'harbour', seq: 1 };

describe('a private link', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let rooms: Debate[];
  const keys = new Map<number, string>();
  before(async () => {
    tab = await testTab();
    const tournament = await createDemo(tab, { demo: 'bp24', actor: 'test', slug: 'harbour', seed: 'harbour' });
    await act(tab, round, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms');
    rooms = (await debates.ofRound(tab.db, (await findRound(tab, 'harbour', 1)).round.id)).filter(({ panel }) => panel.length > 0);
    for (const kind of ['adjudicator', 'speaker'] as const)
      for (const { personId, urlKey } of await people.links(tab.db, tournament.id, kind)) keys.set(personId, urlKey);
    const islandFolders = [join(import.meta.dirname, 'islands')];
    server = await createServer({ product: 'tab', logger: tab.logger, cookieSecret: 'x'.repeat(32), islandFolders });
    registerPersonal(server, tab);
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  const room = (index: number): Debate => {
    const found = rooms[index];
    assert.ok(found !== undefined);
    return found;
  };
  const chairKey = (debate: Debate): string => keys.get(debate.panel.find(({ place }) => place === 'C')?.id ?? 0) ?? '';
  const get = (url: string) => server.inject({ url, headers: { accept: 'text/html' } });

  /** The form of a debate as a phone would send it, with these totals a team. */
  const fields = async (debate: Debate, scores: readonly (readonly number[])[], intent: string): Promise<Record<string, string>> => {
    const { tournament } = await findRound(tab, 'harbour', 1);
    const form = await ballotForm(tab, tournament, debate.id);
    const pairs = scores.flatMap((side, index) =>
      side.flatMap((score, place): [string, string][] => [
        [`score-0-${index}-${place + 1}`, String(score)],
        [`speaker-${index}-${place + 1}`, String(form.rosters[index]?.[place]?.id)],
      ]),
    );
    return { intent, ...Object.fromEntries(pairs) };
  };
  const send = async (debate: Debate, scores: readonly (readonly number[])[], intent = newIntent()) =>
    server.inject({
      method: 'POST',
      url: paths.ballot('harbour', 1, chairKey(debate)),
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(await fields(debate, scores, intent)).toString(),
    });
  const versions = async (debate: Debate): Promise<number> => (await ballots.ofDebate(tab.db, debate.id)).length;

  const good = [
    [76, 78],
    [75, 74],
    [79, 77],
    [75, 78],
  ];

  it('shows nothing of a draw that is not published, and takes no ballot', async () => {
    const home = await get(paths.home('harbour', chairKey(room(0))));
    assert.match(home.body, /No debate of yours is published/);
    assert.doesNotMatch(home.body, new RegExp(room(0).venue?.name ?? 'no room'));
    assert.equal((await get(paths.ballot('harbour', 1, chairKey(room(0))))).statusCode, 404);
    assert.equal((await send(room(0), good)).statusCode, 404);
    await act(tab, round, 'publish');
  });

  it('leads an adjudicator to the room and the ballot, a speaker to the room', async () => {
    const { venue, teams } = room(0);
    const judge = await get(paths.home('harbour', chairKey(room(0))));
    assert.match(judge.body, new RegExp(`you are in ${venue?.name}`));
    assert.match(judge.body, /Enter ballot/);
    assert.equal(judge.headers['cache-control'], 'no-store');
    const { tournament } = await findRound(tab, 'harbour', 1);
    const form = await ballotForm(tab, tournament, room(0).id);
    const speaker = await get(paths.home('harbour', keys.get(form.rosters[2]?.[0]?.id ?? 0) ?? ''));
    assert.match(speaker.body, /Closing Government/);
    assert.match(speaker.body, new RegExp(teams[0]?.name ?? '?'));
    assert.doesNotMatch(speaker.body, /Enter ballot/);
  });

  it('of nobody, of another tournament or of no judge of the round is a 404', async () => {
    for (const url of [
      paths.home('harbour', 'nobody'),
      paths.home('elsewhere', chairKey(room(0))),
      paths.ballot('harbour', 2, chairKey(room(0))),
    ])
      assert.equal((await get(url)).statusCode, 404, url);
  });

  it('takes a ballot once, however often the same form arrives, and shows its receipt', async () => {
    const intent = newIntent();
    const answers = await Promise.all([1, 2, 3].map(() => send(room(0), good, intent)));
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      [303, 303, 303],
    );
    assert.equal(await versions(room(0)), 1);
    const receipt = await get(String(answers[0]?.headers.location));
    assert.match(receipt.body, /Your ballot arrived at \d\d:\d\d:\d\d/);
    assert.match(receipt.body, /[0-9A-Z]{4}-[0-9A-Z]{4}/);
    assert.match(receipt.body, /1st[\s\S]*156[\s\S]*2nd[\s\S]*154/);
    assert.match((await get(paths.home('harbour', chairKey(room(0))))).body, /Send a corrected ballot/);
  });

  it('refuses other scores under the same form, and takes them as a new one', async () => {
    const intent = newIntent();
    await send(room(1), good, intent);
    const other = [[80, 78], ...good.slice(1)];
    assert.equal((await send(room(1), other, intent)).statusCode, 409);
    assert.equal(await versions(room(1)), 1);
    assert.equal((await send(room(1), other)).statusCode, 303);
    assert.equal(await versions(room(1)), 2);
  });

  const wrong = [
    { it: 'a score out of range', scores: [[120, 78], ...good.slice(1)], says: /120 is outside 50 to 99\./ },
    { it: 'a tie', scores: [[76, 78], [76, 78], ...good.slice(2)], says: /Two teams have the same total, and places must differ\./ },
    { it: 'a missing score', scores: [[76], ...good.slice(1)], says: /The score is missing\./ },
  ];
  for (const c of wrong)
    it(`marks ${c.it} and keeps what was typed`, async () => {
      const answer = await send(room(2), c.scores);
      assert.equal(answer.statusCode, 422);
      assert.match(answer.body, c.says);
      assert.match(answer.body, /value="79"/);
      assert.equal(await versions(room(2)), 0);
    });

  it('on a phone without a connection the ballot goes out by itself, and counts once', async () => {
    const address = await server.listen({ port: 0, host: '127.0.0.1' });
    const browser = await openBrowser();
    try {
      const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
      let isCut = true;
      await page.route('**/add/', (route) => (isCut && route.request().method() === 'POST' ? route.abort() : route.continue()));
      await page.goto(address + paths.ballot('harbour', 1, chairKey(room(3))));
      for (const [index, score] of good.flat().entries()) await page.locator('.r-step input').nth(index).fill(String(score));
      const first = page.locator('.r-step').first();
      await first.locator('input').fill('');
      for (const _press of [1, 2]) await first.getByRole('button', { name: 'One more' }).click();
      assert.equal(await first.locator('input').inputValue(), '76');
      await page.getByText('All 8 scores are in. Check the order, then send.').waitFor();
      await page.getByText('Just 1 point apart').waitFor();
      await page.getByRole('button', { name: 'Send ballot' }).click();
      await page.getByText('No connection. Your ballot is safe on this phone').waitFor();
      isCut = false;
      await page.getByRole('heading', { name: /Your ballot arrived at/ }).waitFor();
      assert.equal(await versions(room(3)), 1);
    } finally {
      await browser.close();
    }
  });
});
