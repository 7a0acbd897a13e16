import type { CliCommand } from '../../command.ts';

export const warmCache: CliCommand = {
  name: 'cache:warm',
  summary: 'have the router ask an app for pages before visitors do: those named, or those that are wanted most',
  args: '[url...]',
  needsApp: true,
  example: 'rostra cache:warm /wudc/ /wudc/draw/ --app tab',
  run: async (call) => {
    const app = await call.app();
    const { warmed } = await call.platform.warmCache(app, call.args.length === 0 ? {} : { urls: call.args });
    const copies = warmed === 1 ? '1 copy' : `${warmed} copies`;
    return { json: { app, warmed }, lines: [`${copies} of pages of ${app} brought; each page has one for every packing and language.`] };
  },
};
