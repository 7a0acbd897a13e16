import type { LogLine, LogQuery } from '../../platform/client.ts';
import type { Call, CliCommand } from '../command.ts';
import { coloured } from '../output.ts';
import { UsageFault, wholeNumber } from '../parse.ts';

export const logs: CliCommand = {
  name: 'logs',
  summary: "show what an app's dynos, the router and the platform wrote",
  needsApp: true,
  options: [
    { flags: '-t, --tail', text: 'go on with each new line until Ctrl-C' },
    { flags: '-n, --num <lines>', text: 'how many of the newest lines, 100 unless said' },
    { flags: '-s, --source <source>', text: 'only app (what dynos wrote) or rostra (router and platform)' },
    { flags: '-d, --dyno <dyno>', text: 'only of a process type or dyno: web, web.1, router' },
  ],
  example: 'rostra logs --tail --dyno web --app hello',
  run: async (call) => {
    const app = await call.app();
    const wish = wishOf(call);
    if (!call.flag('tail')) {
      const lines = await call.platform.logs(app, wish);
      return { json: lines, lines: lines.map(logLine) };
    }
    await call.platform.followLogs(app, wish, { onItem: (line) => call.output.item(line, logLine(line)), signal: call.signal });
    return null;
  },
};

function wishOf(call: Call): LogQuery {
  const source = call.option('source');
  const dyno = call.option('dyno');
  if (source !== null && source !== 'app' && source !== 'rostra') {
    throw new UsageFault(`There is no log source "${source}".`, 'Use --source app or --source rostra.');
  }
  return {
    lines: wholeNumber(call.option('num') ?? '100', { name: '--num', min: 1, max: 10_000 }),
    ...(source === null ? {} : { source }),
    ...(dyno === null ? {} : { dyno }),
  };
}

const dynoColours = ['cyan', 'yellow', 'green', 'magenta', 'blue'] as const;

/** `2026-11-26T00:31:48.123+00:00 app[web.1]: text`, a colour a dyno. */
function logLine({ at, source, dyno, text }: LogLine): string {
  const sum = Buffer.from(dyno).reduce((total, byte) => total + byte, 0);
  const colour = dynoColours[sum % dynoColours.length] ?? 'cyan';
  return `${coloured(colour, `${at} ${source}[${dyno}]:`)} ${text}`;
}
