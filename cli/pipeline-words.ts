import type { Pipeline } from '../platform/client.ts';
import { UsageFault } from './parse.ts';
import { bold, columns } from './output.ts';

/** `staging` or `production`; throws a UsageFault that quotes anything else. */
export function stageOf(word: string | null): 'staging' | 'production' {
  if (word === 'staging' || word === 'production') return word;
  throw new UsageFault(word === null ? 'The stage is missing.' : `"${word}" is no stage.`, 'Say --stage staging or --stage production.');
}

/** A pipeline as people read it. */
export function pipelineLines({ name, apps }: Pipeline): string[] {
  const rows = apps.map(({ stage, app, release, slug }) => [stage, app, release === null ? 'none' : `v${release}`, slug ?? '']);
  return [bold(`=== ${name}`), ...columns(['Stage', 'App', 'Release', 'Build'], rows)];
}
