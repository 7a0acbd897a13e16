import { connect } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import { createLogger } from '#kit/log/logger.ts';
import type { Project } from '../../game/define-project.ts';
import type { Lab } from '../../lab.ts';
import { NeedsMemory } from '../../page/needs-memory.ts';
import { testLab, type TestLab } from '../test-lab.ts';
import { Actor } from './actor.ts';
import { SteppedDatabase, steppedSnapshots } from './stepped-database.ts';

/** A process of the lab whose trips to the database are let go one by one. */
interface Player {
  readonly actor: Actor;
  /** As another process would have it, but for what sessions are, which is remembered by all. */
  readonly lab: Lab;
}

// Who of them waits for a lock that somebody else holds.
const blockedQuery = textQuery<{ stage: string }, { name: string }>(
  'interleaving.blocked',
  `select distinct application_name as name from pg_stat_activity
   where datname = current_database() and application_name like $1 || ' %' and cardinality(pg_blocking_pids(pid)) > 0`,
  ({ stage }) => [stage],
);

const quiet = createLogger({ name: 'lab', level: 'silent' });

const stageName = 'actor';

/** Processes on one real database, for requests that meet. */
export class Stage {
  readonly lab: TestLab;
  readonly players: readonly Player[];
  /** Counts what the actors do, so that one sees whether something happened in between. */
  #moves = 0;

  private constructor(lab: TestLab, size: number) {
    this.lab = { ...lab, logger: quiet }; // what goes wrong is an outcome, and is looked at
    this.players = Array.from({ length: size }, (_, at) => this.#player(`${stageName} ${at + 1}`));
  }

  static async open(project: Project, size = 3): Promise<Stage> {
    return new Stage(await testLab(project), size);
  }

  async close(): Promise<void> {
    await Promise.all(this.players.map(({ lab }) => lab.db.end()));
    await this.lab.close();
  }

  /** Until each of them stands before a trip, has come to its end, or waits for a lock. */
  async settled(players: readonly Player[]): Promise<void> {
    for (;;) {
      const running = players.filter(({ actor }) => !actor.isReady && !actor.isDone);
      if (running.length === 0) return;
      const before = this.#moves;
      const blocked = new Set((await this.lab.db.run(blockedQuery, { stage: stageName })).map(({ name }) => name));
      if (this.#moves === before && running.every(({ actor }) => blocked.has(actor.name)) && this.#someoneCanMove(players)) return;
    }
  }

  /** Else they hold up each other, and Postgres lets one of them give way in a moment. */
  #someoneCanMove(players: readonly Player[]): boolean {
    return players.some(({ actor }) => actor.isReady);
  }

  #player(name: string): Player {
    const actor = new Actor(name, () => (this.#moves += 1));
    const { databaseUrl: url, logger } = this.lab;
    const db = new SteppedDatabase(connect({ url, logger, applicationName: name, alwaysByIndex: true }), actor);
    const snapshots = steppedSnapshots(this.lab.snapshots, actor);
    return { actor, lab: { ...this.lab, db, snapshots, needs: new NeedsMemory() } };
  }
}
