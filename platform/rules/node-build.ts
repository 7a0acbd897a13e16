import { satisfies } from './version-range.ts';

/** What of a folder decides how its Node app is built. */
export interface NodeProject {
  readonly packageJson: PackageJson;
  /** Names of the files beside it. */
  readonly files: ReadonlySet<string>;
}

export interface PackageJson {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly engines?: Readonly<Record<string, string>>;
}

/** What this installation brings. */
export interface Installation {
  readonly rostraVersion: string;
  readonly nodeVersion: string;
}

export interface BuildStep {
  /** Said before it: `Installing dependencies with npm ci`. */
  readonly title: string;
  readonly command: readonly [program: string, ...args: string[]];
}

export interface NodeBuildPlan {
  readonly ok: true;
  /** The dependency `rostra` is a link to the running installation, and no package manager hears of it. */
  readonly linksRostra: boolean;
  readonly steps: readonly BuildStep[];
}

export type NodeBuild = NodeBuildPlan | { readonly ok: false; readonly fault: string };

/**
 * How to build a Node app (platform specification, CON-08). A dependency `rostra` that the installation satisfies is linked; when
 * nothing else is wanted there is no step at all, so such an app builds without network.
 */
export function nodeBuild(project: NodeProject, installation: Installation): NodeBuild {
  const { packageJson } = project;
  const wantedNode = packageJson.engines?.['node'];
  if (wantedNode !== undefined && !satisfies(installation.nodeVersion, wantedNode)) {
    return { ok: false, fault: `package.json wants Node ${wantedNode}; this installation runs ${installation.nodeVersion}.` };
  }
  const linksRostra = isLinked(packageJson, installation);
  return { ok: true, linksRostra, steps: buildSteps(project, linksRostra) };
}

function buildSteps({ packageJson, files }: NodeProject, linksRostra: boolean): BuildStep[] {
  const scripts = packageJson.scripts ?? {};
  const build = ['heroku-postbuild', 'build'].find((script) => scripts[script] !== undefined);
  const { install, prune } = packageManager(files, linksRostra);
  const installs = needsInstall(packageJson, linksRostra, build !== undefined);
  return [
    ...(scripts['heroku-prebuild'] === undefined ? [] : [scriptStep('heroku-prebuild')]),
    ...(installs ? [install] : []),
    ...(build === undefined ? [] : [scriptStep(build)]),
    ...(installs && hasAny(packageJson.devDependencies) && prune !== null ? [prune] : []),
  ];
}

function isLinked(packageJson: PackageJson, installation: Installation): boolean {
  const range = packageJson.dependencies?.['rostra'];
  return range !== undefined && satisfies(installation.rostraVersion, range);
}

function needsInstall(
  { dependencies, optionalDependencies, devDependencies }: PackageJson,
  linksRostra: boolean,
  hasBuild: boolean,
): boolean {
  const others = Object.keys(dependencies ?? {}).filter((name) => !(linksRostra && name === 'rostra'));
  return others.length > 0 || hasAny(optionalDependencies) || (hasBuild && hasAny(devDependencies));
}

const hasAny = (names: Readonly<Record<string, string>> | undefined): boolean => Object.keys(names ?? {}).length > 0;

const scriptStep = (script: string): BuildStep => ({ title: `Running ${script}`, command: ['npm', 'run', script] });

interface PackageManager {
  readonly install: BuildStep;
  readonly prune: BuildStep | null;
}

/** By lock file. With `rostra` taken out of package.json the lock no longer matches it exactly, which `npm ci` would refuse. */
function packageManager(files: ReadonlySet<string>, linksRostra: boolean): PackageManager {
  const installing = (...command: [string, ...string[]]): BuildStep => ({
    title: `Installing dependencies with ${command.slice(0, 2).join(' ')}`,
    command,
  });
  const pruning = (...command: [string, ...string[]]): BuildStep => ({ title: 'Removing development dependencies', command });
  if (files.has('pnpm-lock.yaml')) {
    return {
      install: installing('pnpm', 'install', '--prod=false', ...(linksRostra ? [] : ['--frozen-lockfile'])),
      prune: pruning('pnpm', 'prune', '--prod'),
    };
  }
  if (files.has('yarn.lock')) {
    return { install: installing('yarn', 'install', '--production=false', ...(linksRostra ? [] : ['--frozen-lockfile'])), prune: null };
  }
  const quiet = ['--include=dev', '--no-audit', '--no-fund'];
  const verb = files.has('package-lock.json') && !linksRostra ? 'ci' : 'install';
  return { install: installing('npm', verb, ...quiet), prune: pruning('npm', 'prune', '--omit=dev', '--no-audit', '--no-fund') };
}

/** package.json without the dependency that is linked instead. */
export function withoutRostra<Manifest extends PackageJson>(packageJson: Manifest): Manifest {
  const dependencies = Object.entries(packageJson.dependencies ?? {}).filter(([name]) => name !== 'rostra');
  return { ...packageJson, dependencies: Object.fromEntries(dependencies) };
}
