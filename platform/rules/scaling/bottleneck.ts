/** What a database is doing at the moment when more dynos are wanted. */
export interface DatabaseFacts {
  readonly name: string;
  readonly connections: number;
  /** Null: as many as its server allows. */
  readonly connectionLimit: number | null;
  /** Connections with a statement under way, and how many of those wait for somebody's lock. */
  readonly active: number;
  readonly waiting: number;
}

const nearLimit = 0.9;
/** Of the statements under way. */
const lockShare = 0.5;
/** Of the requests that are worked on. */
const statementShare = 0.6;

/** Why people wait for this database and not for dynos, as a sentence's end; null when they do not (platform specification, ALR-12). */
export function databaseBottleneck(database: DatabaseFacts, busySlots: number): string | null {
  const { name, connections, connectionLimit, active, waiting } = database;
  if (waiting > 0 && waiting >= lockShare * active)
    return `${waiting} ${waiting === 1 ? 'statement waits' : 'statements wait'} for a lock in ${name}, while the dynos are idle`;
  if (connectionLimit !== null && connections >= nearLimit * connectionLimit)
    return `${connections} of ${connectionLimit} connections of ${name} are taken, while the dynos are idle`;
  if (active > statementShare * Math.max(1, busySlots)) return `${active} statements are at work in ${name}, while the dynos are idle`;
  return null;
}
