/** What is known of a running lab. */
export interface ServerFacts {
  readonly version: string;
  readonly isProduction: boolean;
  readonly access: 'OPEN' | 'DEMO' | 'STUDY';
  readonly hasPassword: boolean;
  readonly hasOwnSecret: boolean;
  readonly hasRestKey: boolean;
  readonly isEncrypted: boolean;
  readonly database: DatabaseHealth | null;
  /** Milliseconds that news took from a process to itself by way of the database; null: it did not come. */
  readonly newsMs: number | null;
  readonly freeDisk: { readonly bytes: number; readonly share: number } | null;
}

export interface DatabaseHealth {
  readonly version: string;
  readonly answerMs: number;
  /** How far its clock is from ours; positive: it is ahead. */
  readonly driftMs: number;
  readonly processes: number;
  readonly lateMs: number;
  readonly missingMigrations: number;
}

/** One line of the check. */
export interface CheckLine {
  readonly state: 'ok' | 'late' | 'fail';
  readonly what: string;
  /** How it is. */
  readonly words: string;
  /** What to do; null when it is well. */
  readonly cure: string | null;
}

/** Everything that is looked at, in an order in which people mend things. */
export function checkLines(facts: ServerFacts): CheckLine[] {
  return [...databaseLines(facts), ...accessLines(facts), ...surroundings(facts)];
}

const ok = (what: string, words: string): CheckLine => ({ state: 'ok', what, words, cure: null });

function databaseLines({ database, newsMs }: ServerFacts): CheckLine[] {
  if (!database)
    return [{ state: 'fail', what: 'Database', words: 'It does not answer.', cure: 'Start it, or set DATABASE_URL to one that runs.' }];
  const { version, answerMs, driftMs, processes, lateMs, missingMigrations } = database;
  return [
    check(
      answerMs < 100,
      ok('Database', `Postgres ${version}, answers in ${Math.round(answerMs)} ms.`),
      'Each page waits for it: put it on the same machine or in the same data centre.',
    ),
    check(missingMigrations === 0, ok('Tables', missingMigrations === 0 ? 'Up to date.' : `${missingMigrations} changes are missing.`), [
      'Start the lab again: it brings its tables up to date.',
    ]),
    check(
      Math.abs(driftMs) < 1_000,
      ok('Clocks', `The database’s clock is ${Math.round(Math.abs(driftMs))} ms ${driftMs < 0 ? 'behind' : 'ahead'}.`),
      'Let both machines set their clocks by NTP. Deadlines go by the database’s clock.',
    ),
    check(
      newsMs !== null && newsMs < 500,
      ok('News between processes', newsMs === null ? 'It does not come through.' : `${Math.round(newsMs)} ms.`),
      'People are shown what is new at their next look, up to 15 s late. Connect to Postgres directly, not through a pooler in transaction mode.',
    ),
    check(
      lateMs < 10_000,
      ok('Timers', lateMs < 1_000 ? 'None is late.' : `The most overdue is ${Math.round(lateMs / 1_000)} s late.`),
      'Run one more web process, or a faster machine.',
    ),
    ok('Web processes', processes === 1 ? '1 listens.' : `${processes} listen.`),
  ];
}

function accessLines({ isProduction, access, hasPassword, hasOwnSecret, hasRestKey }: ServerFacts): CheckLine[] {
  return [
    check(
      isProduction,
      ok('Mode', isProduction ? 'Production.' : 'Development: participants see what goes wrong in a game.'),
      'Set LAB_PRODUCTION=1 before a real session.',
    ),
    check(access !== 'OPEN', ok('Access', accessWords[access]), isProduction ? [openToAll] : openToAll),
    check(hasPassword || access === 'OPEN', ok('Password', hasPassword ? 'Set.' : 'Nobody can sign in.'), ['Set LAB_ADMIN_PASSWORD.']),
    check(
      hasOwnSecret,
      ok('Secret', hasOwnSecret ? 'Its own.' : 'The password stands in for it.'),
      'Set LAB_SECRET to 32 characters or more: then another password signs nobody out, and rooms can have secure links.',
    ),
    ok('REST', hasRestKey ? 'Has a key.' : 'Has no key, so programs elsewhere cannot use it.'),
  ];
}

const openToAll = 'Set LAB_AUTH=STUDY, and LAB_ADMIN_PASSWORD: now everybody who knows the address may do everything.';

const accessWords = {
  OPEN: 'Open to everybody.',
  DEMO: 'Demos are open; the rest needs a login.',
  STUDY: 'Only participants come in without a login.',
} as const;

const fullAt = 0.1;

function surroundings({ version, isEncrypted, isProduction, freeDisk }: ServerFacts): CheckLine[] {
  return [
    check(
      isEncrypted || !isProduction,
      ok('HTTPS', isEncrypted ? 'This page came encrypted.' : 'This page came in the clear.'),
      'Put a proxy with a certificate in front, or give the platform a domain.',
    ),
    ...(freeDisk
      ? [
          check(
            freeDisk.share > fullAt,
            ok('Disk', `${Math.round(freeDisk.bytes / 1e9)} GB free (${Math.round(freeDisk.share * 100)} %).`),
            'Make room: when it is full nothing can be saved.',
          ),
        ]
      : []),
    ok('Version', `Rostra ${version}.`),
  ];
}

/** `cure` in a list: mending it cannot wait. */
function check(isWell: boolean, line: CheckLine, cure: string | readonly [cure: string]): CheckLine {
  if (isWell) return line;
  return typeof cure === 'string' ? { ...line, state: 'late', cure } : { ...line, state: 'fail', cure: cure[0] };
}
