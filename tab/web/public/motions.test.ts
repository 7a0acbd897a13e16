import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createServer } from '#kit/http/server.ts';
import { findRound } from '../../round/find.ts';
import { deleteMotion, releaseMotions, saveMotion, withdrawMotions } from '../../round/motions.ts';
import type { MotionId } from '../../rules/ids.ts';
import { testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { changeSettings } from '../../tournaments/settings.ts';
import { registerPublic } from './routes.ts';

const text = 'This House would make every harbour a free port';

describe('motions on the public site', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let id: MotionId;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'test', slug: 'harbour', seed: 'harbour' });
    server = await createServer({ product: 'tab', logger: tab.logger, cookieSecret: 'x'.repeat(32) });
    registerPublic(server, tab);
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  const page = async (path: string): Promise<string> => (await server.inject({ url: `/harbour${path}` })).body;
  const place = () => findRound(tab, 'harbour', 1);
  const save = async (motion: { text?: string; seq?: number; place?: number }, of: MotionId | null = id): Promise<MotionId> =>
    saveMotion(tab, {
      tournament: (await place()).tournament,
      actor: 'admin',
      id: of,
      motion: {
        text: motion.text ?? text,
        reference: 'Harbours',
        infoSlide: '<p>A free port takes no customs.</p>',
        rounds: [{ seq: motion.seq ?? 1, place: motion.place ?? 1 }],
      },
    });
  const everywhere = ['/', '/motions', '/draw', '/results', '/participants/list'];

  it('cannot be released before they are written down', async () => {
    await assert.rejects(
      place().then((found) => releaseMotions(tab, { ...found, actor: 'admin' })),
      /Round 1 has no motion yet\./,
    );
  });

  it('written down they change nothing that anybody can fetch', async () => {
    const tags = async () => Promise.all(everywhere.map(async (path) => (await server.inject({ url: `/harbour${path}` })).headers.etag));
    const tagsBefore = await tags();
    id = await save({}, null);
    assert.deepEqual(await tags(), tagsBefore);
    assert.match(await page('/motions'), /No motion is released yet\.[\s\S]*Round 1[\s\S]*Not released yet\./);
  });

  it('released they stand on their page and in every menu at once; the home page leads there', async () => {
    await releaseMotions(tab, { ...(await place()), actor: 'admin' });
    const motions = await page('/motions');
    for (const part of [text, 'Harbours', 'A free port takes no customs.']) assert.ok(motions.includes(part), part);
    assert.equal(motions.match(/Not released yet\./g)?.length, 6); // the other rounds
    for (const path of everywhere) assert.match(await page(path), /href="\/harbour\/motions\/"/);
    assert.match(await page('/'), /The motion of Round 1 is out\./);
  });

  it('corrected they are seen corrected', async () => {
    await save({ text: `${text} again` });
    assert.ok((await page('/motions')).includes(`${text} again`));
  });

  it('withdrawn they are nowhere', async () => {
    await withdrawMotions(tab, { ...(await place()), actor: 'admin' });
    for (const path of everywhere) assert.doesNotMatch(await page(path), /free port|harbour\/motions\//);
  });

  it('with a preparation time the release sets the start of the debates', async () => {
    const { tournament } = await place();
    await changeSettings(tab, { tournament, values: { 'debate_rules.preparation_time': 15 }, actor: 'admin' });
    await releaseMotions(tab, { ...(await place()), actor: 'admin' });
    assert.ok((await place()).round.startsAt !== null);
    assert.match(await page('/motions'), /Debates start at \d\d:\d\d\./);
  });

  it('are closed where they are not public', async () => {
    const { tournament } = await place();
    await changeSettings(tab, { tournament, values: { 'public_features.public_motions': false }, actor: 'admin' });
    const closed = await server.inject({ url: '/harbour/motions' });
    assert.deepEqual([closed.statusCode, closed.body.includes('free port')], [403, false]);
    for (const path of everywhere) assert.doesNotMatch(await page(path), /harbour\/motions\//);
  });

  const wrong = [
    { it: 'no text', motion: { text: ' ' }, says: /A motion needs a text\./ },
    { it: 'too long a text', motion: { text: 'x'.repeat(501) }, says: /at most 500 characters; this one has 501/ },
    { it: 'a round that is not there', motion: { seq: 99 }, says: /There is no round 99\./ },
    { it: 'a place that is taken', motion: { place: 1 }, says: /Another motion has this place in the round\./ },
  ];
  for (const one of wrong) it(`refuses ${one.it}, and nothing is changed`, () => assert.rejects(save(one.motion, null), one.says));

  it('of another tournament are not there', async () => {
    const other = await createDemo(tab, { demo: 'wsdc8', actor: 'test', slug: 'other' });
    await assert.rejects(deleteMotion(tab, { tournament: other, actor: 'admin', id }), /There is no motion/);
  });
});
