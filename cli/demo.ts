import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { deploy, type App, type Operations } from '../platform/client.ts';

/** The installation: the folder of this package. */
const root = join(import.meta.dirname, '..');

interface DemoApp {
  readonly name: string;
  readonly quantities: Readonly<Record<string, number>>;
  readonly config: (secrets: { readonly password: string; readonly make: () => string }) => Readonly<Record<string, string>>;
}

const demoApps: readonly DemoApp[] = [
  {
    name: 'lab',
    quantities: { web: 2 },
    config: ({ password, make }) => ({
      LAB_PRODUCTION: '1',
      LAB_AUTH: 'DEMO',
      LAB_ADMIN_PASSWORD: password,
      LAB_SECRET: make(),
      LAB_REST_KEY: make(),
      DEMO_DATA: '1',
    }),
  },
  {
    name: 'tab',
    quantities: { web: 2, worker: 1 },
    config: ({ password, make }) => ({ TAB_ADMIN_PASSWORD: password, TAB_SECRET: make(), TAB_API_KEY: make(), DEMO_DATA: '1' }),
  },
];

/** The config var that says which content of the demo's folder is deployed. */
const folderVar = 'DEMO_FOLDER';

export interface DemoStart {
  readonly password: string;
  onLine(line: string): void;
}

/** Both demo apps, as a user would make them: app, database, config, deploy, scale. On a later start only what is missing. Answers when they are up. */
export async function startDemo(platform: Operations, start: DemoStart): Promise<readonly App[]> {
  const known = await platform.apps();
  for (const { name } of demoApps) {
    if (!known.some((app) => app.name === name)) await platform.createApp(name);
  }
  for (const { name } of demoApps) {
    const addons = await platform.addons(name);
    if (!addons.some((addon) => addon.service === 'postgres')) await platform.createAddon(name, { plan: 'postgres:standard-0', as: null });
  }
  await Promise.all(demoApps.map((demo) => release(platform, demo, start)));
  return Promise.all(demoApps.map(({ name }) => whenUp(platform, name)));
}

async function release(platform: Operations, demo: DemoApp, start: DemoStart): Promise<void> {
  const folder = join(root, 'demo', demo.name);
  const [before, app, digest] = await Promise.all([platform.config(demo.name), platform.app(demo.name), digestOf(folder)]);
  const isCurrent = before[folderVar] === digest && app.release !== null && (await hasSlug(platform, demo.name));
  const make = (): string => randomBytes(24).toString('base64url');
  const wanted = { ...demo.config({ password: start.password, make }), ...before, [folderVar]: digest };
  const set = Object.fromEntries(Object.entries(wanted).filter(([name, value]) => before[name] !== value));
  if (Object.keys(set).length > 0) await platform.setConfig(demo.name, { set, restart: isCurrent });
  if (!isCurrent) await deployDemo(platform, { name: demo.name, folder, start });
  await scaleOnce(platform, demo);
}

async function hasSlug(platform: Operations, app: string): Promise<boolean> {
  const releases = await platform.releases(app);
  return releases.some((made) => made.current && made.slug !== null);
}

interface DemoDeploy {
  readonly name: string;
  readonly folder: string;
  readonly start: DemoStart;
}

async function deployDemo(platform: Operations, { name, folder, start }: DemoDeploy): Promise<void> {
  const onLine = (line: string): void => start.onLine(`${name}: ${line}`);
  const build = await deploy(platform, name, { source: { kind: 'folder', path: folder }, onLine });
  if (build.status !== 'failed') return;
  await platform.setConfig(name, { set: { [folderVar]: null }, restart: false }); // so that the next start tries again
  throw new DemoFailed(name, build.failure ?? 'The build failed.');
}

/** Only while nobody has scaled the app: afterwards its size is the operator's. */
async function scaleOnce(platform: Operations, { name, quantities }: DemoApp): Promise<void> {
  const events = await platform.events(name, { limit: 200 });
  if (!events.some((event) => event.kind === 'scale')) await platform.scale(name, quantities);
}

const patienceMs = 60_000;
const lookEveryMs = 100;

async function whenUp(platform: Operations, name: string): Promise<App> {
  for (const until = Date.now() + patienceMs; ; await pause(lookEveryMs)) {
    const app = await platform.app(name);
    if (app.dynos.up >= app.dynos.wanted || app.maintenance || Date.now() > until) return app;
  }
}

/** Of the folder's place and content: a moved installation links anew. */
async function digestOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256').update(folder);
  for (const file of files) hash.update(`\0${relative(folder, file)}\0`).update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

class DemoFailed extends RostraError {
  constructor(app: string, failure: string) {
    super({
      code: 'DEMO_FAILED',
      status: 500,
      message: `The demo app ${app} did not start: ${failure}`,
      hint: `See why: rostra logs --app ${app}`,
    });
  }
}
