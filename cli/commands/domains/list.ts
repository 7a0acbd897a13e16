import type { CliCommand } from '../../command.ts';
import { certificateWords } from '../../certificate-words.ts';
import { bold, columns } from '../../output.ts';

export const listDomains: CliCommand = {
  name: 'domains',
  summary: 'list the hosts at which an app answers, and their certificates',
  needsApp: true,
  example: 'rostra domains --app hello',
  run: async (call) => {
    const app = await call.app();
    const domains = await call.platform.domains(app);
    const rows = domains.map((domain) => [domain.host, certificateWords(domain), domain.failure ?? '']);
    return { json: domains, lines: [bold(`=== ${app} Domains`), ...columns(['Host', 'Certificate', 'What is wrong'], rows)] };
  },
};
