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
    { flags: '-p, --process-type <type>', text: 'the same, as Heroku names it' },
    { flags: '--since <time>', text: 'only of the last 10m, 2h, 3d' },
    { flags: '--grep <text>', text: 'only lines with this text, in capitals or not' },
    { flags: '--code <code>', text: 'only what ended with a code: H12, R14' },
    { flags: '--rid <id>', text: 'only of one request: what the router and the app say of it' },
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
  const since = call.option('since');
  const wish = {
    source: sourceOf(call),
    dyno: call.option('dyno') ?? call.option('processType'),
    text: call.option('grep'),
    code: call.option('code')?.toUpperCase() ?? null,
    requestId: call.option('rid'),
    sinceMs: since === null ? null : Date.now() - agoMs(since),
  };
  const named = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== null));
  return { lines: wholeNumber(call.option('num') ?? '100', { name: '--num', min: 1, max: 10_000 }), ...named };
}

function sourceOf(call: Call): LogLine['source'] | null {
  const source = call.option('source');
  if (source === null || source === 'app' || source === 'rostra') return source;
  if (source === 'heroku') return 'rostra';
  throw new UsageFault(`There is no log source "${source}".`, 'Use --source app or --source rostra.');
}

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function agoMs(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const ms = units[unit];
  if (ms === undefined) throw new UsageFault(`"${text}" is no stretch of time.`, 'Write 30s, 10m, 2h or 3d.');
  return Number(count) * ms;
}

const dynoColours = ['cyan', 'yellow', 'green', 'magenta', 'blue'] as const;

/** `2026-11-26T00:31:48.123+00:00 app[web.1]: text`, a colour a dyno. */
function logLine({ at, source, dyno, text }: LogLine): string {
  const sum = Buffer.from(dyno).reduce((total, byte) => total + byte, 0);
  const colour = dynoColours[sum % dynoColours.length] ?? 'cyan';
  return `${coloured(colour, `${at} ${source}[${dyno}]:`)} ${text}`;
}
