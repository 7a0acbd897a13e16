import { readdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { addonUse } from '../addons/addon-use.ts';
import { inErrorBook } from '../addons/errors.ts';
import type { Control } from '../control/control.ts';
import { guestVersion } from '../rules/monitor/guest-version.ts';
import type { GuestVersion, TopIssue } from '../rules/findings/app-evidence.ts';
import { plans } from '../rules/plans.ts';
import { venvFolder } from '../rules/python-build.ts';
import type { AddonRecord } from '../store/addons.ts';
import type { AppRecord } from '../store/apps.ts';

/** What is looked at now and then, because the look itself costs something; remembered until the next. */
interface SlowFacts {
  readonly rows: Map<string, Looked<number | null>>;
  readonly doors: Map<number, Looked<readonly string[]>>;
  /** By slug: it never changes. */
  readonly versions: Map<string, GuestVersion | null>;
  /** By app. */
  readonly issues: Map<number, TopIssue | null>;
}

interface Looked<Value> {
  readonly atMs: number;
  readonly value: Value;
}

const rowsEveryMs = 600_000;
/** SEC-09 */
const doorsEveryMs = 3_600_000;
const doorTimeoutMs = 1_000;

const known = new WeakMap<Control, SlowFacts>();

function factsOf(control: Control): SlowFacts {
  const facts = known.get(control) ?? { rows: new Map(), doors: new Map(), versions: new Map(), issues: new Map() };
  known.set(control, facts);
  return facts;
}

/** Null: nobody has counted them. */
export const countedRows = (control: Control, addon: string): number | null => factsOf(control).rows.get(addon)?.value ?? null;

/** `web.1 at 10.0.0.5:20001` */
export const openDoors = (control: Control, app: AppRecord): readonly string[] => factsOf(control).doors.get(app.id)?.value ?? [];

/** Null: the slug is no guest that is known here. */
export const versionOf = (control: Control, slug: string): GuestVersion | null => factsOf(control).versions.get(slug) ?? null;

/** What the app itself reported most of lately; null: nothing, or it reports to nobody. */
export const topIssueOf = (control: Control, app: AppRecord): TopIssue | null => factsOf(control).issues.get(app.id) ?? null;

/** Looks at what is due. */
export async function lookAround(control: Control, app: AppRecord): Promise<void> {
  const counted = control.store.addons.ofApp(app.id).filter(hasRowLimit);
  await Promise.all([
    ...counted.map((addon) => countRows(control, addon)),
    knockAtDoors(control, app),
    readVersion(control, app),
    readIssues(control, app),
  ]);
}

function hasRowLimit({ service, plan, state }: AddonRecord): boolean {
  return state === 'available' && service === 'postgres' && plans.some((each) => each.name === plan && each.rows !== null);
}

async function countRows(control: Control, addon: AddonRecord): Promise<void> {
  const { rows } = factsOf(control);
  const atMs = control.clock.nowMs();
  if (atMs < (rows.get(addon.name)?.atMs ?? -Infinity) + rowsEveryMs) return;
  const use = await addonUse(control, addon).catch(() => null);
  rows.set(addon.name, { atMs, value: use?.rows ?? null });
}

/** From an address that is not the machine's own: who listens there is reached by others too (F23). */
async function knockAtDoors(control: Control, app: AppRecord): Promise<void> {
  const { doors } = factsOf(control);
  const atMs = control.clock.nowMs();
  if (atMs < (doors.get(app.id)?.atMs ?? -Infinity) + doorsEveryMs) return;
  const dynos = control.board
    .ofApp(app)
    .flatMap(({ type, number, port, state }) => (port === null || state !== 'up' ? [] : [{ name: `${type}.${number}`, port }]));
  if (dynos.length === 0) return;
  const tries = outwardAddresses().flatMap((host) =>
    dynos.map(async ({ name, port }) => ((await answers(host, port)) ? [`${name} at ${host}:${port}`] : [])),
  );
  doors.set(app.id, { atMs, value: (await Promise.all(tries)).flat() });
}

const outwardAddresses = (): readonly string[] =>
  Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).flatMap(({ internal, family, address }) => (internal || family !== 'IPv4' ? [] : [address])),
  );

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: doorTimeoutMs });
    const end = (isOpen: boolean) => (): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
}

const lately = 300_000;
const lookedThrough = 50;

/** Only while requests fail: the book of errors is opened for it. */
async function readIssues(control: Control, app: AppRecord): Promise<void> {
  const { issues } = factsOf(control);
  const held = control.store.addons.heldBy(app.id).flatMap(({ addon }) => control.store.addons.find(addon) ?? []);
  const projects = held.filter(({ service }) => service === 'errors').map(({ id }) => id);
  const isFailing = control.trafficBook.summary(app.name, { seconds: 60 }).failedByApp > 0;
  if (projects.length === 0 || !isFailing) return void issues.delete(app.id);
  const search = { projects, state: 'open', search: '', limit: lookedThrough } as const;
  const open = await inErrorBook(control, (book) => book.issues.list(search)).catch(() => []);
  const recent = open.filter(({ lastSeenMs }) => lastSeenMs >= control.clock.nowMs() - lately);
  const [top] = recent.toSorted((a, b) => b.count - a.count);
  issues.set(app.id, top === undefined ? null : { id: top.id, title: top.title, culprit: top.culprit, count: top.count });
}

/** Out of what is installed in the slug; one that was not installed here says it in its own files. */
async function readVersion(control: Control, app: AppRecord): Promise<void> {
  const { versions } = factsOf(control);
  const slug = app.serving === null ? null : (control.store.releases.find(app.id, app.serving)?.slugId ?? null);
  if (slug === null || versions.has(slug)) return;
  const folder = join(control.paths.slugs, slug);
  const requirements = await readFile(join(folder, 'requirements.txt'), 'utf8').catch(() => '');
  versions.set(slug, guestVersion(await installed(join(folder, venvFolder, 'lib')), requirements));
}

async function installed(lib: string): Promise<readonly string[]> {
  const pythons = await readdir(lib).catch(() => []);
  const packages = await Promise.all(pythons.map((python) => readdir(join(lib, python, 'site-packages')).catch(() => [])));
  return packages.flat();
}
