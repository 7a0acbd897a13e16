import type { Database } from '#kit/db/connect.ts';

/** For tests: the database, and how many statements went to it. */
export interface CountingDatabase extends Database {
  count: number;
}

export function counting(db: Database): CountingDatabase {
  const counted: CountingDatabase = {
    ...db,
    count: 0,
    run: (query, args) => {
      counted.count += 1;
      return db.run(query, args);
    },
    one: (query, args) => {
      counted.count += 1;
      return db.one(query, args);
    },
    maybeOne: (query, args) => {
      counted.count += 1;
      return db.maybeOne(query, args);
    },
  };
  return counted;
}
