import { lstat, mkdir, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { nodeBuild, withoutRostra } from '../../rules/node-build.ts';
import type { PackageJson } from '../../rules/node-build.ts';
import type { HostInstallation } from '../installation.ts';
import { runStep } from './run-step.ts';

export interface BuildRun {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly installation: HostInstallation;
  onLine(line: string): void;
}

/** Builds the Node app in the folder, in place. Null when it is built, else why not, as a sentence. */
export async function buildNode(run: BuildRun): Promise<string | null> {
  const manifest = await readManifest(run.folder);
  if (typeof manifest === 'string') return manifest;
  const files = new Set(await readdir(run.folder));
  const plan = nodeBuild({ packageJson: manifest, files }, run.installation);
  if (!plan.ok) return plan.fault;
  run.onLine(`-----> Node app detected, built with Node ${run.installation.nodeVersion}`);
  const manifestFile = join(run.folder, 'package.json');
  const original = await readFile(manifestFile);
  if (plan.linksRostra) await writeFile(manifestFile, JSON.stringify(withoutRostra(manifest), null, 2));
  for (const step of plan.steps) {
    run.onLine(`-----> ${step.title}`);
    const failure = await runStep({ ...run, command: step.command });
    if (failure !== null) return `"${step.command.join(' ')}" failed: ${failure}.`;
    if (plan.linksRostra) await linkRostra(run);
  }
  await writeFile(manifestFile, original);
  if (plan.linksRostra) {
    run.onLine(`-----> Linking rostra ${run.installation.rostraVersion}`);
    await linkRostra(run);
  }
  return null;
}

const texts = v.optional(v.record(v.string(), v.string()));
const manifestShape = v.looseObject({
  dependencies: texts,
  devDependencies: texts,
  optionalDependencies: texts,
  scripts: texts,
  engines: texts,
});

async function readManifest(folder: string): Promise<PackageJson | string> {
  try {
    const result = v.safeParse(manifestShape, JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
    if (result.success) return JSON.parse(JSON.stringify(result.output));
    return `package.json is wrong: ${v.getDotPath(result.issues[0]) ?? 'it'}: ${result.issues[0].message}.`;
  } catch (error) {
    return `package.json cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

/** `node_modules/rostra` → the installation, and its command among the app's own. */
async function linkRostra({ folder, installation }: BuildRun): Promise<void> {
  await replaceLink(join(folder, 'node_modules', 'rostra'), installation.root);
  await replaceLink(join(folder, 'node_modules', '.bin', 'rostra'), '../rostra/bin/rostra.mjs');
}

async function replaceLink(link: string, target: string): Promise<void> {
  await mkdir(dirname(link), { recursive: true });
  if ((await lstat(link).catch(() => null)) !== null) await rm(link, { recursive: true });
  await symlink(target, link);
}
