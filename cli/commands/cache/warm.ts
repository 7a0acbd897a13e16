import type { CliCommand } from '../../command.ts';

export const warmCache: CliCommand = {
  name: 'cache:warm',
  summary: 'have the router ask an app for pages before visitors do: those named, or those that are wanted most',
  args: '[url...]',
  needsApp: true,
  options: [{ flags: '--sitemap <path>', text: 'also the pages that the app lists there: /sitemap.xml' }],
  example: 'rostra cache:warm /wudc/ /wudc/draw/ --app tab',
  run: async (call) => {
    const app = await call.app();
    const sitemap = call.option('sitemap');
    const wish = { ...(call.args.length > 0 && { urls: call.args }), ...(sitemap !== null && { sitemap }) };
    const { warmed } = await call.platform.warmCache(app, wish);
    const copies = warmed === 1 ? '1 copy' : `${warmed} copies`;
    return { json: { app, warmed }, lines: [`${copies} of pages of ${app} brought; each page has one for every packing and language.`] };
  },
};
