import { hitRatio } from '../../../platform/client.ts';
import type { CliCommand } from '../../command.ts';
import { bold, columns } from '../../output.ts';

export const cacheStats: CliCommand = {
  name: 'cache:stats',
  summary: 'what the page cache in the router has done for an app since the router started',
  needsApp: true,
  example: 'rostra cache:stats --app tab',
  run: async (call) => {
    const app = await call.app();
    const stats = await call.platform.cacheStats(app);
    const ratio = hitRatio(stats);
    const { hit, stale, coalesced, miss, bypass } = stats.requests;
    const facts = [
      ['Served from the cache', ratio === null ? 'nothing was asked for yet' : `${(ratio * 100).toFixed(1)} %`],
      ['Requests', `${hit} hit, ${coalesced} waited for another's, ${stale} stale, ${miss} missed, ${bypass} past the cache`],
      ['Kept', `${stats.pages} pages, ${Math.round(stats.bytes / 1024)} kB`],
      ['Purged', String(stats.purged)],
      ['Failures hidden', String(stats.errorsHidden)],
    ];
    const pages = stats.top.map(({ path, hits, ageSeconds, ttlSeconds, tags }) => [
      path,
      String(hits),
      `${ageSeconds} s`,
      ttlSeconds < 0 ? 'stale' : `${ttlSeconds} s`,
      tags.join(' '),
    ]);
    const off = stats.isOn ? [] : ['No answer of the app has said yet that it may be shared, so everything goes past the cache.'];
    const top = pages.length === 0 ? [] : ['', ...columns(['Page', 'Hits', 'Age', 'Fresh for', 'Tags'], pages)];
    return { json: stats, lines: [bold(`=== ${app} Cache`), ...off, ...columns(['What', ''], facts), ...top] };
  },
};
