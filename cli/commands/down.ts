import type { CliCommand } from '../command.ts';

export const down: CliCommand = {
  name: 'down',
  summary: 'stop the platform of this data folder: apps, add-ons, all of it',
  example: 'rostra down',
  run: async ({ config }) => {
    const { stopPlatform } = await import('../../platform/main.ts');
    const wasRunning = await stopPlatform(config.home);
    const words = wasRunning ? 'Stopped. `rostra up` continues from here.' : `Nothing runs from ${config.home}.`;
    return { json: { home: config.home, wasRunning }, lines: [words] };
  },
};
