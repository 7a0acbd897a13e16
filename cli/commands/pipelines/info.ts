import { RostraError } from '#kit/errors/rostra-error.ts';
import type { CliCommand } from '../../command.ts';
import { pipelineLines } from '../../pipeline-words.ts';

export const pipelineInfo: CliCommand = {
  name: 'pipelines:info',
  summary: 'show the apps of a pipeline and what each runs',
  args: '<name>',
  example: 'rostra pipelines:info event',
  run: async ({ platform, args: [name = ''] }) => {
    const pipeline = (await platform.pipelines()).find((each) => each.name === name);
    if (pipeline === undefined) throw new NoPipeline(name);
    return { json: pipeline, lines: pipelineLines(pipeline) };
  },
};

class NoPipeline extends RostraError {
  constructor(name: string) {
    super({ code: 'CLI_NO_PIPELINE', status: 404, message: `There is no pipeline ${name}.`, hint: 'List them: rostra pipelines' });
  }
}
