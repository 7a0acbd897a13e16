import type { CliCommand } from '../../command.ts';

export const tabServe: CliCommand = {
  name: 'tab serve',
  summary: 'the web process of a tournament app',
  example: 'rostra tab serve',
  runsUntilStopped: true,
  run: async () => {
    const { serve } = await import('../../../tab/main.ts');
    await serve();
    return null;
  },
};
