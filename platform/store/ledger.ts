import type { IntervalPrice, LedgerInterval, Usage } from '../rules/costs/ledger-interval.ts';
import { priceKinds } from '../rules/costs/price-book.ts';
import type { UsageEvent } from '../rules/costs/replay.ts';
import { numeric, numericOrNull, text, word } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

const columns = `id, resource, app, kind, price_key, quantity, price_version, monthly_micro, cap_micro, start_s, end_s, driver, cause
  from ledger`;

/** What every app wants that costs something: dynos of what serves, add-ons that are there. One query, so that no change can be forgotten. */
const wantedNow = `
  select 'dyno:' || apps.id || ':' || formation.type resource, apps.name app, 'dyno' kind, formation.size price_key, formation.quantity
    from formation join apps on apps.id = formation.app_id
    join releases on releases.app_id = apps.id and releases.version = coalesce(apps.serving, apps.roll_out)
    join slugs on slugs.id = releases.slug_id
    left join sleep on sleep.app_id = apps.id
    where apps.is_leaving = 0 and formation.quantity > 0 and formation.type <> 'release'
      and json_extract(slugs.processes, '$."' || formation.type || '"') is not null
      and (sleep.asleep_since_ms is null or (formation.type <> 'web' and sleep.sleeps_all = 0))
      and apps.id not in (select app_id from parked_apps)
      and apps.id not in (select app_id from budget_stops)
  union all
  select 'addon:' || addons.name, apps.name, 'addon', service || ':' || plan, 1
    from addons join apps on apps.id = addons.app_id where state = 'available' and apps.is_leaving = 0
      and apps.id not in (select app_id from parked_apps)
  order by resource limit 10000`;

/** What was paid for, interval by interval, and beside it the log of what was wanted: they have to say the same. Both only grow. */
export class Ledger {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  wanted(): readonly Usage[] {
    return this.#db.all(wantedNow, {}).map(usage);
  }

  open(): readonly LedgerInterval[] {
    return this.#db.all(`select ${columns} where end_s is null order by id limit 10000`, {}).map(interval);
  }

  /** Those that touch the period, oldest first. */
  within(period: { readonly fromS: number; readonly toS: number }): readonly LedgerInterval[] {
    const sql = `select ${columns} where (end_s is null or end_s > $fromS) and start_s < $toS order by start_s, id limit 200000`;
    return this.#db.all(sql, { fromS: period.fromS, toS: period.toS }).map(interval);
  }

  /** When the first interval began. */
  firstStart(): number | null {
    return numericOrNull(this.#db.one('select min(start_s) start_s from ledger', {}), 'start_s');
  }

  begin(entry: Usage & IntervalPrice & { readonly startS: number; readonly cause: string }): void {
    const sql = `insert into ledger (resource, app, kind, price_key, quantity, price_version, monthly_micro, cap_micro, start_s, driver, cause)
      values ($resource, $app, $kind, $key, $quantity, $version, $monthlyMicro, $capMicro, $startS, 'local', $cause)`;
    this.#db.run(sql, { ...entry });
  }

  end(id: number, endS: number): void {
    this.#db.run('update ledger set end_s = max(start_s, $endS) where id = $id and end_s is null', { id, endS });
  }

  log(event: UsageEvent): void {
    const sql = `insert into usage_log (event, at_s, resource, app, kind, price_key, quantity, monthly_micro)
      values ($event, $atS, $resource, $app, $kind, $key, $quantity, $monthlyMicro)`;
    const { atS } = event;
    if (event.event === 'away') {
      this.#db.run(sql, { event: 'away', atS, resource: '', app: '', kind: 'dyno', key: '', quantity: 0, monthlyMicro: null });
      return;
    }
    const { resource, app, kind, key, quantity, monthlyMicro } = event;
    this.#db.run(sql, { event: 'wanted', atS, resource, app, kind, key, quantity, monthlyMicro });
  }

  /** In the order in which it was written. */
  usage(): readonly UsageEvent[] {
    return this.#db
      .all('select event, at_s, resource, app, kind, price_key, quantity, monthly_micro from usage_log order by id', {})
      .map(usageEvent);
  }

  /** When somebody last watched, in seconds since 1970; null: never. */
  lastBeat(): number | null {
    const row = this.#db.maybeOne(`select cast(value as integer) at_s from cost_settings where name = 'beat'`, {});
    return row && numeric(row, 'at_s');
  }

  beat(nowS: number): void {
    this.#db.run(`insert or replace into cost_settings (name, value) values ('beat', $at)`, { at: String(nowS) });
  }
}

function usage(row: Row): Usage {
  return {
    resource: text(row, 'resource'),
    app: text(row, 'app'),
    kind: word(row, 'kind', priceKinds),
    key: text(row, 'price_key'),
    quantity: numeric(row, 'quantity'),
  };
}

function interval(row: Row): LedgerInterval {
  return {
    ...usage(row),
    id: numeric(row, 'id'),
    version: numeric(row, 'price_version'),
    monthlyMicro: numericOrNull(row, 'monthly_micro'),
    capMicro: numericOrNull(row, 'cap_micro'),
    startS: numeric(row, 'start_s'),
    endS: numericOrNull(row, 'end_s'),
    driver: text(row, 'driver'),
    cause: text(row, 'cause'),
  };
}

function usageEvent(row: Row): UsageEvent {
  const atS = numeric(row, 'at_s');
  if (text(row, 'event') === 'away') return { event: 'away', atS };
  return { event: 'wanted', atS, ...usage(row), monthlyMicro: numericOrNull(row, 'monthly_micro') };
}
