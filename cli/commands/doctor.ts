import type { CliCommand } from '../command.ts';
import { examine } from '../doctor.ts';
import { coloured } from '../output.ts';

const marks = { ok: coloured('green', 'ok     '), warning: coloured('yellow', 'warning'), wrong: coloured('red', 'wrong  ') } as const;

export const doctor: CliCommand = {
  name: 'doctor',
  summary: 'look at what the platform needs of this machine, and say the fix',
  example: 'rostra doctor',
  run: async ({ config, platform }) => {
    const findings = await examine(config, platform);
    const lines = findings.map(({ what, state, says, fix }) => `${marks[state]}  ${what}: ${says}.${fix === '' ? '' : ` ${fix}`}`);
    return { json: findings, lines, isBadNews: findings.some(({ state }) => state === 'wrong') };
  },
};
