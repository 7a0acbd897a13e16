import * as v from 'valibot';
import { rehearsalLevel, rehearsalPlan, rehearsalResult, rehearsalStates } from '../rules/rehearsal-resources.ts';
import type { RehearsalLevel, RehearsalPlan, RehearsalResult, RehearsalState } from '../rules/rehearsal-resources.ts';
import { sql as firstTables } from './migrations/rehearsals-0001-rehearsals.ts';
import { numeric, numericOrNull, Sqlite, text, textOrNull, word } from './sqlite.ts';
import type { Row } from './sqlite.ts';

export interface RehearsalRecord {
  readonly id: string;
  readonly app: string;
  readonly target: string | null;
  readonly actor: string;
  readonly state: RehearsalState;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly plan: RehearsalPlan;
  readonly levels: readonly RehearsalLevel[];
  readonly result: RehearsalResult | null;
  readonly failure: string | null;
}

const columns = 'id, app, target, actor, state, started_at_ms, ended_at_ms, plan, levels, result, failure from rehearsals';
const kept = 100;
const open = "('planned', 'preparing', 'running')";

/** rehearsals.db */
export class Rehearsals {
  readonly #db: Sqlite;

  constructor(path: string) {
    this.#db = new Sqlite(path, 'full');
    this.#db.migrate([firstTables]);
  }

  close(): void {
    this.#db.close();
  }

  /** False when the app has one under way. Older ones than the newest hundred of the app go. */
  create(rehearsal: Pick<RehearsalRecord, 'id' | 'app' | 'actor' | 'startedAtMs' | 'plan'>): boolean {
    const { plan, ...rest } = rehearsal;
    return this.#db.transaction(() => {
      if (this.#db.maybeOne(`select id from rehearsals where app = $app and state in ${open}`, { app: rest.app }) !== null) return false;
      const sql = `insert into rehearsals (id, app, actor, state, started_at_ms, plan) values ($id, $app, $actor, 'planned', $startedAtMs, $plan)`;
      this.#db.run(sql, { ...rest, plan: JSON.stringify(plan) });
      const old = `delete from rehearsals where app = $app and id in
        (select id from rehearsals where app = $app order by started_at_ms desc, id limit 1000 offset ${kept})`;
      this.#db.run(old, { app: rest.app });
      return true;
    });
  }

  find(id: string): RehearsalRecord | null {
    const row = this.#db.maybeOne(`select ${columns} where id = $id`, { id });
    return row && record(row);
  }

  /** Newest first. */
  ofApp(app: string): readonly RehearsalRecord[] {
    return this.#db.all(`select ${columns} where app = $app order by started_at_ms desc, id limit ${kept}`, { app }).map(record);
  }

  /** That have not ended. */
  open(): readonly RehearsalRecord[] {
    return this.#db.all(`select ${columns} where state in ${open} order by started_at_ms limit 1000`, {}).map(record);
  }

  /** Whose target is still known: clones that may have to be removed. */
  withTarget(): readonly RehearsalRecord[] {
    return this.#db.all(`select ${columns} where target is not null and target <> app limit 1000`, {}).map(record);
  }

  setState(id: string, state: RehearsalState): void {
    this.#db.run(`update rehearsals set state = $state where id = $id and state in ${open}`, { id, state });
  }

  setTarget(id: string, target: string | null): void {
    this.#db.run('update rehearsals set target = $target where id = $id', { id, target });
  }

  addLevel(id: string, level: RehearsalLevel): void {
    const sql = "update rehearsals set levels = json_insert(levels, '$[#]', json($level)) where id = $id";
    this.#db.run(sql, { id, level: JSON.stringify(level) });
  }

  /** Once: who comes second changes nothing. */
  end(
    id: string,
    end: {
      readonly state: RehearsalState;
      readonly atMs: number;
      readonly result: RehearsalResult | null;
      readonly failure: string | null;
    },
  ): boolean {
    const sql = `update rehearsals set state = $state, ended_at_ms = $atMs, result = $result, failure = $failure where id = $id and state in ${open}`;
    return this.#db.run(sql, { id, ...end, result: end.result && JSON.stringify(end.result) }) > 0;
  }
}

const levels = v.array(rehearsalLevel);

function record(row: Row): RehearsalRecord {
  const result = textOrNull(row, 'result');
  return {
    id: text(row, 'id'),
    app: text(row, 'app'),
    target: textOrNull(row, 'target'),
    actor: text(row, 'actor'),
    state: word(row, 'state', rehearsalStates),
    startedAtMs: numeric(row, 'started_at_ms'),
    endedAtMs: numericOrNull(row, 'ended_at_ms'),
    plan: v.parse(rehearsalPlan, JSON.parse(text(row, 'plan'))),
    levels: v.parse(levels, JSON.parse(text(row, 'levels'))),
    result: result === null ? null : v.parse(rehearsalResult, JSON.parse(result)),
    failure: textOrNull(row, 'failure'),
  };
}
