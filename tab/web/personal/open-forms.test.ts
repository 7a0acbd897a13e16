import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { newIntent } from '#kit/db/receipts.ts';
import { createServer } from '#kit/http/server.ts';
import { ballotForm } from '../../round/ballot-form.ts';
import { findRound, findTournament } from '../../round/find.ts';
import type { Debate } from '../../rules/debate.ts';
import * as ballots from '../../store/ballots.ts';
import * as debates from '../../store/debates.ts';
import * as people from '../../store/people.ts';
import { act, testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { changeSettings } from '../../tournaments/settings.ts';
import { registerPublic } from '../public/routes.ts';
import { openKey, paths } from './paths.ts';
import { registerPersonal } from './routes.ts';

const round = { slug: 'harbour', seq: 1 };
const totals = [
  [76, 78],
  [75, 74],
  [79, 77],
  [75, 78],
];

describe('forms that are open to everybody (participant_ballots and participant_feedback: public)', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let debate: Debate;
  let chair: number;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'test', slug: 'harbour', seed: 'harbour' });
    await act(tab, round, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms', 'publish');
    const [first] = await debates.ofRound(tab.db, (await findRound(tab, 'harbour', 1)).round.id);
    assert.ok(first !== undefined);
    debate = first;
    chair = first.panel.find(({ place }) => place === 'C')?.id ?? 0;
    server = await createServer({ product: 'tab', logger: tab.logger, cookieSecret: 'x'.repeat(32) });
    registerPublic(server, tab);
    registerPersonal(server, tab);
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  const setting = async (values: Record<string, unknown>): Promise<void> =>
    changeSettings(tab, { tournament: await findTournament(tab, 'harbour'), values, actor: 'test' });
  const get = (url: string, cookie = '') => server.inject({ url, headers: { accept: 'text/html', cookie } });
  const post = (url: string, fields: Record<string, string>, cookie = '') =>
    server.inject({
      method: 'POST',
      url,
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', cookie },
      payload: new URLSearchParams(fields).toString(),
    });
  const ballotUrl = (): string => paths.ballot('harbour', 1, openKey(chair));
  const ballotFields = async (): Promise<Record<string, string>> => {
    const form = await ballotForm(tab, await findTournament(tab, 'harbour'), debate.id);
    const pairs = totals.flatMap((side, index) =>
      side.flatMap((score, place): [string, string][] => [
        [`score-0-${index}-${place + 1}`, String(score)],
        [`speaker-${index}-${place + 1}`, String(form.rosters[index]?.[place]?.id)],
      ]),
    );
    return { intent: newIntent(), ...Object.fromEntries(pairs) };
  };

  it('are closed while ballots and feedback come by private links, and the front page leads to none', async () => {
    await setting({ 'data_entry.participant_ballots': 'private-urls', 'data_entry.participant_feedback': 'private-urls' });
    for (const url of [
      paths.openBallots('harbour', 1),
      paths.openFeedback('harbour'),
      ballotUrl(),
      paths.feedback('harbour', openKey(chair)),
    ])
      assert.equal((await get(url)).statusCode, 422, url);
    assert.equal((await post(ballotUrl(), await ballotFields())).statusCode, 422);
    assert.doesNotMatch((await get('/harbour/')).body, /Enter a ballot/);
  });

  it('take a ballot from whoever says which adjudicator they are, and show its receipt to whoever has its code', async () => {
    await setting({ 'data_entry.participant_ballots': 'public', 'data_entry.participant_feedback': 'public' });
    assert.match((await get('/harbour/')).body, new RegExp(paths.openBallots('harbour', 1)));
    const list = await get(paths.openBallots('harbour', 1));
    assert.match(list.body, new RegExp(ballotUrl()));
    assert.match(String(list.headers['cache-control']), /no-store/);
    assert.equal((await get(ballotUrl())).statusCode, 200);
    const sent = await post(ballotUrl(), await ballotFields());
    assert.equal(sent.statusCode, 303);
    const receipt = String(sent.headers.location);
    assert.match((await get(receipt)).body, /Your ballot arrived/);
    assert.equal((await get(receipt.replace(/\?.*/, ''))).statusCode, 404);
    const versions = await ballots.ofDebate(tab.db, debate.id);
    assert.deepEqual(
      versions.map(({ submitter, isConfirmed }) => [submitter, isConfirmed]),
      [[`person:${chair}`, false]],
    );
  });

  it('open nothing else that a private link does', async () => {
    for (const url of [
      paths.home('harbour', openKey(chair)),
      paths.conflicts('harbour', openKey(chair)),
      paths.sheet('harbour', 1, openKey(chair)),
    ])
      assert.equal((await get(url)).statusCode, 404, url);
  });

  it('take feedback, and say that it was sent without saying how it was', async () => {
    const [{ personId } = { personId: 0 }] = await people.links(tab.db, (await findTournament(tab, 'harbour')).id, 'speaker');
    assert.match((await get(paths.openFeedback('harbour'))).body, /open-\d+\/feedback/);
    const url = paths.feedback('harbour', openKey(personId));
    const page = (await get(url)).body;
    const field = (name: string): string => new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? '';
    const target = /<option value="(\d+)"/.exec(page)?.[1] ?? '';
    const sent = await post(url, { debate: field('debate'), intent: field('intent'), target, score: '3', comment: '' });
    assert.equal(sent.statusCode, 303, sent.body);
    assert.match((await get(url)).body, /Sent: <b>[^<]+<\/b><\/p>/);
  });

  it('stand behind a password where the settings say so; a new password is asked for anew', async () => {
    await setting({ 'data_entry.public_use_password': true, 'data_entry.public_password': 'wave' });
    const list = paths.openBallots('harbour', 1);
    assert.match((await get(list)).body, /ask for a password/);
    assert.equal((await get(ballotUrl())).statusCode, 401);
    assert.equal((await post(ballotUrl(), await ballotFields())).statusCode, 401);
    assert.equal((await post(paths.formPassword('harbour'), { password: 'wafe', next: list })).statusCode, 401);
    const right = await post(paths.formPassword('harbour'), { password: 'wave', next: list });
    assert.equal(right.headers.location, list);
    const cookie = right.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
    assert.equal((await get(ballotUrl(), cookie)).statusCode, 200);
    await setting({ 'data_entry.public_password': 'tide' });
    assert.equal((await get(ballotUrl(), cookie)).statusCode, 401);
  });

  it('lead nowhere else after the password', async () => {
    const answer = await post(paths.formPassword('harbour'), { password: 'tide', next: '//elsewhere.example/' });
    assert.equal(answer.headers.location, '/harbour/');
  });
});
