import type { CliCommand } from '../command.ts';
import { columns } from '../output.ts';
import { wholeNumber } from '../parse.ts';
import { herokuTime } from '../time-words.ts';

export const audit: CliCommand = {
  name: 'audit',
  summary: 'show who did what, newest last: of an app, of somebody, of one kind',
  options: [
    { flags: '-a, --app <name>', text: 'only what was done to this app' },
    { flags: '--by <name>', text: 'only what this person or token did' },
    { flags: '--action <verb>', text: 'only this: scale, setConfig' },
    { flags: '-n, --num <count>', text: 'how many of the newest, 30 unless said' },
  ],
  example: 'rostra audit --app hello --by ada',
  run: async (call) => {
    const limit = wholeNumber(call.option('num') ?? '30', { name: '--num', min: 1, max: 1_000 });
    const [actor, app, action] = [call.option('by'), call.option('app'), call.option('action')];
    const page = await call.platform.audit({ limit, ...(actor && { actor }), ...(app && { app }), ...(action && { action }) });
    const rows = page.entries
      .toReversed()
      .map((entry) => [
        herokuTime(entry.at),
        entry.actor,
        entry.role,
        entry.app ?? '',
        entry.action,
        entry.refused === null ? entry.detail : `refused: ${entry.refused}`,
      ]);
    return {
      json: page.entries,
      lines: rows.length === 0 ? ['Nothing of that kind.'] : columns(['At', 'By', 'Role', 'App', 'Did', ''], rows),
    };
  },
};

export const verifyAudit: CliCommand = {
  name: 'audit:verify',
  summary: 'check that the audit log is as it was written',
  example: 'rostra audit:verify',
  run: async ({ platform }) => {
    const check = await platform.verifyAudit();
    const lines = [check.isWhole ? 'Every entry is as it was written.' : `Entry ${check.brokenAt} is not as it was written.`];
    return { json: check, lines, isBadNews: !check.isWhole };
  },
};
