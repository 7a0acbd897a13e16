import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { makeBreak } from '../../round/break.ts';
import { findRound, findTournament } from '../../round/find.ts';
import { judgesOfBreak } from '../../round/judge-break.ts';
import * as availabilities from '../../store/availabilities.ts';
import { testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { changeSettings } from '../../tournaments/settings.ts';
import { FormBrowser } from '../form-browser.ts';
import { createSite } from '../server.ts';
import { paths } from './routes.ts';

describe('the adjudicators who go on', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let browser: FormBrowser;
  before(async () => {
    tab = await testTab();
    server = await createSite(tab, { adminPassword: 'secret', apiKey: 'key', cookieSecret: 'x'.repeat(32) });
    const tournament = await createDemo(tab, { demo: 'bp24', actor: 'demo', slug: 'cup', seed: 'a', simulate: 5 });
    await makeBreak(tab, { tournament, actor: 'demo' });
    await changeSettings(tab, { tournament, values: { 'public_features.public_breaking_adjs': true }, actor: 'demo' });
    browser = new FormBrowser(server);
    await browser.signIn('secret');
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  const page = paths.breakJudges('cup');
  const judges = async () => judgesOfBreak(tab, await findTournament(tab, 'cup'));
  const going = async () => (await judges()).filter(({ isBreaking }) => isBreaking).map(({ id }) => id);

  it('are those with a tick, and nobody else', async () => {
    const [one, two] = await judges();
    await browser.post(page, { wish: 'these', judge: String(one?.id) }, page);
    assert.deepEqual(await going(), [one?.id]);
    await browser.post(page, { wish: 'these', judge: String(two?.id) }, page);
    assert.deepEqual(await going(), [two?.id]);
  });

  it('are by score everybody with at least so much who is no trainee', async () => {
    const all = await judges();
    const least = all[3]?.score ?? 0;
    const answer = await browser.post(page, { wish: 'from', score: String(least).replace('.', ',') }, page);
    assert.equal(answer.statusCode, 303, answer.body);
    assert.deepEqual(
      await going(),
      all.filter(({ score, isTrainee }) => !isTrainee && score >= least).map(({ id }) => id),
    );
  });

  it('are not changed by a score that is none', async () => {
    const chosen = await going();
    const answer = await browser.post(page, { wish: 'from', score: 'good' }, page);
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, /The score must be a number\./);
    assert.deepEqual(await going(), chosen);
  });

  it('are in for an elimination round with one press, and nobody else', async () => {
    const all = (await findRound(tab, 'cup', 1)).rounds;
    const final = all.find(({ stage }) => stage === 'E');
    await browser.post(paths.breakJudgesIn('cup'), { round: String(final?.seq) }, page);
    const place = await findRound(tab, 'cup', final?.seq);
    const present = await availabilities.ofRound(tab.db, place.round.id);
    assert.deepEqual(
      [...present.adjudicator].sort((a, b) => a - b),
      (await going()).toSorted((a, b) => a - b),
    );
  });

  it('stand on the public page the moment they are chosen, without anything that is only for the tab room', async () => {
    const [first] = await judges();
    await browser.post(page, { wish: 'these', judge: String(first?.id) }, page);
    const { body } = await server.inject({ url: '/cup/break/adjudicators/' });
    assert.match(body, new RegExp(first?.name ?? 'nobody'));
    assert.doesNotMatch(body, /Must not judge|Gender/);
  });
});
