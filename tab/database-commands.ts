import { readFile, writeFile } from 'node:fs/promises';
import { DatabaseFault } from '#kit/db/database-fault.ts';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { createLogger } from '#kit/log/logger.ts';
import { tabConfig } from './config.ts';
import { exportTournament, type ExportFile } from './export/archive.ts';
import { recountExport } from './export/recount-document.ts';
import { openTab } from './open-tab.ts';
import { findTournament } from './round/find.ts';
import type { Tournament } from './rules/tournament.ts';
import { list } from './store/tournaments.ts';
import type { Tab } from './tab.ts';
import { recount, type Recount } from './tournaments/recount.ts';
import { verifyJournal, type JournalVerdict } from './tournaments/verify.ts';

/** Walks the journal of one tournament, or of all for null, in the database of DATABASE_URL. */
export function verifyJournals(slug: string | null): Promise<JournalVerdict[]> {
  return eachOf(slug, verifyJournal);
}

/** Counts one tournament again, or all for null, likewise. */
export function recountTournaments(slug: string | null): Promise<Recount[]> {
  return eachOf(slug, recount);
}

/** Counts an exported tournament again from its zip alone; needs no database. */
export async function recountFile(path: string): Promise<Recount> {
  const bytes = await readFile(path).catch(() => {
    throw new RostraError({
      code: 'TAB_EXPORT_NOT_READ',
      status: 422,
      message: `${path} cannot be read.`,
      hint: 'Name a zip that `rostra tab export` wrote.',
    });
  });
  return recountExport(bytes);
}

/** Writes a whole tournament into a zip: under its own name, which must be free, or where it is told to. */
export function exportToFile(slug: string, path: string | null): Promise<ExportFile & { readonly path: string }> {
  return onDatabase(async (tab) => {
    const file = await exportTournament(tab, await findTournament(tab, slug));
    const place = path ?? file.name;
    await writeFile(place, file.bytes, { flag: path === null ? 'wx' : 'w' }).catch((error: unknown) => {
      throw unwritable(place, error);
    });
    return { ...file, path: place };
  });
}

/** One after the other: a command is in no hurry, and the database serves the event meanwhile. */
function eachOf<Found>(slug: string | null, look: (tab: Tab, tournament: Tournament) => Promise<Found>): Promise<Found[]> {
  return onDatabase(async (tab) => {
    const slugs = slug === null ? (await list(tab.db)).map((one) => one.slug) : [slug];
    const found: Found[] = [];
    for (const one of slugs) found.push(await look(tab, await findTournament(tab, one)));
    return found;
  });
}

const tableMissing = '42P01';

async function onDatabase<Result>(work: (tab: Tab) => Promise<Result>): Promise<Result> {
  const { databaseUrl } = tabConfig();
  if (databaseUrl === null) throw new NoDatabase('DATABASE_URL is not set, so there is no database to look at.');
  const tab = openTab({ databaseUrl, logger: createLogger({ name: 'tab', level: 'silent' }) });
  try {
    return await work(tab);
  } catch (error) {
    const hasNoTables = error instanceof DatabaseFault && error.sqlState === tableMissing;
    throw hasNoTables ? new NoDatabase('The database of DATABASE_URL holds no tournaments.') : error;
  } finally {
    await tab.close();
  }
}

class NoDatabase extends RostraError {
  constructor(message: string) {
    super({
      code: 'TAB_NO_DATABASE',
      status: 422,
      message,
      hint: 'Set it to the database of the tab app: `rostra config:get DATABASE_URL --app tab` shows it.',
    });
  }
}

function unwritable(path: string, error: unknown): RostraError {
  const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
  return new RostraError({
    code: 'TAB_EXPORT_NOT_WRITTEN',
    status: 422,
    message: `The export is not written: ${path} ${isThere ? 'is there already' : 'cannot be written'}.`,
    hint: 'Name another file with --out.',
  });
}
