import type { CliCommand } from '../../command.ts';

export const tabWork: CliCommand = {
  name: 'tab work',
  summary: 'the worker of a tournament app: what runs after its pages',
  example: 'rostra tab work',
  runsUntilStopped: true,
  run: async () => {
    const { work } = await import('../../../tab/main.ts');
    await work();
    return null;
  },
};
