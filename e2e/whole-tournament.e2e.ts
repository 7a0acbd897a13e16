import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { parse } from 'node-html-parser';
import * as v from 'valibot';
import { send } from '#kit/http/client.ts';
import { testDatabase } from '#kit/testing/database.ts';
import type { TestDatabase } from '#kit/testing/database.ts';
import { documentIn, recountExport } from '../tab/export/recount-document.ts';
import { playTournament } from '../tab/simulation/play.ts';
import { sizeFor } from '../tab/simulation/size.ts';
import { startTabProcess } from '../tab/test-process.ts';
import type { TabProcess } from '../tab/test-process.ts';

const table = v.object({
  columns: v.array(v.string()),
  rows: v.array(
    v.looseObject({ team: v.number(), rank: v.nullable(v.number()), isTied: v.boolean(), values: v.array(v.nullable(v.number())) }),
  ),
});

/** Small here; `rostra tab simulate --teams 400 --format bp --rounds 9` and `--teams 24 --format australs --rounds 6` are the same at full size. */
const sizes = [
  { format: 'bp', teams: 32, rounds: 3 },
  { format: 'australs', teams: 12, rounds: 3 },
] as const;

describe('a whole tournament through the pages of two web processes, from its files to its champion', () => {
  let database: TestDatabase;
  let webs: TabProcess[];
  let url: string;
  before(async () => {
    database = await testDatabase();
    const env = { DATABASE_URL: database.url, TAB_ADMIN_PASSWORD: 'open sesame', TAB_API_KEY: 'k'.repeat(40) };
    webs = [startTabProcess('serve', env), startTabProcess('serve', env)];
    const addresses = await Promise.all(webs.map((web) => web.said('tab_listening')));
    url = String(addresses[0]?.['address']);
  });
  after(async () => {
    await Promise.all(webs.map((web) => web.stop()));
    await database.drop();
  });

  const page = async (path: string) => {
    const answer = await send({ url: url + path });
    assert.equal(answer.status, 200, path);
    return parse(answer.text);
  };
  const takeAway = async (slug: string): Promise<Uint8Array> => {
    const answer = await fetch(`${url}/api/v1/tournaments/${slug}/export.zip`, { headers: { authorization: `Token ${'k'.repeat(40)}` } });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    assert.equal(answer.status, 200, new TextDecoder().decode(bytes));
    return bytes;
  };

  for (const one of sizes)
    it(`${one.format}, ${one.teams} teams: what is exported counts again to what is stored, and the published table says the same`, async (t) => {
      const slug = `whole-${one.format}`;
      const size = sizeFor(one);
      const played = await playTournament({ url, password: 'open sesame', name: slug, slug, size, seed: 'whole' });
      t.diagnostic(
        played.steps.map(({ step, times, medianMs, worstMs }) => `${step} ${times} × ${medianMs} ms (${worstMs} ms)`).join(', '),
      );
      const zip = await takeAway(slug);
      assert.deepEqual(recountExport(zip), { slug, ballots: played.ballots, differences: [] });
      const { teams } = v.parse(v.object({ teams: table }), documentIn(zip).standings);
      const shown = (await page(`/${slug}/tab/team/`)).querySelectorAll('tr[id^=team-]').map((row) => ({
        team: Number(row.id.slice('team-'.length)),
        cells: row.querySelectorAll('td').map((cell) => cell.text.trim()),
      }));
      assert.deepEqual(shown.map(({ team }) => team), teams.rows.map(({ team }) => team)); // oxfmt-ignore
      for (const [index, { cells }] of shown.entries()) {
        const row = teams.rows[index];
        assert.equal(cells[0], row?.rank === null ? '–' : `${row?.rank}${row?.isTied ? '=' : ''}`);
        const figures = (row?.values ?? []).slice(0, 2).map((value) => (value === null ? '–' : Number(value.toFixed(2))));
        const numbers = new Set(cells.map((cell) => (cell === '–' ? cell : Number(cell))));
        for (const figure of figures) assert.ok(numbers.has(figure), `${figure} in ${cells.join(' | ')}`);
      }
    });
});
