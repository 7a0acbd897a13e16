import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { textQuery } from '#kit/db/query.ts';
import { createServer } from '#kit/http/server.ts';
import { findRound, findTournament } from '../../round/find.ts';
import type { Debate } from '../../rules/debate.ts';
import * as debates from '../../store/debates.ts';
import { act, testTab, type TestTab } from '../../test-tab.ts';
import { createDemo } from '../../tournaments/demo.ts';
import { changeSettings } from '../../tournaments/settings.ts';
import { registerPublic } from './routes.ts';

const silence = textQuery<{ seq: number }, unknown>('test.silence', 'update rounds set silent = true where seq = $1', ({ seq }) => [seq]);

describe('the record of a team and of an adjudicator', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  let teamUrl: string;
  let judgeUrl: string;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'wsdc8', actor: 'test', slug: 'schools', seed: 'schools', simulate: 2 });
    server = await createServer({ product: 'tab', logger: tab.logger, cookieSecret: 'x'.repeat(32) });
    registerPublic(server, tab);
    const [room] = await roomsOf(1);
    teamUrl = `/schools/participants/team/${room?.teams[0]?.id}`;
    judgeUrl = `/schools/participants/adjudicator/${room?.panel[0]?.id}`;
  });
  after(async () => {
    await server.close();
    await tab.close();
  });

  const roomsOf = async (seq: number): Promise<Debate[]> => debates.ofRound(tab.db, (await findRound(tab, 'schools', seq)).round.id);
  const page = async (url: string): Promise<string> => (await server.inject({ url })).body;
  const setting = async (values: Record<string, unknown>): Promise<void> =>
    changeSettings(tab, { tournament: await findTournament(tab, 'schools'), values, actor: 'test' });

  it('lists the rounds whose results are out, the newest first, and no score', async () => {
    const record = await page(teamUrl);
    assert.match(record, /Round 2[\s\S]*Round 1/);
    assert.match(record, />(?:won|lost)</);
    assert.doesNotMatch(record, /\b\d{2,3}\.\d/);
    assert.match(await page(judgeUrl), /Round 1/);
  });

  it('is reached from the names on the other pages', async () => {
    for (const path of ['/participants/list', '/results/round/1', '/standings/current-standings'])
      assert.ok((await page(`/schools${path}`)).includes(`${teamUrl}/`), path);
    assert.ok((await page('/schools/participants/list')).includes(`${judgeUrl}/`));
  });

  it('shows a draw from its publish on, without a result, and nothing once it is withdrawn', async () => {
    const round = { slug: 'schools', seq: 3 };
    await act(tab, round, 'all-in', 'draw', 'confirm-draw', 'allocate', 'allocate-rooms', 'confirm-sides');
    assert.doesNotMatch(await page(teamUrl), /Round 3/);
    await act(tab, round, 'publish');
    assert.match(await page(teamUrl), /Round 3/);
    await act(tab, round, 'withdraw');
    assert.doesNotMatch(await page(teamUrl), /Round 3/);
  });

  it('keeps quiet about a silent round, until all results are released', async () => {
    await tab.db.run(silence, { seq: 2 });
    await setting({});
    assert.doesNotMatch(await page(teamUrl), /Round 2/);
    assert.doesNotMatch(await page(judgeUrl), /Round 2/);
    await setting({ 'tab_release.all_results_released': true });
    assert.match(await page(teamUrl), /Round 2/);
  });

  it('names no judge where panels are never public', async () => {
    const [judge] = (await roomsOf(1)).find(({ teams }) => teamUrl.endsWith(`/${teams[0]?.id}`))?.panel ?? [];
    assert.ok((await page(teamUrl)).includes(judge?.name ?? '-'));
    await setting({ 'public_features.public_draw_adjudicators': 'never' });
    assert.ok(!(await page(teamUrl)).includes(judge?.name ?? '-'));
    assert.match(await page(judgeUrl), /Nothing is public yet\./);
    await setting({ 'public_features.public_draw_adjudicators': 'with_draw' });
  });

  it('stands under a code name alone where the event uses them', async () => {
    const [room] = await roomsOf(1);
    await setting({ 'ui_options.team_code_names': 'everywhere', 'ui_options.participant_code_names': 'everywhere' });
    for (const url of [teamUrl, judgeUrl]) {
      const record = await page(url);
      for (const { name } of [...(room?.teams ?? []), ...(room?.panel ?? [])]) assert.ok(!record.includes(name), `${url} names ${name}`);
    }
    await setting({ 'ui_options.team_code_names': 'off', 'ui_options.participant_code_names': 'off' });
  });

  it('is closed where records are not public, and then nothing leads to it', async () => {
    await setting({ 'public_features.public_record': false });
    for (const url of [teamUrl, judgeUrl]) assert.equal((await server.inject({ url })).statusCode, 403);
    assert.doesNotMatch(await page('/schools/participants/list'), /participants\/(?:team|adjudicator)\//);
    await setting({ 'public_features.public_record': true });
  });

  it('of nobody, or of another tournament, is not there', async () => {
    await createDemo(tab, { demo: 'wsdc8', actor: 'test', slug: 'other' });
    for (const url of ['/schools/participants/team/999999', '/schools/participants/adjudicator/x', teamUrl.replace('schools', 'other')])
      assert.equal((await server.inject({ url })).statusCode, 404, url);
  });
});

describe('votes on the results', () => {
  let tab: TestTab;
  let server: FastifyInstance;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'australs24', actor: 'test', slug: 'south', seed: 'south', simulate: 1 });
    server = await createServer({ product: 'tab', logger: tab.logger, cookieSecret: 'x'.repeat(32) });
    registerPublic(server, tab);
  });
  after(async () => {
    await server.close();
    await tab.close();
  });
  const turn = textQuery<{ slug: string }, { name: string }>(
    'test.turnOneSheet',
    `with one as (
       select b.id, b.debate_id, b.content from ballots b join debates d on d.id = b.debate_id join rounds r on r.id = d.round_id
       join tournaments t on t.id = r.tournament_id where t.slug = $1 and jsonb_array_length(b.content->'sheets') = 3 order by b.id limit 1),
     turned as (
       update ballots set content = jsonb_set(ballots.content, '{sheets,2,scores}',
         jsonb_build_array(ballots.content#>'{sheets,2,scores,1}', ballots.content#>'{sheets,2,scores,0}'))
       from one where ballots.id = one.id)
     select p.name from one join debate_adjudicators a on a.debate_id = one.debate_id and a.type = 'P'
     join adjudicators j on j.id = a.adjudicator_id join people p on p.id = j.id order by j.base_score desc, p.name offset 1 limit 1`,
    ({ slug }) => [slug],
  );

  it('say who dissented where the setting is on, and nothing about it elsewhere', async () => {
    const { name } = await tab.db.one(turn, { slug: 'south' });
    const results = async (): Promise<string> => (await server.inject({ url: '/south/results/round/1' })).body;
    assert.ok(!(await results()).includes(name));
    const tournament = await findTournament(tab, 'south');
    await changeSettings(tab, { tournament, values: { 'ui_options.show_splitting_adjudicators': true }, actor: 'test' });
    assert.match(await results(), new RegExp(`${name} <b>dissents</b>`));
    assert.equal((await results()).match(/dissents/g)?.length, 1);
  });
});
