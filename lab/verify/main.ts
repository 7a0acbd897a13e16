import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from '#kit/db/connect.ts';
import { DatabaseFault } from '#kit/db/database-fault.ts';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { createLogger } from '#kit/log/logger.ts';
import { labConfig } from '../config.ts';
import { sessionFaults, stepFaults } from '../rules/whole-session.ts';
import { appliedSteps, sessionCounts, sessionIds } from '../store/whole.ts';

/** What a look at a lab's database found. */
export interface Verdict {
  /** The newest step of its tables. */
  readonly tables: string;
  readonly sessions: number;
  readonly participants: number;
  readonly players: number;
  readonly pagesLeft: number;
  /** In words; none when it is whole. */
  readonly faults: readonly string[];
}

/** `rostra lab verify`: whether a database holds everything of its sessions, as after it was restored. Only reads; needs no project. */
export async function verify(databaseUrl = labConfig().databaseUrl): Promise<Verdict> {
  if (databaseUrl === null) throw new NoDatabase('DATABASE_URL is not set, so there is no database to look at.');
  const db = connect({ url: databaseUrl, logger: createLogger({ name: 'lab', level: 'silent' }), applicationName: 'rostra lab verify' });
  try {
    const applied = await appliedSteps(db);
    const faults = stepFaults(applied, await knownSteps());
    const sum = { sessions: 0, participants: 0, players: 0, pagesLeft: 0 };
    for (const id of await sessionIds(db)) {
      const counts = await sessionCounts(db, id);
      if (counts === null) continue; // deleted meanwhile
      sum.sessions += 1;
      sum.participants += counts.people;
      sum.players += counts.players;
      sum.pagesLeft += counts.pagesLeft;
      faults.push(...sessionFaults(counts));
    }
    return { tables: applied.at(-1) ?? 'none', ...sum, faults };
  } catch (error) {
    const hasNoTables = error instanceof DatabaseFault && error.sqlState === tableMissing;
    throw hasNoTables ? new NoDatabase('The database of DATABASE_URL holds no lab.') : error;
  } finally {
    await db.end();
  }
}

const tableMissing = '42P01';

async function knownSteps(): Promise<string[]> {
  const names = await readdir(join(import.meta.dirname, '../store/migrations'));
  return names
    .filter((name) => /^\d{4}-.+\.ts$/.test(name))
    .map((name) => name.replace(/\.ts$/, ''))
    .sort();
}

class NoDatabase extends RostraError {
  constructor(message: string) {
    super({
      code: 'LAB_NO_DATABASE',
      status: 422,
      message,
      hint: 'Set it to the database of the lab app: `rostra config:get DATABASE_URL --app lab` shows it.',
    });
  }
}
