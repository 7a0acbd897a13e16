import type { CliCommand } from '../../command.ts';

export const labVerify: CliCommand = {
  name: 'lab verify',
  summary: 'whether a lab’s database holds everything of its sessions, as after it was restored',
  example: 'DATABASE_URL=postgres://… rostra lab verify',
  run: async () => {
    const { verify } = await import('../../../lab/verify/main.ts');
    const found = await verify();
    const { tables, sessions, participants, players, pagesLeft, faults } = found;
    const whole = `whole: ${sessions} sessions, ${participants} participants, ${players} players, ${pagesLeft} pages left; tables ${tables}`;
    return { json: found, lines: faults.length > 0 ? faults : [whole], isBadNews: faults.length > 0 };
  },
};
