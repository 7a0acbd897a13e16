import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Call, CliOption } from './command.ts';

/** Which time a command of figures speaks of. */
export const timeOptions: readonly CliOption[] = [
  { flags: '--last <length>', text: 'the last 15m, 2h, 7d (2h when nothing is said)' },
  { flags: '--from <time>', text: 'from then on: 2026-07-05T09:00' },
  { flags: '--to <time>', text: 'until then; now when nothing is said' },
];

const unitSeconds: Readonly<Record<string, number>> = { m: 60, h: 3600, d: 86_400 };

export function metricTime(call: Call): { readonly seconds?: number; readonly from?: number; readonly to?: number } {
  const [from, to] = [secondOf(call, 'from'), secondOf(call, 'to')];
  if (from !== null && to !== null && from >= to) throw wrongTime('--from has to lie before --to.');
  if (from !== null) return { from, ...(to === null ? {} : { to }) };
  return { seconds: lengthOf(call.option('last') ?? '2h'), ...(to === null ? {} : { to }) };
}

function lengthOf(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const seconds = Number(count) * (unitSeconds[unit] ?? 0);
  if (seconds === 0) throw wrongTime(`“${text}” is no length of time.`);
  return seconds;
}

function secondOf(call: Call, name: 'from' | 'to'): number | null {
  const text = call.option(name);
  if (text === null) return null;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw wrongTime(`“${text}” is no time.`);
  return Math.floor(ms / 1000);
}

const wrongTime = (message: string): RostraError =>
  new RostraError({
    code: 'CLI_METRICS_TIME',
    status: 422,
    message,
    hint: 'A length is 15m, 2h or 7d; a time is 2026-07-05T09:00 or 2026-07-05T09:00Z.',
  });
