import type { CliCommand } from '../../command.ts';
import { facts } from '../../output.ts';

export const explainCache: CliCommand = {
  name: 'cache:explain',
  summary: 'say what the page cache would do with a request now, and why',
  args: '<url>',
  needsApp: true,
  options: [{ flags: '--cookie <line>', text: "the request's cookies: 'sessionid=1'" }],
  example: 'rostra cache:explain /wudc/draw/ --app tab',
  run: async (call) => {
    const app = await call.app();
    const cookie = call.option('cookie');
    const answer = await call.platform.explainCache(app, { url: call.args[0] ?? '', ...(cookie === null ? {} : { cookie }) });
    const { decision, reason, key, rule, cookies, page } = answer;
    const copy =
      page === null
        ? 'none'
        : `${page.ageSeconds} s old, ${page.ttlSeconds < 0 ? 'stale' : `fresh for ${page.ttlSeconds} s`}, ${page.hits} hits`;
    const lines = facts([
      ['Decision', `${decision}: ${reason}`],
      ['Address', key],
      ['Rule', rule ?? 'none'],
      ['Cookies', cookies],
      ['Copy', copy],
      ['Tags', page?.tags.join(' ') ?? ''],
    ]);
    return { json: answer, lines };
  },
};
