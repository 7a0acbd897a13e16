import type { ConfigVars } from './resources.ts';

/** In the order in which a build goes through them (platform specification, CON-18). */
export const stages = ['staging', 'production'] as const;

export type Stage = (typeof stages)[number];

export interface Pipeline {
  readonly name: string;
  /** One a stage at most. */
  readonly apps: readonly PipelineApp[];
}

export interface PipelineApp {
  readonly stage: Stage;
  readonly app: string;
  /** What serves; null: nothing yet. */
  readonly release: number | null;
  /** The slug's short name. */
  readonly slug: string | null;
}

/** How the two apps of a pipeline differ. Of config vars only names: values differ for good reasons. */
export interface PipelineDiff {
  readonly staging: PipelineApp;
  readonly production: PipelineApp;
  readonly isSameBuild: boolean;
  readonly onlyStaging: readonly string[];
  readonly onlyProduction: readonly string[];
  readonly processes: readonly { readonly type: string; readonly staging: string | null; readonly production: string | null }[];
}

/** One side of the comparison. */
export interface PipelineSide {
  readonly app: PipelineApp;
  readonly config: ConfigVars;
  readonly processes: Readonly<Record<string, string>>;
}

export function pipelineDiff(staging: PipelineSide, production: PipelineSide): PipelineDiff {
  const types = [...new Set([...Object.keys(staging.processes), ...Object.keys(production.processes)])].sort();
  const commands = types.map((type) => ({
    type,
    staging: staging.processes[type] ?? null,
    production: production.processes[type] ?? null,
  }));
  return {
    staging: staging.app,
    production: production.app,
    isSameBuild: staging.app.slug === production.app.slug,
    onlyStaging: missingIn(production.config, staging.config),
    onlyProduction: missingIn(staging.config, production.config),
    processes: commands.filter((each) => each.staging !== each.production),
  };
}

const missingIn = (there: ConfigVars, names: ConfigVars): string[] =>
  Object.keys(names)
    .filter((name) => !Object.hasOwn(there, name))
    .sort();

/** 2 to 30 lower-case letters, digits and hyphens, as an app's name. */
export const isPipelineName = (name: string): boolean => /^[a-z][a-z0-9-]{0,28}[a-z0-9]$/.test(name);
