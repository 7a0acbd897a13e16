import type { CliCommand } from '../../command.ts';
import { pipelineLines, stageOf } from '../../pipeline-words.ts';

export const createPipeline: CliCommand = {
  name: 'pipelines:create',
  summary: 'make a pipeline with one app; another is added with pipelines:add',
  args: '<name>',
  needsApp: true,
  options: [{ flags: '-s, --stage <stage>', text: 'staging (unless said) or production' }],
  example: 'rostra pipelines:create event --app event-staging --stage staging',
  run: async (call) => {
    const stage = stageOf(call.option('stage') ?? 'staging');
    const pipeline = await call.platform.joinPipeline(await call.app(), { pipeline: call.args[0] ?? '', stage, isNew: true });
    return { json: pipeline, lines: pipelineLines(pipeline) };
  },
};
