import type { ConfigRefs } from '../rules/config-refs.ts';
import type { Pipeline, PipelineDiff, Stage } from '../rules/pipeline.ts';
import type { Release } from '../rules/resources.ts';
import type { DeployWish } from './operations.ts';

/** What several apps have to do with each other; part of `Operations`. */
export interface PipelineVerbs {
  pipelines(): Promise<readonly Pipeline[]>;
  /** Puts the app at a stage of a pipeline, of a new one when `isNew`. Each stage has one app, each app one place. */
  joinPipeline(app: string, wish: PipelineWish): Promise<Pipeline>;
  /** A pipeline goes with its last app. */
  leavePipeline(app: string): Promise<void>;
  pipelineDiff(app: string): Promise<PipelineDiff>;
  /** The build that serves this staging app, with the config vars of its pipeline's production app; answers when it serves or has failed. */
  promote(app: string, wish?: DeployWish): Promise<Promotion>;

  configRefs(app: string): Promise<ConfigRefs>;
  /** The app's var follows one of another app from now on; one release. */
  attachConfig(app: string, wish: ConfigAttachment): Promise<Release>;
  /** It keeps its present value and follows nobody any more. */
  detachConfig(app: string, key: string): Promise<void>;
}

export interface PipelineWish {
  readonly pipeline: string;
  readonly stage: Stage;
  readonly isNew: boolean;
}

export interface Promotion {
  /** The production app. */
  readonly app: string;
  readonly release: Release;
}

export interface ConfigAttachment {
  readonly key: string;
  readonly source: string;
  readonly sourceKey: string;
}
