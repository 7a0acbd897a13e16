import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { textQuery } from '#kit/db/query.ts';
import { readCsv, type CsvTable } from '#kit/files/csv.ts';
import { findRound } from '../round/find.ts';
import { makeBreak } from '../round/break.ts';
import { releaseMotions, saveMotion } from '../round/motions.ts';
import { standingsOf } from '../round/standings.ts';
import { changeSettings } from '../tournaments/settings.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as people from '../store/people.ts';
import { testTab, type TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { exportTournament } from './archive.ts';

const rename = textQuery<{ slug: string; name: string }, unknown>(
  'test.rename',
  `update teams set short_name = $2 where id = (select min(t.id) from teams t join tournaments o on o.id = t.tournament_id where o.slug = $1)`,
  ({ slug, name }) => [slug, name],
);

describe('the export of a tournament', () => {
  let tab: TestTab;
  let tournament: Tournament;
  let texts: ReadonlyMap<string, string>;
  before(async () => {
    tab = await testTab();
    tournament = await createDemo(tab, { demo: 'wsdc8', actor: 'test', slug: 'schools', seed: 'schools', simulate: 4 });
    const motion = { text: 'That we would weigh “every” vote', reference: '', infoSlide: '', rounds: [{ seq: 1, place: 1 }] };
    await saveMotion(tab, { tournament, actor: 'test', id: null, motion });
    await releaseMotions(tab, { ...(await findRound(tab, 'schools', 1)), actor: 'test' });
    await makeBreak(tab, { tournament, actor: 'test' });
    await changeSettings(tab, { tournament, actor: 'test', values: { 'data_entry.public_password': 'only-for-us' } });
    await tab.db.run(rename, { slug: 'schools', name: '=HYPERLINK("http://x.example","Zoë, 1")' });
    const { bytes } = await exportTournament(tab, tournament);
    texts = new Map(Object.entries(unzipSync(bytes)).map(([name, content]) => [name.split('/').at(-1) ?? '', strFromU8(content)]));
  });
  after(() => tab.close());

  const table = (name: string): CsvTable => readCsv(texts.get(`${name}.csv`) ?? '');
  const column = (name: string, header: string): (string | undefined)[] => table(name).rows.map(({ cells }) => cells[header]);

  it('is one zip with a folder named for the tournament and the day', async () => {
    const { name, files } = await exportTournament(tab, tournament);
    assert.match(name, /^schools-\d{4}-\d\d-\d\d\.zip$/);
    assert.ok(files.every((file) => file.startsWith(name.replace('.zip', '/'))));
  });

  const sizes = [
    { table: 'teams', rows: 8 },
    { table: 'speakers', rows: 24 },
    { table: 'adjudicators', rows: 12 },
    { table: 'venues', rows: 5 },
    { table: 'rounds', rows: 6 },
    { table: 'draws', rows: 16 },
    { table: 'results', rows: 32 },
    { table: 'speeches', rows: 128 },
    { table: 'ballots', rows: 16 },
    { table: 'motions', rows: 1 },
    { table: 'team_tab', rows: 8 },
    { table: 'speaker_tab', rows: 24 },
    { table: 'reply_tab', rows: 8 },
  ];
  for (const one of sizes) it(`has ${one.rows} rows in ${one.table}.csv`, () => assert.equal(table(one.table).rows.length, one.rows));

  it('has institutions, breaks and the journal too', () => {
    for (const name of ['institutions', 'breaks', 'journal']) assert.ok(table(name).rows.length > 0, name);
  });

  it('shows the tabs as they are, with every metric, to the last digit', async () => {
    const { teams, speakers } = await standingsOf(tab, tournament);
    assert.deepEqual(
      column('team_tab', 'rank'),
      teams.rows.map(({ rank }) => String(rank)),
    );
    assert.deepEqual(
      column('team_tab', 'speaks_avg'),
      teams.rows.map(({ values }) => String(values[teams.columns.indexOf('speaks_avg')])),
    );
    assert.deepEqual(
      column('speaker_tab', 'average'),
      speakers.rows.map(({ values }) => String(values[speakers.columns.indexOf('average')])),
    );
    for (const metric of ['points', 'margin_avg', 'draw_strength', 'num_adjs', 'speaks_stddev'])
      assert.ok(table('team_tab').header.includes(metric), metric);
  });

  it('keeps letters of every language, and lets no name become a formula', () => {
    assert.equal(
      column('teams', 'name').find((name) => name?.includes('Zoë')),
      `'=HYPERLINK("http://x.example","Zoë, 1")`,
    );
    assert.deepEqual(column('motions', 'motion'), ['That we would weigh “every” vote']);
    assert.ok(column('results', 'margin').some((margin) => margin?.startsWith('-'))); // numbers stay numbers
  });

  it('holds everything again as one JSON document, ballots beside their results', () => {
    const document: Record<string, unknown[]> = JSON.parse(texts.get('tournament.json') ?? '');
    assert.deepEqual([document['ballots']?.length, document['results']?.length, document['teams']?.length], [16, 16, 8]);
  });

  it('gives away no private link, address or password', async () => {
    const links = [
      ...(await people.links(tab.db, tournament.id, 'adjudicator')),
      ...(await people.links(tab.db, tournament.id, 'speaker')),
    ];
    const all = [...texts.values()].join('\n');
    assert.ok(links.length > 30 && links.every(({ urlKey }) => !all.includes(urlKey)));
    assert.doesNotMatch(all, /only-for-us|email_hook_key|@example/);
  });
});
