import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { exportTournament } from '../export/archive.ts';
import { recountExport } from '../export/recount-document.ts';
import { findTournament } from '../round/find.ts';
import { testTab, type TestTab } from '../test-tab.ts';
import type { MadeUp } from '../tournaments/made-up-set.ts';
import { recount } from '../tournaments/recount.ts';
import { createSite } from '../web/server.ts';
import { playTournament } from './play.ts';

const open = (size: number): MadeUp['breaks'] => [{ name: 'Open', size, eligibleOfTen: 10 }];

/** Ballots: of the preliminary rounds, then of the break down to the final. */
const sizes = [
  {
    it: 'a schools day of two-team debates with three speakers and replies',
    size: { format: 'wsdc', teams: 8, adjudicators: 12, rooms: 5, rounds: 3, breaks: open(4) },
    ballots: 3 * 4 + 2 + 1,
  },
  {
    it: 'a BP tournament that breaks to a partial round, with a second category',
    size: {
      format: 'bp',
      teams: 16,
      adjudicators: 16,
      rooms: 6,
      rounds: 3,
      breaks: [...open(6), { name: 'ESL', size: 4, eligibleOfTen: 5 }],
    },
    ballots: 3 * 4 + 1 + 1 + 1,
  },
] as const satisfies readonly { it: string; size: MadeUp; ballots: number }[];

describe('a tournament played from its files to its champion through the pages of the tab room', () => {
  let tab: TestTab;
  let site: Awaited<ReturnType<typeof createSite>>;
  let url: string;
  before(async () => {
    tab = await testTab();
    site = await createSite(tab, { adminPassword: 'open sesame', apiKey: null, cookieSecret: 'x'.repeat(64) });
    url = await site.listen({ host: '127.0.0.1', port: 0 });
  });
  after(async () => {
    await site.close();
    await tab.close();
  });

  for (const [index, { it: what, size, ballots }] of sizes.entries())
    it(what, async () => {
      const slug = `played-${index}`;
      const played = await playTournament({ url, password: 'open sesame', name: what.slice(0, 100), slug, size, seed: 'story' });
      assert.equal(played.ballots, ballots);
      const tournament = await findTournament(tab, slug);
      assert.deepEqual(await recount(tab, tournament), { slug, ballots, differences: [] });
      const { bytes } = await exportTournament(tab, tournament);
      assert.deepEqual(recountExport(bytes), { slug, ballots, differences: [] });
    });
});
