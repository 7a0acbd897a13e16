import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Control } from '../control/control.ts';
import type { BuildSource } from '../control/operations.ts';
import { newId } from '../control/start-dyno.ts';
import { noSuchApp } from '../errors.ts';
import type { Manifest } from '../rules/manifest.ts';
import { venvFolder } from '../rules/python-build.ts';
import { phaseOf, quantitiesAfterDeploy, sizesAtFirst } from '../rules/release.ts';
import type { AppRecord } from '../store/apps.ts';
import type { BuildRecord } from '../store/builds.ts';
import { refuseFollower } from '../mirrors/follow.ts';
import { upgradeUnderWay } from '../upgrades/errors.ts';
import { runBuilders } from './build/run-builders.ts';
import type { Built } from './build/run-builders.ts';
import { makeFirstJobs, prepareFirstDeploy } from './first-deploy.ts';
import { makeRelease } from './make-release.ts';
import { keepSlug, readTree } from './slug.ts';
import { assertRunnable, manifestIn, procfileIn, receiveSource } from './source.ts';

interface BuildWish {
  readonly source: BuildSource;
  readonly actor: string;
  /** What is written in the same transaction: this build is a part of something larger. */
  readonly alongside?: (build: string) => void;
}

/** Takes the source, checks its Procfile and lines the build up. What is refused leaves nothing. */
export async function startBuild(control: Control, app: AppRecord, wish: BuildWish): Promise<string> {
  const { paths, store, clock } = control;
  refuseFollower(control, app);
  if (store.upgrades.openOf(app.id) !== null) throw upgradeUnderWay(app.name);
  const id = newId(control);
  const folder = join(paths.builds, id);
  try {
    await receiveSource(wish.source, join(folder, 'source'));
    await assertRunnable(join(folder, 'source'));
    if (store.apps.byName(app.name)?.id !== app.id) throw noSuchApp(app.name); // destroyed meanwhile
    const commit = wish.source.kind === 'tar' ? (wish.source.commit ?? null) : null;
    store.transaction(() => {
      store.builds.create({ id, appId: app.id, actor: wish.actor, createdAtMs: clock.nowMs(), commit });
      wish.alongside?.(id);
    });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  control.builds.add(() => build(control, id));
  return id;
}

/** Builds that a killed control left in the middle begin again: their source is still there. */
export function resumeBuilds(control: Control): void {
  for (const { id } of control.store.builds.unfinished('building')) control.builds.add(() => build(control, id));
}

async function build(control: Control, id: string): Promise<void> {
  const record = control.store.builds.find(id);
  const app = record && [...control.store.apps.list()].find((candidate) => candidate.id === record.appId);
  if (record?.status !== 'building' || !app) return;
  try {
    await buildAndRelease(control, app, record);
  } catch (error) {
    if (!(error instanceof RostraError)) control.logger.error('build_failed', { build: id, error });
    const failure = error instanceof RostraError ? error.message : 'Something went wrong on our side; deploy again.';
    failBuild(control, app, { record, failure });
  }
  const done = ['work', 'home', 'source'].map((name) => join(control.paths.builds, id, name));
  await Promise.all(done.map((folder) => rm(folder, { recursive: true, force: true })));
  control.wake();
  control.changes.announce();
}

async function buildAndRelease(control: Control, app: AppRecord, record: BuildRecord): Promise<void> {
  const folder = join(control.paths.builds, record.id);
  const work = join(folder, 'work');
  await rm(work, { recursive: true, force: true });
  await cp(join(folder, 'source'), work, { recursive: true, verbatimSymlinks: true });
  await prepareFirstDeploy(control, app, { record, manifest: await manifestIn(work) });
  await readTree(work, new Set()); // what was sent holds nothing that it must not, before anything of it runs
  const { builtOn, links } = await runBuilder(control, app, { id: record.id, work });
  const slug = await readTree(work, links);
  await keepSlug(work, join(control.paths.slugs, slug.id));
  const entries = await procfileIn(join(control.paths.slugs, slug.id));
  const processes = Object.fromEntries(entries.map(({ type, command }) => [type, command]));
  const manifest = await manifestIn(join(control.paths.slugs, slug.id));
  const built = { ...slug, builtOn, processes, manifest };
  const upgrade = control.store.upgrades.ofBuild(record.id);
  if (upgrade !== null) {
    const { prepareUpgrade } = await import('../upgrades/prepare.ts');
    await prepareUpgrade(control, app, { upgrade, slug: { ...built, nowMs: control.clock.nowMs() } });
  }
  release(control, app, { record, slug: built });
}

async function runBuilder(control: Control, app: AppRecord, at: { readonly id: string; readonly work: string }): Promise<Built> {
  const { installation, outputs, store, paths } = control;
  await mkdir(join(at.work, '..', 'home'), { recursive: true });
  const programs = [
    ['node_modules', '.bin'],
    [venvFolder, 'bin'],
  ].map((path) => join(at.work, ...path));
  const env = {
    ...(store.apps.byName(app.name) ?? app).config,
    PATH: [...programs, installation.nodeFolder, ...installation.programFolders].join(':'),
    HOME: join(at.work, '..', 'home'),
    CI: '1',
    LANG: 'C.UTF-8',
  };
  const earlier = store.releases.list(app.id).find(({ slugId }) => slugId !== null)?.slugId ?? null;
  const earlierSlug = earlier === null ? null : join(paths.slugs, earlier);
  return runBuilders({ folder: at.work, env, installation, earlierSlug, onLine: (line) => outputs.write(at.id, line) });
}

interface BuiltSlug {
  readonly id: string;
  readonly sizeBytes: number;
  readonly builtOn: string;
  readonly processes: Readonly<Record<string, string>>;
  readonly manifest: Manifest;
}

interface BuiltRelease {
  readonly record: BuildRecord;
  readonly slug: BuiltSlug;
}

function release(control: Control, builtFor: AppRecord, built: BuiltRelease): void {
  const { store, outputs } = control;
  const { record, slug } = built;
  const nowMs = control.clock.nowMs();
  const reason = `Deploy ${record.commit?.slice(0, 7) ?? slug.id.slice(0, 8)}`;
  store.transaction(() => {
    const app = store.apps.byName(builtFor.name);
    if (app === null || app.id !== builtFor.id) throw noSuchApp(builtFor.name);
    store.releases.addSlug({ ...slug, nowMs });
    const types = Object.keys(slug.processes);
    const { configSetId } = app;
    makeFirstJobs(control, app, { record, manifest: slug.manifest });
    keepFormation(control, app, slug);
    const wish = { slugId: slug.id, configSetId, phase: phaseOf(types), reason, actor: record.actor } as const;
    const version = makeRelease(control, app, wish);
    store.builds.setReleasing(record.id, version);
    store.events.append({ appId: app.id, atMs: nowMs, kind: 'deploy', text: `${reason} as v${version}`, actor: record.actor });
    if (store.apps.byName(app.name)?.rollOutMode === 'rolling') outputs.write(record.id, oneByOne);
    outputs.write(record.id, `-----> Launching v${version} (${types.join(', ')}; ${sizeText(slug.sizeBytes)})`);
  });
  control.logBook.tell(builtFor.name, 'api', [`${reason} by user ${record.actor}`]);
}

/** New process types come in; what `rostra.json` and `app.json` wish for counts once, at the first deploy (CON-03). */
export function keepFormation(
  { store }: Control,
  app: AppRecord,
  { processes, manifest }: Pick<BuiltSlug, 'processes' | 'manifest'>,
): void {
  const types = Object.keys(processes);
  const present = store.formations.quantities(app.id);
  store.formations.setQuantities(app.id, quantitiesAfterDeploy(present, { types, wanted: manifest.formation }));
  if (Object.keys(present).length === 0) store.formations.setSizes(app.id, sizesAtFirst(types, manifest.formation));
}

const oneByOne = '-----> The machine has no memory for both sets of dynos: they are exchanged one by one';

const sizeText = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} kB` : `${Math.ceil(bytes / 1024 / 1024)} MB`;

function failBuild(control: Control, app: AppRecord, end: { readonly record: BuildRecord; readonly failure: string }): void {
  const { record, failure } = end;
  if (control.store.builds.find(record.id) === null) return; // its app was destroyed meanwhile
  control.outputs.write(record.id, `Build failed: ${failure}`);
  control.store.transaction(() => {
    control.store.builds.fail(record.id, failure);
    const event = { appId: app.id, atMs: control.clock.nowMs(), kind: 'deploy', level: 'warning' } as const;
    control.store.events.append({ ...event, text: `Build failed: ${failure}`, actor: record.actor });
  });
  control.logBook.tell(app.name, 'api', [`Build failed: ${failure}`]);
}
