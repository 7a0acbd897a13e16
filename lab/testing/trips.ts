import type { Database, Queryable, Transaction } from '#kit/db/connect.ts';

/** What one piece of work asked of the database. Statements that are sent without waiting in between share a trip. */
export interface Trips {
  readonly trips: number;
  readonly statements: number;
}

/** A database that counts. One piece of work at a time. */
export class CountedDatabase implements Database {
  readonly #db: Database;
  #counts = { trips: 0, statements: 0 };
  #underWay = 0;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Since the last look. */
  take(): Trips {
    const taken = this.#counts;
    this.#counts = { trips: 0, statements: 0 };
    return taken;
  }

  readonly run: Queryable['run'] = (query, args) => this.#count(() => this.#db.run(query, args));
  readonly one: Queryable['one'] = (query, args) => this.#count(() => this.#db.one(query, args));
  readonly maybeOne: Queryable['maybeOne'] = (query, args) => this.#count(() => this.#db.maybeOne(query, args));

  inTransaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return this.#db.inTransaction(async (tx) => {
      this.#counts.statements += 2; // begin and commit
      const result = await work({
        run: (query, args) => this.#count(() => tx.run(query, args)),
        one: (query, args) => this.#count(() => tx.one(query, args)),
        maybeOne: (query, args) => this.#count(() => tx.maybeOne(query, args)),
        queue: (query, args) => {
          this.#counts.statements += 1;
          tx.queue(query, args);
        },
      });
      if (this.#underWay === 0) this.#counts.trips += 1; // else the commit travels with what is under way
      return result;
    });
  }

  end(): Promise<void> {
    return this.#db.end();
  }

  async #count<Result>(send: () => Promise<Result>): Promise<Result> {
    if (this.#underWay === 0) this.#counts.trips += 1;
    this.#counts.statements += 1;
    this.#underWay += 1;
    try {
      return await send();
    } finally {
      this.#underWay -= 1;
    }
  }
}
