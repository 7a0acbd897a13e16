import { estimateAnswer, estimates, microText, planFrom, readyPlanNamed, readyPlans, shippedBooks } from '../../../platform/client.ts';
import type { CliCommand } from '../../command.ts';
import { columns } from '../../output.ts';

export const costPlans: CliCommand = {
  name: 'costs:plans',
  summary: 'ready plans by size of event; with a name, that plan as a file to edit',
  args: '[plan]',
  example: 'rostra costs:plans regional > australs.plan.json',
  run: async (call) => {
    const [name] = call.args;
    if (name !== undefined) {
      const { file, database, cache, live, spared } = readyPlanNamed(name);
      call.output.progress(
        `Database: ${database.limit} connections, about ${database.expectedPeak} at the peak. Page cache: ${cache.limit} clients, about ${cache.expectedPeak}. Live pages: ${live.limit} clients, about ${live.expectedPeak}.`,
      );
      call.output.progress(`With Rostra you may leave out: ${spared}`);
      return { json: file, lines: JSON.stringify(file, null, 2).split('\n') };
    }
    const rows = readyPlans.map(({ id, title, size, file }) => {
      const [own] = estimates(planFrom(file), shippedBooks()).map(estimateAnswer);
      return [id, title, size, own === undefined ? '' : microText(own.totalMicro, own.currency)];
    });
    return { json: readyPlans, lines: columns(['Plan', 'Event', 'Size', 'Costs about'], rows) };
  },
};
