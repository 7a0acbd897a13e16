import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { textQuery } from '#kit/db/query.ts';
import type { Tournament } from '../rules/tournament.ts';
import { testTab, type TestTab } from '../test-tab.ts';
import { createDemo } from './demo.ts';
import { verifyJournal } from './verify.ts';

const plant = (label: string, text: string) => textQuery<{ id: number }, unknown>(`test.${label}`, text, ({ id }) => [id]);

describe('verify', () => {
  const tabs: TestTab[] = [];
  let tab: TestTab;
  let tournament: Tournament;
  beforeEach(async () => {
    tab = await testTab();
    tabs.push(tab);
    tournament = await createDemo(tab, { demo: 'wsdc8', actor: 'test', slug: 'schools', seed: 'schools', simulate: 1 });
  });
  after(() => Promise.all(tabs.map((one) => one.close())));

  const faults = async (): Promise<readonly string[]> => (await verifyJournal(tab, tournament)).faults;

  it('finds nothing wrong with a journal that nobody touched, and gives the hash of its last row', async () => {
    const verdict = await verifyJournal(tab, tournament);
    assert.deepEqual([verdict.faults, verdict.firstBadRow], [[], null]);
    assert.match(verdict.hash, /^[0-9a-f]{64}$/);
    assert.ok(verdict.rows > 10);
  });

  const planted = [
    { it: 'a changed row', text: `update journal set entry = replace(entry, 'test', 'tess') where tournament_id = $1 and seq = 5`, row: 5 },
    { it: 'a missing row', text: 'delete from journal where tournament_id = $1 and seq = 5', row: 6 },
    {
      it: 'a changed row with a hash made to fit',
      row: 6,
      text: `with changed as (
        select j.tournament_id, j.seq, replace(j.entry, 'test', 'tess') as entry, before.hash from journal j
        join journal before on before.tournament_id = j.tournament_id and before.seq = j.seq - 1 where j.tournament_id = $1 and j.seq = 5)
      update journal j set entry = changed.entry, hash = encode(sha256(convert_to(changed.hash || changed.entry, 'UTF8')), 'hex')
      from changed where j.tournament_id = changed.tournament_id and j.seq = changed.seq`,
    },
  ];
  for (const one of planted)
    it(`names the first bad row: ${one.it}`, async () => {
      await tab.db.run(plant('row', one.text), { id: tournament.id });
      const verdict = await verifyJournal(tab, tournament);
      assert.equal(verdict.firstBadRow, one.row);
      assert.deepEqual(verdict.faults, [`Row ${one.row} of the journal of schools does not follow from the row before it.`]);
    });

  it('misses rows that were cut off at the end', async () => {
    const { rows } = await verifyJournal(tab, tournament);
    await tab.db.run(plant('tail', 'delete from journal where tournament_id = $1 and seq > 5'), { id: tournament.id });
    assert.deepEqual(await faults(), [`Row 6 of the journal is missing, with all after it up to ${rows}.`]);
  });

  it('knows a ballot that was changed where it is stored', async () => {
    const change = `update ballots set content = jsonb_set(content, '{sheets,0,scores,0,0}', '99') where id = (
      select min(b.id) from ballots b join debates d on d.id = b.debate_id join rounds r on r.id = d.round_id where r.tournament_id = $1)`;
    await tab.db.run(plant('ballot', change), { id: tournament.id });
    assert.match((await faults()).join(), /^Ballot \d+ of schools is not what was handed in\.$/);
  });

  it('knows a confirmation that nobody gave', async () => {
    const change = `update ballots set confirmed = false, confirmer = null, confirmed_at = null where id = (
      select min(b.id) from ballots b join debates d on d.id = b.debate_id join rounds r on r.id = d.round_id where r.tournament_id = $1)`;
    await tab.db.run(plant('confirmation', change), { id: tournament.id });
    assert.match((await faults()).join(), /^In debate \d+ of schools no ballot is confirmed, and the journal says ballot \d+\.$/);
  });
});
