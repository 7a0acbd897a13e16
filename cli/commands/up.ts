import type { CliCommand } from '../command.ts';
import { runPlatform } from '../run-platform.ts';

export const up: CliCommand = {
  name: 'up',
  summary: 'start the platform here and run it until Ctrl-C; its data are in .rostra or ROSTRA_HOME',
  options: [{ flags: '--demo', text: 'with the demo lab and the demo tab' }],
  example: 'rostra up --demo',
  runsUntilStopped: true,
  run: async (call) => {
    await runPlatform(call, { isDemo: call.flag('demo') });
    return null;
  },
};
