import type { CliCommand } from '../../command.ts';
import { pipelineLines, stageOf } from '../../pipeline-words.ts';

export const addToPipeline: CliCommand = {
  name: 'pipelines:add',
  summary: 'put an app at a stage of a pipeline',
  args: '<pipeline>',
  needsApp: true,
  options: [{ flags: '-s, --stage <stage>', text: 'staging or production' }],
  example: 'rostra pipelines:add event --app event --stage production',
  run: async (call) => {
    const stage = stageOf(call.option('stage'));
    const pipeline = await call.platform.joinPipeline(await call.app(), { pipeline: call.args[0] ?? '', stage, isNew: false });
    return { json: pipeline, lines: pipelineLines(pipeline) };
  },
};
