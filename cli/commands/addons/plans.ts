import type { CliCommand } from '../../command.ts';
import { plans } from '../../../platform/client.ts';
import { columns } from '../../output.ts';
import { UsageFault } from '../../parse.ts';

export const addonPlans: CliCommand = {
  name: 'addons:plans',
  aliases: ['addons:services'],
  summary: 'list what add-ons there are and what each plan has',
  args: '[service]',
  example: 'rostra addons:plans postgres',
  run: async (call) => {
    const [service] = call.args;
    if (service !== undefined && !plans.some((plan) => plan.service === service))
      throw new UsageFault(
        `There is no add-on service "${service}".`,
        `There are ${[...new Set(plans.map((plan) => plan.service))].join(', ')}.`,
      );
    const shown = plans.filter((plan) => service === undefined || plan.service === service);
    const limit = (value: number | null): string => (value === null ? '–' : String(value));
    const rows = shown.map((plan) => [
      `${plan.service}:${plan.name}`,
      limit(plan.connections),
      limit(plan.memoryMb),
      limit(plan.rows),
      limit(plan.messagesPerHour),
    ]);
    return { json: shown, lines: columns(['Plan', 'Connections', 'Memory MB', 'Rows', 'Messages an hour'], rows) };
  },
};
