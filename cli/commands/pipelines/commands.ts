import type { CliCommand } from '../../command.ts';
import { addToPipeline } from './add.ts';
import { createPipeline } from './create.ts';
import { diffPipeline } from './diff.ts';
import { pipelineInfo } from './info.ts';
import { leavePipeline } from './remove.ts';
import { listPipelines } from './list.ts';
import { promoteApp } from './promote.ts';

/** What several apps hand each other, in the order of the help. */
export const pipelineCommands: readonly CliCommand[] = [
  listPipelines,
  createPipeline,
  addToPipeline,
  pipelineInfo,
  diffPipeline,
  promoteApp,
  leavePipeline,
];
