import type { CliCommand } from '../../command.ts';
import { pipelineLines } from '../../pipeline-words.ts';

export const listPipelines: CliCommand = {
  name: 'pipelines',
  summary: 'list the pipelines: which app hands its builds on to which',
  example: 'rostra pipelines',
  run: async ({ platform }) => {
    const pipelines = await platform.pipelines();
    const none = ['There is no pipeline: `rostra pipelines:create NAME --app APP --stage staging` makes one.'];
    return { json: pipelines, lines: pipelines.length === 0 ? none : pipelines.flatMap(pipelineLines) };
  },
};
