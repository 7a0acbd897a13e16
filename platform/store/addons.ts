import type { Plan } from '../rules/plans.ts';
import { text, numeric, numericOrNull, textMap, word } from './sqlite.ts';
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
  readonly settings: AddonSettings;
  readonly createdAtMs: number;
}

export interface AddonSettings {
  /** `yes`: the config var carries the encrypted address. */
  readonly tls?: string;
  /** Of a mail server: where it sends what it gets on to; nothing: it keeps it. */
  readonly relay?: string;
  /** `yes`: the error service keeps participants' labels. */
  readonly labels?: string;
  /** Of the error service: which events are one issue, a rule a line. */
  readonly rules?: string;
  /** Of the error service: JSON of `ErrorAlerts`. */
  readonly alerts?: string;
}

/** An app that uses an add-on: its owner, or one that it was attached to. */
export interface HolderRecord {
  readonly addon: string;
  readonly appId: number;
  readonly appName: string;
  readonly configVar: string;
  readonly isOwner: boolean;
}

/** A server that add-ons live in: the one Postgres cluster, or a Redis of its own for each Redis add-on. */
export interface ServerRecord {
  readonly name: string;
  readonly service: Exclude<Plan['service'], 'scheduler'>;
  readonly port: number;
  /** Null: it speaks no TLS. */
  readonly tlsPort: number | null;
}

const columns = `addons.id, addons.name, app_id, apps.name app_name, service, plan, state, config_var, password, settings, addons.created_at_ms
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
    const sql = `insert into addons (name, app_id, service, plan, state, config_var, password, settings, created_at_ms)
      values ($name, $appId, $service, $plan, 'creating', $configVar, $password, $settings, $createdAtMs)`;
    this.#db.run(sql, { ...addon, settings: JSON.stringify(addon.settings) });
  }

  setState(name: string, state: AddonRecord['state']): void {
    this.#db.run('update addons set state = $state where name = $name', { name, state });
  }

  setOwner(name: string, owner: { readonly appId: number; readonly configVar: string }): void {
    this.#db.run('update addons set app_id = $appId, config_var = $configVar where name = $name', { name, ...owner });
  }

  setPlan(name: string, plan: string): void {
    this.#db.run('update addons set plan = $plan where name = $name', { name, plan });
  }

  setSettings(name: string, settings: AddonSettings): void {
    this.#db.run('update addons set settings = $settings where name = $name', { name, settings: JSON.stringify(settings) });
  }

  setPassword(name: string, password: string): void {
    this.#db.run('update addons set password = $password where name = $name', { name, password });
  }

  /** Who uses the add-on, its owner first. */
  holders(addon: string): readonly HolderRecord[] {
    return this.#db
      .all(`${holders} where addon = $addon order by is_owner desc, app_name, config_var limit 1000`, { addon })
      .map(holderRecord);
  }

  /** What the app uses, its own and what it was given, without what is being destroyed. */
  heldBy(appId: number): readonly HolderRecord[] {
    return this.#db.all(`${holders} where app_id = $appId order by is_owner desc, config_var limit 1000`, { appId }).map(holderRecord);
  }

  attach(wish: { readonly addonId: number; readonly appId: number; readonly configVar: string }): void {
    this.#db.run('insert into attachments (addon_id, app_id, config_var) values ($addonId, $appId, $configVar)', { ...wish });
  }

  detach(appId: number, configVar: string): void {
    this.#db.run('delete from attachments where app_id = $appId and config_var = $configVar', { appId, configVar });
  }

  delete(name: string): void {
    this.#db.run('delete from addons where name = $name', { name });
  }

  servers(): readonly ServerRecord[] {
    return this.#db.all('select name, service, port, tls_port from servers order by service, name limit 1000', {}).map(serverRecord);
  }

  addServer(server: ServerRecord): void {
    this.#db.run('insert into servers (name, service, port, tls_port) values ($name, $service, $port, $tlsPort)', { ...server });
  }

  setServerPlace({ name, port, tlsPort }: Omit<ServerRecord, 'service'>): void {
    this.#db.run('update servers set port = $port, tls_port = $tlsPort where name = $name', { name, port, tlsPort });
  }

  /** Up to which news of the error service people have been told. */
  errorNewsTold(): number {
    const row = this.#db.maybeOne('select told from error_news where one = 1', {});
    return row === null ? 0 : numeric(row, 'told');
  }

  setErrorNewsTold(told: number): void {
    this.#db.run('insert into error_news (one, told) values (1, $told) on conflict do update set told = $told', { told });
  }

  deleteServer(name: string): void {
    this.#db.run('delete from servers where name = $name', { name });
  }
}

const holders = `select addon, app_id, apps.name app_name, config_var, is_owner from (
    select name addon, app_id, config_var, 1 is_owner from addons where state <> 'leaving'
    union all select addons.name, attachments.app_id, attachments.config_var, 0
      from attachments join addons on addons.id = addon_id where state <> 'leaving')
  join apps on apps.id = app_id`;

function holderRecord(row: Row): HolderRecord {
  return {
    addon: text(row, 'addon'),
    appId: numeric(row, 'app_id'),
    appName: text(row, 'app_name'),
    configVar: text(row, 'config_var'),
    isOwner: numeric(row, 'is_owner') === 1,
  };
}

const services = ['postgres', 'redis', 'mail', 'scheduler', 'errors'] as const;
const serverServices = ['postgres', 'redis', 'mail', 'errors'] as const;
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
    settings: textMap(row, 'settings'),
    createdAtMs: numeric(row, 'created_at_ms'),
  };
}

function serverRecord(row: Row): ServerRecord {
  return {
    name: text(row, 'name'),
    service: word(row, 'service', serverServices),
    port: numeric(row, 'port'),
    tlsPort: numericOrNull(row, 'tls_port'),
  };
}
