import type { Database, Queryable, Transaction } from '#kit/db/connect.ts';
import type { Snapshots } from '#kit/db/snapshots.ts';
import type { Actor } from './actor.ts';

/** A database whose every trip waits for the actor's turn: single statements, those of a transaction, and its commit. */
export class SteppedDatabase implements Database {
  readonly #db: Database;
  readonly #actor: Actor;

  constructor(db: Database, actor: Actor) {
    this.#db = db;
    this.#actor = actor;
  }

  readonly run: Queryable['run'] = (query, args) => this.#actor.send(() => this.#db.run(query, args));
  readonly one: Queryable['one'] = (query, args) => this.#actor.send(() => this.#db.one(query, args));
  readonly maybeOne: Queryable['maybeOne'] = (query, args) => this.#actor.send(() => this.#db.maybeOne(query, args));

  inTransaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    const actor = this.#actor;
    return this.#db.inTransaction(async (tx) => {
      let isOpen = true;
      const stepped: Transaction = {
        run: (query, args) => actor.send(() => tx.run(query, args)),
        one: (query, args) => actor.send(() => tx.one(query, args)),
        maybeOne: (query, args) => actor.send(() => tx.maybeOne(query, args)),
        queue: (query, args) => {
          void (async () => {
            await actor.turn();
            if (isOpen) tx.queue(query, args); // after a rollback the connection is somebody else's
          })();
        },
      };
      try {
        const result = await work(stepped);
        await actor.turn(); // the commit travels with what was queued last
        return result;
      } finally {
        isOpen = false;
      }
    });
  }

  end(): Promise<void> {
    return this.#db.end();
  }
}

/** Long reads whose every trip waits for the actor's turn. */
export function steppedSnapshots(snapshots: Snapshots, actor: Actor): Snapshots {
  return {
    open: async () => {
      const snapshot = await actor.send(() => snapshots.open());
      return {
        run: (query, args) => actor.send(() => snapshot.run(query, args)),
        one: (query, args) => actor.send(() => snapshot.one(query, args)),
        maybeOne: (query, args) => actor.send(() => snapshot.maybeOne(query, args)),
        end: () => snapshot.end(),
      };
    },
    end: () => snapshots.end(),
  };
}
