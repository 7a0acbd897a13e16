import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Control } from '../control/control.ts';
import { addonFailed } from '../errors.ts';
import type { ErrorProject } from '../rules/errors/project.ts';
import { plans } from '../rules/plans.ts';
import type { AddonRecord, ServerRecord } from '../store/addons.ts';
import type { ErrorBook } from '../store/error-book.ts';
import { errorsServer } from './apps-of-server.ts';
import { liveServer } from './live-server.ts';
import { reserveServer } from './reserve-server.ts';
import type { ServerLaunch } from './servers.ts';

const startLimitMs = 30_000;
const memoryQuotaMb = 256;
const program = join(import.meta.dirname, '..', 'errd', 'main.ts');

export async function errorsLaunch(control: Control, server: ServerRecord): Promise<ServerLaunch> {
  await writeErrorProjects(control);
  const command = [process.execPath, '--expose-gc', '--max-old-space-size=160', program, await errorsFolder(control), String(server.port)];
  return { command, user: null, stopSignal: 'SIGTERM', memoryQuotaMb };
}

/** The one service for all, when it answers and knows its projects. */
export async function provideErrors(control: Control): Promise<ServerRecord> {
  const server = reserveServer(control, { name: errorsServer, service: 'errors', withTls: false });
  await writeErrorProjects(control);
  control.wake();
  const signal = AbortSignal.timeout(startLimitMs);
  const up = await control.changes.until(() => (liveServer(control, server.name)?.state === 'up' ? true : null), signal);
  if (up === null) throw addonFailed(server.name, liveServer(control, server.name)?.reason ?? 'it was not started');
  return server;
}

const writing = new WeakMap<Control, Promise<void>>();

/** What the service is told of its projects; it looks at the file with each request. One after another: the last has all of them. */
export function writeErrorProjects(control: Control): Promise<void> {
  const written = (writing.get(control) ?? Promise.resolve()).then(() => writeNow(control));
  writing.set(
    control,
    written.catch(() => {}), // who asked is told
  );
  return written;
}

async function writeNow(control: Control): Promise<void> {
  const addons = control.store.addons.list().filter(({ service, state }) => service === 'errors' && state !== 'leaving');
  const folder = await errorsFolder(control);
  const draft = join(folder, 'projects.json.draft');
  await writeFile(draft, JSON.stringify(addons.map(errorProject)), { mode: 0o600 });
  await rename(draft, join(folder, 'projects.json'));
}

function errorProject({ id, password, plan, settings }: AddonRecord): ErrorProject {
  const eventsPerMinute = plans.find((each) => each.service === 'errors' && each.name === plan)?.eventsPerMinute ?? null;
  return { id, key: password, eventsPerMinute, keepsLabels: settings.labels === 'yes' };
}

export async function withdrawErrors(control: Control, addon: AddonRecord): Promise<void> {
  await writeErrorProjects(control);
  await inErrorBook(control, (book) => book.clear(addon.id));
  const others = control.store.addons.list().some(({ service, name }) => service === 'errors' && name !== addon.name);
  if (!others) control.store.addons.deleteServer(errorsServer); // the next pass stops it
}

/** What is kept of it now. */
export async function errorsUse(control: Control, addon: AddonRecord): Promise<{ readonly rows: number; readonly bytes: number }> {
  return inErrorBook(control, (book) => book.use(addon.id));
}

/** The book is open only for the moment: the service has it the whole time. Its code is loaded when somebody first asks. */
export async function inErrorBook<Result>(control: Control, work: (book: ErrorBook) => Result): Promise<Result> {
  const { ErrorBook: Book } = await import('../store/error-book.ts');
  const book = new Book(join(await errorsFolder(control), 'errors.db'));
  try {
    return work(book);
  } finally {
    book.close();
  }
}

async function errorsFolder(control: Control): Promise<string> {
  const folder = join(await control.servers.open(), 'errors');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  return folder;
}
