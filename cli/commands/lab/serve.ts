import type { CliCommand } from '../../command.ts';

export const labServe: CliCommand = {
  name: 'lab serve',
  summary: 'the web process of an experiment app, in a folder with rostra.lab.ts',
  example: 'rostra lab serve',
  runsUntilStopped: true,
  run: async () => {
    const { serve } = await import('../../../lab/main.ts');
    await serve();
    return null;
  },
};
