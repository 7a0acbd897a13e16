import { createHash } from 'node:crypto';
import { access, constants, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { aloneWarning, boundCommand, runsAlone } from '../../rules/otree-guest.ts';
import { environmentKey, isReusable, namedPaths, pythonBuild, venvFolder } from '../../rules/python-build.ts';
import type { PythonTools } from '../../rules/python-build.ts';
import { pythonFault } from '../../rules/python-fault.ts';
import { choosePython } from '../../rules/python-version.ts';
import type { PythonChoice } from '../../rules/python-version.ts';
import type { BuildStep } from '../../rules/node-build.ts';
import { procfileIn } from '../source.ts';
import { installedPythons } from './installed-pythons.ts';
import type { BuildRun } from './node.ts';
import { runStep } from './run-step.ts';
import { makeMovable, reuseEnvironment } from './virtual-environment.ts';

export type PythonBuilt =
  /** `interpreter` is the one program outside the slug that its environment leads to. */
  { readonly ok: true; readonly builtOn: string; readonly interpreter: string } | { readonly ok: false; readonly fault: string };

/** Builds the Python app in the folder, in place: its environment stands in `.venv` and runs wherever the folder is moved to. */
export async function buildPython(run: BuildRun & { readonly earlierSlug: string | null }): Promise<PythonBuilt> {
  const { folder } = run;
  const choice = await chosenPython(run);
  if (!choice.ok) return choice;
  const { python } = choice;
  run.onLine(`-----> Python app detected, built with Python ${python.version} (${python.path})`);
  const requirements = await readFile(join(folder, 'requirements.txt'), 'utf8');
  const tools = { python, hasUv: await hasProgram(run, 'uv') };
  const project = { requirements, files: await filesOf(folder), config: run.env };
  const plan = pythonBuild(project, tools);
  const fault =
    (await runSteps(run, plan.before)) ??
    (await missingPath(folder, requirements)) ??
    (await makeEnvironment(run, { requirements, tools, steps: plan.environment })) ??
    (await runSteps(run, plan.after));
  if (fault !== null) return { ok: false, fault };
  await prepareGuest(run);
  return { ok: true, builtOn: `Python ${python.version}`, interpreter: python.path };
}

async function chosenPython({ folder, installation }: BuildRun): Promise<PythonChoice> {
  const [versionFile, runtimeFile] = await Promise.all(['.python-version', 'runtime.txt'].map((name) => textOf(join(folder, name))));
  return choosePython({ versionFile: versionFile ?? null, runtimeFile: runtimeFile ?? null }, await installedPythons(installation));
}

/** Said before minutes have gone into what would then be in vain. */
async function missingPath(folder: string, requirements: string): Promise<string | null> {
  for (const path of namedPaths(requirements)) {
    const isThere = await canAccess(resolve(folder, path), constants.R_OK);
    if (!isThere) return `requirements.txt names ${path}, and there is no such file in the folder.`;
  }
  return null;
}

interface EnvironmentWish {
  readonly requirements: string;
  readonly tools: PythonTools;
  readonly steps: readonly BuildStep[];
}

/** The environment of the build before serves again when the same requirements were installed by the same tools. */
async function makeEnvironment(
  run: BuildRun & { readonly earlierSlug: string | null },
  { requirements, tools, steps }: EnvironmentWish,
): Promise<string | null> {
  const venv = join(run.folder, venvFolder);
  const hash = createHash('sha256').update(environmentKey(requirements, tools)).digest('hex');
  const key = isReusable(requirements) ? hash : null;
  if (key !== null && run.earlierSlug !== null && (await reuseEnvironment(join(run.earlierSlug, venvFolder), { venv, key }))) {
    run.onLine('-----> requirements.txt is unchanged: using the environment of the build before');
    return null;
  }
  const fault = await runSteps(run, steps);
  if (fault === null) await makeMovable(venv, key);
  return fault;
}

async function runSteps(run: BuildRun, steps: readonly BuildStep[]): Promise<string | null> {
  for (const step of steps) {
    run.onLine(`-----> ${step.title}`);
    const said: string[] = [];
    const onLine = (line: string): void => {
      said.push(line);
      run.onLine(`       ${line}`);
    };
    const failure = await runStep({ ...run, env: { ...systemCertificates, ...run.env }, command: step.command, onLine });
    if (failure !== null) return `${step.title} failed: ${pythonFault(said)} (${failure}).`;
  }
  return null;
}

/** uv believes in its own list unless told to ask the system's, as pip does here; its versions call that by two names. */
const systemCertificates = { UV_SYSTEM_CERTS: '1', UV_NATIVE_TLS: '1' };

/** A guest that would open its port to the whole network is bound to this machine, and one with a rule of its own says it. */
async function prepareGuest(run: BuildRun): Promise<void> {
  const entries = await procfileIn(run.folder);
  const bound = entries.map(({ type, command }) => ({ type, command: boundCommand(command) }));
  for (const [index, { type, command }] of bound.entries()) {
    if (command !== entries[index]?.command) run.onLine(`       ${type} runs as: ${command}`);
  }
  await writeFile(join(run.folder, 'Procfile'), bound.map(({ type, command }) => `${type}: ${command}\n`).join(''));
  if (runsAlone(Object.fromEntries(bound.map(({ type, command }) => [type, command])))) run.onLine(` !     ${aloneWarning}`);
}

const knownFiles = ['manage.py', 'bin/pre_compile', 'bin/post_compile'];

async function filesOf(folder: string): Promise<ReadonlySet<string>> {
  const there = await Promise.all(knownFiles.map((name) => canAccess(join(folder, name), constants.F_OK)));
  return new Set(knownFiles.filter((_, index) => there[index]));
}

async function hasProgram({ installation }: BuildRun, name: string): Promise<boolean> {
  const folders = installation.programFolders.filter((folder) => !folder.endsWith('/shims'));
  const there = await Promise.all(folders.map((folder) => canAccess(join(folder, name), constants.X_OK)));
  return there.includes(true);
}

const canAccess = (path: string, mode: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  );

const textOf = (path: string): Promise<string | null> => readFile(path, 'utf8').catch(() => null);
