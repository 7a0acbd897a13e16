import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { textQuery } from '#kit/db/query.ts';
import { makeBreak } from '../round/break.ts';
import { findRound, findTournament } from '../round/find.ts';
import { addPanelAhead } from '../round/panel-ahead.ts';
import * as people from '../store/people.ts';
import { act, testTab, type TestTab } from '../test-tab.ts';
import { createDemo } from '../tournaments/demo.ts';
import { recount } from '../tournaments/recount.ts';
import { changeSettings } from '../tournaments/settings.ts';
import { exportTournament } from './archive.ts';
import { recountExport } from './recount-document.ts';

const statement = (text: string) => textQuery<{ slug: string }, unknown>('test.league', text, ({ slug }) => [slug]);
const ofLeague = 'from tournaments t where t.id = x.tournament_id and t.slug = $1';
const asLeague = [
  `update teams x set division = case when x.id % 2 = 0 then 'North' else 'South' end ${ofLeague}`,
  `update break_categories x set rule = 'custom', filters = E'division 2\\nwins 1' ${ofLeague}`,
];

describe('an export of a league', () => {
  let tab: TestTab;
  before(async () => {
    tab = await testTab();
    await createDemo(tab, { demo: 'wsdc8', actor: 'test', slug: 'league', seed: 'league', simulate: 4 });
    for (const text of asLeague) await tab.db.run(statement(text), { slug: 'league' });
    const values = { 'standings.team_standings_precedence': ['wins', 'wbw_d', 'speaks_avg'] };
    await changeSettings(tab, { tournament: await findTournament(tab, 'league'), values, actor: 'test' });
    await makeBreak(tab, { tournament: await findTournament(tab, 'league'), actor: 'test' });
  });
  after(() => tab.close());

  const files = async (): Promise<{ bytes: Uint8Array; text: (end: string) => string }> => {
    const { bytes } = await exportTournament(tab, await findTournament(tab, 'league'));
    const all = unzipSync(bytes);
    return { bytes, text: (end) => strFromU8(Object.entries(all).find(([name]) => name.endsWith(end))?.[1] ?? new Uint8Array()) };
  };

  it('is counted again with its divisions, and with the filters of its break', async () => {
    assert.deepEqual((await recount(tab, await findTournament(tab, 'league'))).differences, []);
    assert.deepEqual(recountExport((await files()).bytes).differences, []);
  });

  it('has the panels that were made ahead of a draw, and who is pinned to a seat', async () => {
    const [judge] = await people.adjudicators(tab.db, (await findTournament(tab, 'league')).id);
    assert.ok(judge);
    const place = { ...(await findRound(tab, 'league', 5)), actor: 'test' };
    const figures = { importance: 1, bracketMin: null, bracketMax: null, liveness: null, roomRank: null };
    await addPanelAhead(tab, { ...place, panel: { figures, seats: [{ adjudicatorId: judge.id, place: 'C' }] } });
    await act(tab, { slug: 'league', seq: 5 }, 'all-in', 'draw', 'confirm-draw', 'allocate');
    const pinned = statement(`update debate_adjudicators a set pinned = true from debates d, rounds x, tournaments t
      where d.id = a.debate_id and x.id = d.round_id and t.id = x.tournament_id and t.slug = $1 and x.seq = 5 and a.type = 'C'`);
    await tab.db.run(pinned, { slug: 'league' });
    const { text } = await files();
    assert.match(text('panels_ahead.csv'), new RegExp(`^5,[^\\n]*,1,1,0,0,0,${judge.name},,,,`, 'm'));
    const [header = '', ...rows] = text('draws.csv').split('\r\n');
    const [chair, pins] = ['chair', 'pinned'].map((name) => header.split(',').indexOf(name));
    const semifinals = rows.filter((row) => row.startsWith('5,')).map((row) => row.split(','));
    assert.ok(semifinals.length > 0 && semifinals.every((row) => row[chair ?? -1] === row[pins ?? -1]));
  });
});
