import type { CliCommand } from '../../command.ts';

export const clearCache: CliCommand = {
  name: 'cache:clear',
  summary: 'clear the pages of an app that the router keeps: all, or those of some paths (/draw, /draw*)',
  args: '[path...]',
  needsApp: true,
  options: [
    { flags: '--warm <paths>', text: 'pages to ask for at once, with commas between: /wudc/,/wudc/draw/' },
    { flags: '--before', text: 'ask for them first, so that no visitor waits for a new copy' },
  ],
  example: 'rostra cache:clear --app tab',
  run: async (call) => {
    const app = await call.app();
    const warm = call.option('warm')?.split(',');
    const { purged, warmed } = await call.platform.clearCache(app, {
      ...(call.args.length === 0 ? {} : { paths: call.args }),
      ...(warm === undefined ? {} : { warm, when: call.flag('before') ? 'before' : 'after' }),
    });
    const pages = purged === 1 ? '1 page' : `${purged} pages`;
    const brought = warm === undefined ? [] : [`${warmed} copies brought.`];
    return {
      json: { app, purged, warmed },
      lines: [`${pages} of ${app} cleared in every router; the next visitor of each gets a new one.`, ...brought],
    };
  },
};
