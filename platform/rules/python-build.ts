import type { BuildStep } from './node-build.ts';
import type { InstalledPython } from './python-version.ts';

/** What of a folder decides how its Python app is built. */
export interface PythonProject {
  readonly requirements: string;
  /** Paths of its files, as far as a build asks for them. */
  readonly files: ReadonlySet<string>;
  readonly config: Readonly<Record<string, string | undefined>>;
}

export interface PythonTools {
  readonly python: InstalledPython;
  readonly hasUv: boolean;
}

/** Where the environment stands in the slug. */
export const venvFolder = '.venv';
const venvPython = `${venvFolder}/bin/python`;

export interface PythonBuildPlan {
  /** Before anything is installed. */
  readonly before: readonly BuildStep[];
  /** Make the environment; left out when that of an earlier build serves again. */
  readonly environment: readonly BuildStep[];
  readonly after: readonly BuildStep[];
}

/** How to build a Python app (platform specification, CON-08). Without requirements no step asks a registry. */
export function pythonBuild(project: PythonProject, tools: PythonTools): PythonBuildPlan {
  const { files } = project;
  return {
    before: files.has('bin/pre_compile') ? [hook('bin/pre_compile')] : [],
    environment: environmentSteps(isEmpty(project.requirements), tools),
    after: [...(collectsStatic(project) ? [collectStatic] : []), ...(files.has('bin/post_compile') ? [hook('bin/post_compile')] : [])],
  };
}

/**
 * Whether the same requirements give the same environment: they name packages of a registry only, neither files of the app nor
 * addresses whose content may have changed.
 */
export function isReusable(requirements: string): boolean {
  return linesOf(requirements).every((line) => /^[A-Za-z0-9]/.test(line) && !/[@/]/.test(line.split(/[;#]/)[0] ?? ''));
}

/** The files and folders that requirements lead to, as written: other lists (`-r base.txt`) and packages of the app's own (`./lib`). */
export function namedPaths(requirements: string): string[] {
  return linesOf(requirements).flatMap((line) => {
    const option = /^(?:-r|-c|-e|--requirement|--constraint|--editable)[\s=]*(\S+)/.exec(line)?.[1];
    const path = option ?? /^(\.{0,2}\/\S+)/.exec(line)?.[1] ?? '';
    return path === '' || path.includes('://') ? [] : [path.replace(/\[.*$|;.*$/, '')];
  });
}

/** What an environment depends on, as one text; the builds of an app with the same one share it. */
export function environmentKey(requirements: string, { python, hasUv }: PythonTools): string {
  return JSON.stringify({ requirements: linesOf(requirements), python, installer: hasUv ? 'uv' : 'pip' });
}

function environmentSteps(withoutPackages: boolean, { python, hasUv }: PythonTools): BuildStep[] {
  const title = `Making a virtual environment with Python ${python.version}`;
  if (withoutPackages) return [{ title, command: [python.path, '-m', 'venv', '--without-pip', venvFolder] }];
  if (hasUv) {
    const install = ['pip', 'install', '--python', venvPython, '--compile-bytecode', '--requirement', 'requirements.txt'];
    return [
      { title, command: ['uv', 'venv', '--python', python.path, venvFolder] },
      { title: 'Installing requirements.txt with uv', command: ['uv', ...install] },
    ];
  }
  const quiet = ['--no-input', '--disable-pip-version-check', '--progress-bar', 'off'];
  return [
    { title, command: [python.path, '-m', 'venv', venvFolder] },
    {
      title: 'Installing requirements.txt with pip',
      command: [venvPython, '-m', 'pip', 'install', ...quiet, '--requirement', 'requirements.txt'],
    },
  ];
}

function collectsStatic({ requirements, files, config }: PythonProject): boolean {
  const isOff = (config['DISABLE_COLLECTSTATIC'] ?? '0') !== '0';
  return !isOff && files.has('manage.py') && linesOf(requirements).some((line) => /^django\b(?!-)/i.test(line));
}

const collectStatic: BuildStep = {
  title: 'Collecting static files (DISABLE_COLLECTSTATIC=1 leaves this out)',
  command: [venvPython, 'manage.py', 'collectstatic', '--noinput'],
};

const hook = (path: string): BuildStep => ({ title: `Running ${path}`, command: ['bash', path] });

const isEmpty = (requirements: string): boolean => linesOf(requirements).length === 0;

/** Without comments and empty lines. */
const linesOf = (requirements: string): string[] =>
  requirements
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
