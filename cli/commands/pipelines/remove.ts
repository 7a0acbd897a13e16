import type { CliCommand } from '../../command.ts';

export const leavePipeline: CliCommand = {
  name: 'pipelines:remove',
  summary: 'take an app out of its pipeline; it runs on',
  needsApp: true,
  example: 'rostra pipelines:remove --app event-staging',
  run: async (call) => {
    const app = await call.app();
    await call.platform.leavePipeline(app);
    return { json: { app }, lines: [`${app} stands in no pipeline any more.`] };
  },
};
