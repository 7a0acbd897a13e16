import { microText } from '../../../platform/client.ts';
import type { CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';
import { wholeNumber } from '../../parse.ts';

export const costLedger: CliCommand = {
  name: 'costs:ledger',
  summary: 'what was paid for, interval by interval, newest first; --check reckons it anew',
  options: [
    { flags: '-a, --app <name>', text: 'only this app' },
    { flags: '--from <day>', text: 'the first day; else the first of this month' },
    { flags: '--to <day>', text: 'the last day; else today' },
    { flags: '-n, --num <lines>', text: 'how many, 1000 unless said' },
    { flags: '--check', text: 'compare it with the log of usage: both must say the same to the last fraction' },
  ],
  example: 'rostra costs:ledger --json',
  run: async (call) => {
    if (call.flag('check')) return checked(await call.platform.checkLedger());
    const limit = wholeNumber(call.option('num') ?? '1000', { name: '--num', min: 1, max: 10_000 });
    const query = {
      app: call.option('app') ?? undefined,
      from: call.option('from') ?? undefined,
      to: call.option('to') ?? undefined,
      limit,
    };
    const lines = await call.platform.ledger(query);
    const rows = lines.map(({ app, resource, key, quantity, start, end, cause, amountMicro }) => [
      app,
      `${quantity} × ${key}`,
      resource,
      start,
      end ?? 'goes on',
      microText(amountMicro, '', 6).trim(),
      cause,
    ]);
    return { json: lines, lines: columns(['App', 'What', 'Resource', 'From', 'To', 'Costs', 'Why'], rows) };
  },
};

function checked(check: {
  readonly isWhole: boolean;
  readonly intervals: number;
  readonly ledgerMicro: number;
  readonly replayMicro: number;
}) {
  const line = check.isWhole
    ? `${check.intervals} intervals, ${check.ledgerMicro} micro-units: the log of usage says the same.`
    : `${check.intervals} intervals say ${check.ledgerMicro} micro-units, the log of usage says ${check.replayMicro}.`;
  return { json: check, lines: [line], isBadNews: !check.isWhole };
}
