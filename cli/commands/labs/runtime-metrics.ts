import type { CliCommand } from '../../command.ts';
import { UsageFault } from '../../parse.ts';

const feature = 'log-runtime-metrics';

export const enableLab: CliCommand = switched('labs:enable', true);
export const disableLab: CliCommand = switched('labs:disable', false);

function switched(name: string, on: boolean): CliCommand {
  return {
    name,
    summary: `${on ? 'begin' : 'end'} ${feature}: load and memory of each dyno in the log, every 20 s`,
    args: '<feature>',
    needsApp: true,
    example: `rostra ${name} ${feature} --app hello`,
    run: async (call) => {
      const app = await call.app();
      if (call.args[0] !== feature) throw new UsageFault(`There is no feature "${call.args[0] ?? ''}".`, `There is ${feature}.`);
      await call.platform.setRuntimeMetrics(app, on);
      return { json: { [feature]: on }, lines: [`${feature} is ${on ? 'on' : 'off'} for ${app}.`] };
    },
  };
}
