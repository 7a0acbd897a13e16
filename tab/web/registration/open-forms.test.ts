import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { testTab, type TestTab } from '../../test-tab.ts';
import { keyIn, Registrants } from '../../testing/registrants.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { createSite } from '../server.ts';
import { paths } from './paths.ts';

describe('teams and adjudicators who register themselves (tab spec section 10.1)', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let people: Registrants;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'bp24', actor: 'test', slug: 'cup', seed: 'a' });
    server = await createSite(tab, { adminPassword: 'secret', apiKey: null, cookieSecret: 'x'.repeat(32) });
    people = new Registrants(tab, server, 'cup');
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  const crew = {
    'speaker-1-id': '',
    'speaker-1-name': 'Ana Pereira',
    'speaker-1-email': 'ana@example.org',
    'speaker-2-id': '',
    'speaker-2-name': 'Tom Li',
    'speaker-2-email': '',
    'team-use_institution_prefix': '1',
  };
  it('is closed until the settings open it, and says so at every address', async () => {
    assert.match((await people.get(paths.start('cup'))).body, /Registration is not open/);
    for (const form of ['institution', 'team', 'adjudicator'] as const) {
      assert.equal((await people.get(paths.open('cup', form))).statusCode, 403, form);
      assert.equal((await people.post(paths.open('cup', form), crew)).statusCode, 403, form);
    }
    assert.equal((await people.get('/cup/registration/cats')).statusCode, 404);
    assert.doesNotMatch((await people.get('/cup')).body, /Register/);
  });

  it('takes teams and adjudicators by themselves where that is open, each on a page of their own', async () => {
    await people.set({
      'registration.open_team_registration': true,
      'registration.open_adj_registration': true,
      'registration.team_name_generator': 'user',
    });
    assert.match(
      (await people.post(paths.open('cup', 'team'), { ...crew, 'team-reference': 'Owls', 'speaker-1-email': '' })).body,
      /Speaker 1: E-mail is empty/,
    );
    const team = await people.post(paths.open('cup', 'team'), { ...crew, 'team-reference': 'The Owls' });
    const key = keyIn(team.headers.location);
    const own = await people.listed('teams', 'The Owls');
    assert.ok(own);
    assert.match((await people.get(paths.own('cup', key))).body, /The Owls[\s\S]*Ana Pereira, Tom Li/);
    const [ana, tom] = await people.from('The Owls');
    const renamed = { ...crew, 'speaker-1-id': String(ana?.id), 'speaker-2-id': String(tom?.id), 'team-reference': 'The Wise Owls' };
    assert.equal((await people.post(paths.team('cup', key, own.id), renamed)).statusCode, 303);
    assert.ok(await people.listed('teams', 'The Wise Owls'));
    assert.equal((await people.post(paths.withdrawTeam('cup', key, own.id), {})).statusCode, 404);

    const judge = { 'adjudicator-name': 'Kit Ito', 'adjudicator-email': 'kit@example.org', 'adjudicator-institution': '' };
    const twice = await Promise.all([
      people.post(paths.open('cup', 'adjudicator'), judge),
      people.post(paths.open('cup', 'adjudicator'), judge),
    ]);
    assert.deepEqual(
      twice.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b),
      [303, 422],
    );
  });
});
