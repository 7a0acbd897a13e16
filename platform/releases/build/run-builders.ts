import { readdir } from 'node:fs/promises';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { buildersFor } from '../../rules/builders.ts';
import type { Builder } from '../../rules/builders.ts';
import { buildNode } from './node.ts';
import type { BuildRun } from './node.ts';
import { buildPython } from './python.ts';
import { buildStatic } from './static.ts';

export interface Built {
  /** What built it and with what: `Node 26.10.0`. */
  readonly builtOn: string;
  /** Places outside the slug that its links may lead to. */
  readonly links: ReadonlySet<string>;
}

export interface BuildersRun extends BuildRun {
  /** The app's slug before this one, from which what is unchanged may be taken. */
  readonly earlierSlug: string | null;
}

/** Builds the folder in place, by whom its files ask for. Throws why it cannot be built. */
export async function runBuilders(run: BuildersRun): Promise<Built> {
  const chosen = buildersFor(new Set(await readdir(run.folder)));
  if (!chosen.ok) throw buildFailed(chosen.fault);
  if (chosen.builders.length === 0) run.onLine('-----> No package.json and no requirements.txt: the folder is taken as it is');
  const builtOn: string[] = [];
  const links = new Set([run.installation.root]);
  for (const builder of chosen.builders) {
    const built = await build[builder](run);
    builtOn.push(built.builtOn);
    for (const link of built.links) links.add(link);
  }
  return { builtOn: builtOn.join(' and ') || 'as it is', links };
}

const build: Record<Builder, (run: BuildersRun) => Promise<Built>> = {
  node: async (run) => {
    const failure = await buildNode(run);
    if (failure !== null) throw buildFailed(failure);
    return { builtOn: `Node ${run.installation.nodeVersion}`, links: new Set() };
  },
  python: async (run) => {
    const built = await buildPython(run);
    if (!built.ok) throw buildFailed(built.fault);
    return { builtOn: built.builtOn, links: new Set([built.interpreter]) };
  },
  static: async (run) => {
    const failure = await buildStatic(run);
    if (failure !== null) throw buildFailed(failure);
    return { builtOn: 'a static site', links: new Set() };
  },
};

const buildFailed = (message: string): RostraError => new RostraError({ code: 'PLATFORM_BUILD_FAILED', status: 422, message });
