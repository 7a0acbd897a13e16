import { channelKinds } from '../rules/alerts/channel.ts';
import type { ChannelWish } from '../rules/alerts/channel.ts';
import type { ToldWhen } from '../rules/alerts/told-when.ts';
import type { AlertMessage, Telling } from '../rules/alerts/message.ts';
import { numeric, numericOrNull, text, textOrNull, word } from './sqlite.ts';
import type { Row, Sqlite } from './sqlite.ts';

export interface ChannelRecord extends ChannelWish, ToldWhen {
  readonly id: number;
  /** Signs what is sent by a webhook. */
  readonly secret: string;
  /** For trials: it may lead to this machine itself. */
  readonly allowsLoopback: boolean;
  /** In a row. */
  readonly failures: number;
  readonly failure: string | null;
  readonly usedAtMs: number | null;
  readonly testedAtMs: number | null;
}

/** A message on its way through a channel. */
export interface DeliveryRecord {
  readonly id: number;
  readonly channelId: number;
  readonly channel: string;
  readonly incidentId: number;
  readonly telling: Telling;
  readonly message: AlertMessage;
  readonly state: 'waiting' | 'sent' | 'dead';
  readonly tries: number;
  readonly nextTryMs: number;
  readonly failure: string | null;
  readonly createdAtMs: number;
}

const columns = `id, kind, name, address, relay, secret, allows_loopback, quiet_hours, digest_at, timezone, failures, failure,
  used_at_ms, tested_at_ms from alert_channels`;
const deliveryColumns = `alert_deliveries.id, channel_id, name, incident_id, alert_deliveries.kind telling, message, state, tries, next_try_ms,
  alert_deliveries.failure, alert_deliveries.created_at_ms from alert_deliveries join alert_channels on alert_channels.id = channel_id`;

/** Ways to tell people, and what is on its way through them. */
export class AlertChannels {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  list(): readonly ChannelRecord[] {
    return this.#db.all(`select ${columns} order by id limit 100`, {}).map(channelRecord);
  }

  byName(name: string): ChannelRecord | null {
    const row = this.#db.maybeOne(`select ${columns} where name = $name`, { name });
    return row && channelRecord(row);
  }

  /** False when the name is taken. */
  add(channel: ChannelWish & Pick<ChannelRecord, 'secret' | 'allowsLoopback'>, nowMs: number): boolean {
    const sql = `insert into alert_channels (kind, name, address, relay, secret, allows_loopback, created_at_ms)
      values ($kind, $name, $address, $relay, $secret, $allowsLoopback, $nowMs) on conflict (name) do nothing`;
    return this.#db.run(sql, { ...channel, allowsLoopback: Number(channel.allowsLoopback), nowMs }) > 0;
  }

  setToldWhen(id: number, { quietHours, digestAt, timezone }: ToldWhen): void {
    const sql = 'update alert_channels set quiet_hours = $quietHours, digest_at = $digestAt, timezone = $timezone where id = $id';
    this.#db.run(sql, { id, quietHours, digestAt, timezone });
  }

  remove(id: number): void {
    this.#db.run('delete from alert_channels where id = $id', { id });
  }

  /** How a use of it ended; null: well. Answers how often it failed in a row. */
  noteUse(
    id: number,
    { failure, nowMs, isTest = false }: { readonly failure: string | null; readonly nowMs: number; readonly isTest?: boolean },
  ): number {
    const sql = `update alert_channels set failure = $failure, failures = iif($failure is null, 0, failures + 1), used_at_ms = $nowMs,
      tested_at_ms = iif($isTest, $nowMs, tested_at_ms) where id = $id returning failures`;
    const row = this.#db.maybeOne(sql, { id, failure, nowMs, isTest: Number(isTest) });
    return row === null ? 0 : numeric(row, 'failures');
  }

  /** Once: the same telling of the same incident never goes into a channel twice. */
  addDelivery(
    wish: Pick<DeliveryRecord, 'channelId' | 'incidentId' | 'telling' | 'message' | 'nextTryMs'> & { readonly nth: number },
    nowMs: number,
  ): void {
    const sql = `insert into alert_deliveries (channel_id, incident_id, kind, nth, message, state, next_try_ms, created_at_ms)
      values ($channelId, $incidentId, $telling, $nth, $message, 'waiting', $nextTryMs, $nowMs) on conflict do nothing`;
    this.#db.run(sql, { ...wish, message: JSON.stringify(wish.message), nowMs });
  }

  /** Oldest first. */
  dueDeliveries(nowMs: number): readonly DeliveryRecord[] {
    const sql = `select ${deliveryColumns} where state = 'waiting' and next_try_ms <= $nowMs order by next_try_ms, alert_deliveries.id limit 50`;
    return this.#db.all(sql, { nowMs }).map(deliveryRecord);
  }

  /** Newest first. */
  deliveries(limit: number): readonly DeliveryRecord[] {
    return this.#db.all(`select ${deliveryColumns} order by alert_deliveries.id desc limit $limit`, { limit }).map(deliveryRecord);
  }

  setSent(id: number): void {
    this.#db.run("update alert_deliveries set state = 'sent', tries = tries + 1, failure = null where id = $id", { id });
  }

  /** `nextTryMs` null: it is given up and stays in the list of the dead. */
  setFailed(id: number, { failure, nextTryMs }: { readonly failure: string; readonly nextTryMs: number | null }): void {
    const sql =
      'update alert_deliveries set state = $state, tries = tries + 1, failure = $failure, next_try_ms = $nextTryMs where id = $id';
    this.#db.run(sql, { id, failure, nextTryMs: nextTryMs ?? 0, state: nextTryMs === null ? 'dead' : 'waiting' });
  }

  /** A dead one is tried again from the start. False when there is none. */
  revive(id: number, nowMs: number): boolean {
    const sql = "update alert_deliveries set state = 'waiting', tries = 0, next_try_ms = $nowMs where id = $id and state = 'dead'";
    return this.#db.run(sql, { id, nowMs }) > 0;
  }
}

function channelRecord(row: Row): ChannelRecord {
  return {
    id: numeric(row, 'id'),
    kind: word(row, 'kind', channelKinds),
    name: text(row, 'name'),
    address: text(row, 'address'),
    relay: textOrNull(row, 'relay'),
    secret: text(row, 'secret'),
    allowsLoopback: numeric(row, 'allows_loopback') === 1,
    quietHours: textOrNull(row, 'quiet_hours'),
    digestAt: textOrNull(row, 'digest_at'),
    timezone: text(row, 'timezone'),
    failures: numeric(row, 'failures'),
    failure: textOrNull(row, 'failure'),
    usedAtMs: numericOrNull(row, 'used_at_ms'),
    testedAtMs: numericOrNull(row, 'tested_at_ms'),
  };
}

const tellings = ['firing', 'reminder', 'resolved'] as const;
const states = ['waiting', 'sent', 'dead'] as const;

function deliveryRecord(row: Row): DeliveryRecord {
  const message: AlertMessage = JSON.parse(text(row, 'message'));
  return {
    id: numeric(row, 'id'),
    channelId: numeric(row, 'channel_id'),
    channel: text(row, 'name'),
    incidentId: numeric(row, 'incident_id'),
    telling: word(row, 'telling', tellings),
    message,
    state: word(row, 'state', states),
    tries: numeric(row, 'tries'),
    nextTryMs: numeric(row, 'next_try_ms'),
    failure: textOrNull(row, 'failure'),
    createdAtMs: numeric(row, 'created_at_ms'),
  };
}
