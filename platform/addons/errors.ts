import { join } from 'node:path';
import type { Control } from '../control/control.ts';
import type { ErrorProjectEntry } from '../rules/errors/project.ts';
import { plans } from '../rules/plans.ts';
import type { AddonRecord, ServerRecord } from '../store/addons.ts';
import type { ErrorBook } from '../store/error-book.ts';
import { errorsServer } from './apps-of-server.ts';
import type { ServerLaunch } from './servers.ts';
import { SharedService } from './shared-service.ts';

const memoryQuotaMb = 256;
const program = join(import.meta.dirname, '..', 'errd', 'main.ts');

/** The one service for all, which knows a project for each add-on. */
export const errorService = new SharedService({ service: 'errors', server: errorsServer, file: 'projects.json', entryOf: errorProject });

export async function errorsLaunch(control: Control, server: ServerRecord): Promise<ServerLaunch> {
  await errorService.write(control);
  const folder = await errorService.folder(control);
  const command = [process.execPath, '--expose-gc', '--max-old-space-size=160', program, folder, String(server.port)];
  return { command, user: null, stopSignal: 'SIGTERM', memoryQuotaMb };
}

function errorProject({ id, password, plan, settings }: AddonRecord): ErrorProjectEntry {
  const eventsPerMinute = plans.find((each) => each.service === 'errors' && each.name === plan)?.eventsPerMinute ?? null;
  return { id, key: password, eventsPerMinute, keepsLabels: settings.labels === 'yes', rules: settings.rules ?? '' };
}

export async function withdrawErrors(control: Control, addon: AddonRecord): Promise<void> {
  await errorService.write(control);
  await inErrorBook(control, (book) => book.clear(addon.id));
  errorService.leave(control, addon);
}

/** What is kept of it now. */
export async function errorsUse(control: Control, addon: AddonRecord): Promise<{ readonly rows: number; readonly bytes: number }> {
  return inErrorBook(control, (book) => book.use(addon.id));
}

/** The book is open only for the moment: the service has it the whole time. Its code is loaded when somebody first asks. */
export async function inErrorBook<Result>(control: Control, work: (book: ErrorBook) => Result): Promise<Result> {
  const { ErrorBook: Book } = await import('../store/error-book.ts');
  const book = new Book(join(await errorService.folder(control), 'errors.db'));
  try {
    return work(book);
  } finally {
    book.close();
  }
}
