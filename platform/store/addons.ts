import type { Plan } from '../rules/plans.ts';
import { text, numeric, word } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface AddonRecord {
  readonly id: number;
  readonly name: string;
  readonly appId: number;
  readonly appName: string;
  readonly service: Plan['service'];
  readonly plan: string;
  readonly state: 'creating' | 'available' | 'leaving';
  readonly configVar: string;
  readonly password: string;
  readonly createdAtMs: number;
}

/** A server that add-ons live in: the one Postgres cluster, or a Redis of its own for each Redis add-on. */
export interface ServerRecord {
  readonly name: string;
  readonly service: Plan['service'];
  readonly port: number;
}

const columns = `addons.id, addons.name, app_id, apps.name app_name, service, plan, state, config_var, password, addons.created_at_ms
  from addons join apps on apps.id = app_id`;

export class Addons {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  list(): readonly AddonRecord[] {
    return this.#db.all(`select ${columns} order by addons.id limit 1000`, {}).map(addonRecord);
  }

  ofApp(appId: number): readonly AddonRecord[] {
    return this.#db.all(`select ${columns} where app_id = $appId order by addons.id limit 100`, { appId }).map(addonRecord);
  }

  find(name: string): AddonRecord | null {
    const row = this.#db.maybeOne(`select ${columns} where addons.name = $name`, { name });
    return row && addonRecord(row);
  }

  create(addon: Omit<AddonRecord, 'id' | 'appName' | 'state'>): void {
    const sql = `insert into addons (name, app_id, service, plan, state, config_var, password, created_at_ms)
      values ($name, $appId, $service, $plan, 'creating', $configVar, $password, $createdAtMs)`;
    this.#db.run(sql, { ...addon });
  }

  setState(name: string, state: AddonRecord['state']): void {
    this.#db.run('update addons set state = $state where name = $name', { name, state });
  }

  setPlan(name: string, plan: string): void {
    this.#db.run('update addons set plan = $plan where name = $name', { name, plan });
  }

  delete(name: string): void {
    this.#db.run('delete from addons where name = $name', { name });
  }

  servers(): readonly ServerRecord[] {
    return this.#db.all('select name, service, port from servers order by service, name limit 1000', {}).map(serverRecord);
  }

  addServer(server: ServerRecord): void {
    this.#db.run('insert into servers (name, service, port) values ($name, $service, $port)', { ...server });
  }

  setServerPort(name: string, port: number): void {
    this.#db.run('update servers set port = $port where name = $name', { name, port });
  }

  deleteServer(name: string): void {
    this.#db.run('delete from servers where name = $name', { name });
  }
}

const services = ['postgres', 'redis'] as const;
const states = ['creating', 'available', 'leaving'] as const;

function addonRecord(row: Row): AddonRecord {
  return {
    id: numeric(row, 'id'),
    name: text(row, 'name'),
    appId: numeric(row, 'app_id'),
    appName: text(row, 'app_name'),
    service: word(row, 'service', services),
    plan: text(row, 'plan'),
    state: word(row, 'state', states),
    configVar: text(row, 'config_var'),
    password: text(row, 'password'),
    createdAtMs: numeric(row, 'created_at_ms'),
  };
}

function serverRecord(row: Row): ServerRecord {
  return { name: text(row, 'name'), service: word(row, 'service', services), port: numeric(row, 'port') };
}
