import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '#kit/time/clock.ts';
import { collectAtRest } from '../collect-at-rest.ts';
import { ErrorBook } from '../store/error-book.ts';
import { Intake } from './intake.ts';
import { ingestServer } from './ingest.ts';
import { Limiter } from './limiter.ts';
import { Projects } from './projects.ts';

const pruneEveryMs = 3_600_000;
const dayMs = 86_400_000;
/** ERR-16 */
const retention = { days: 90, events: 200_000, countDays: 730 };

/** The error service, on a folder and a port of its own, until SIGTERM. */
export async function main(folder: string, port: number): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const book = new ErrorBook(join(folder, 'errors.db'));
  const tell = (text: string): void => void process.stdout.write(`${text}\n`);
  const server = ingestServer({
    projects: new Projects(join(folder, 'projects.json')),
    keys: book.keys,
    limiter: new Limiter((project, sinceHour) => book.acceptedByHour(project, sinceHour)),
    intake: new Intake(book, systemClock),
    clock: systemClock,
    tell,
  });
  server.on('clientError', (_error, socket) => socket.destroy());
  server.listen(port, '127.0.0.1');
  const pruning = setInterval(() => prune(book, tell), pruneEveryMs);
  await once(process, 'SIGTERM');
  clearInterval(pruning);
  server.close();
  server.closeIdleConnections();
  await once(server, 'close');
  book.close();
}

function prune(book: ErrorBook, tell: (text: string) => void): void {
  const nowMs = systemClock.nowMs();
  const { days, events, countDays } = retention;
  try {
    book.prune({ sinceMs: nowMs - days * dayMs, events, countsSinceMs: nowMs - countDays * dayMs });
  } catch (error) {
    tell(`Old events were not dropped: ${error instanceof Error ? error.message : String(error)}`);
  }
}

if (import.meta.main) {
  collectAtRest();
  await main(process.argv[2] ?? '.', Number(process.argv[3]));
}
