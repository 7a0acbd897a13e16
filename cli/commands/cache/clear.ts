import type { CliCommand } from '../../command.ts';

export const clearCache: CliCommand = {
  name: 'cache:clear',
  summary: 'clear the pages of an app that the router keeps: all, or those of some paths (/draw, /draw*)',
  args: '[path...]',
  needsApp: true,
  example: 'rostra cache:clear --app tab',
  run: async (call) => {
    const app = await call.app();
    const { purged } = await call.platform.clearCache(app, call.args.length === 0 ? {} : { paths: call.args });
    const pages = purged === 1 ? '1 page' : `${purged} pages`;
    return { json: { app, purged }, lines: [`${pages} of ${app} cleared in every router; the next visitor of each gets a new one.`] };
  },
};
