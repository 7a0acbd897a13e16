import { NoSuchThing } from '../../errors.ts';
import { storedValue, type Stored } from '../../rules/field-value.ts';
import type { FieldSpecs } from '../definition.ts';
import { peekField, withFields, type FieldPlace } from './fields-of.ts';
import type { Need } from './needs.ts';
import type { Objects } from './objects.ts';
import type { Data } from './rows.ts';
import type { TableRow } from './table-rows.ts';

/** About whom a callback is, when it asks for the game's tables. */
export interface RecordOwner {
  readonly sub: number;
  /** The participant's id; null in a callback about a group or a round. */
  readonly participant: number | null;
  /** The group's id; null in a callback about a round. */
  readonly group: number | null;
  readonly nowMs: number;
}

/** The tables that author code sees: `RecordsOf` of records.ts. `owner` is asked when something is touched. */
export function recordTables(objects: Objects, sub: number, owner: () => RecordOwner): object {
  const tables = Object.entries(objects.gameOf(sub).records);
  return Object.fromEntries(tables.map(([name, fields]) => [name, new RecordTable({ name, fields }, objects, owner)]));
}

interface Table {
  readonly name: string;
  readonly fields: FieldSpecs;
}

const rowOf = new WeakMap<object, TableRow>();

class RecordTable {
  readonly #table: Table;
  readonly #objects: Objects;
  readonly #owner: () => RecordOwner;

  constructor(table: Table, objects: Objects, owner: () => RecordOwner) {
    this.#table = table;
    this.#objects = objects;
    this.#owner = owner;
  }

  add(values: Readonly<Record<string, unknown>> = {}, player?: unknown): object {
    const { world } = this.#objects;
    const { sub, group, nowMs, ...owner } = this.#owner();
    const participant = player === undefined ? owner.participant : this.#memberAt(group, player);
    world.mustWrite(`records.${this.#table.name}`);
    const row: TableRow = {
      id: null,
      name: this.#table.name,
      sub,
      participant,
      group,
      atMs: Math.round(nowMs),
      data: this.#dataOf(values),
    };
    world.tables.add(row);
    return this.#object(row);
  }

  #memberAt(group: number | null, player: unknown): number {
    const { world } = this.#objects;
    const members = group === null ? world.playersIn(this.#owner().sub) : world.membersOf(world.group(group));
    const row = members.find((one) => this.#objects.player(one) === player);
    if (!row) throw new NoSuchThing(`records.${this.#table.name}.add(values, player): the player is of another group or round.`);
    return row.participant;
  }

  mine(): object[] {
    const { sub, participant } = this.#owner();
    if (participant === null) throw new NoSuchThing(`records.${this.#table.name}.mine() asks for a player, and this callback has none.`);
    const isOwn = this.#objects.world.isVisitor(participant);
    this.#look(isOwn ? ['ownRecords', 'groupRecords', 'roundRecords'] : ['groupRecords', 'roundRecords'], isOwn ? null : 'groupLock');
    return this.#rows((row) => row.sub === sub && row.participant === participant);
  }

  inGroup(): object[] {
    const { sub, group } = this.#owner();
    if (group === null) return this.inRound();
    this.#look(['groupRecords', 'roundRecords'], 'groupLock');
    return this.#rows((row) => row.sub === sub && row.group === group);
  }

  inRound(): object[] {
    const { sub } = this.#owner();
    this.#look(['roundRecords'], 'sessionLock');
    return this.#rows((row) => row.sub === sub);
  }

  where({ player, ...values }: Readonly<Record<string, unknown>> = {}): object[] {
    const unknown = Object.keys(values).find((name) => !Object.hasOwn(this.#table.fields, name));
    if (unknown !== undefined) throw new NoSuchThing(`records.${this.#table.name} has no field ${unknown}.`);
    const fits = (row: object): boolean => Object.entries(values).every(([name, value]) => (rowOf.get(row)?.data[name] ?? null) === value);
    return this.inGroup().filter((row) => fits(row) && (player === undefined || Reflect.get(row, 'player') === player));
  }

  delete(row: object): void {
    const { world } = this.#objects;
    world.mustWrite(`records.${this.#table.name}`);
    const stored = rowOf.get(row);
    if (stored?.name !== this.#table.name) throw new NoSuchThing(`This is no row of records.${this.#table.name}.`);
    world.tables.remove(stored);
  }

  /** One of these has to be loaded; who writes looks at what others may be writing only under a lock. */
  #look(needs: readonly [Need, ...Need[]], lock: 'groupLock' | 'sessionLock' | null): void {
    const { world } = this.#objects;
    if (lock) world.lock(lock);
    world.mustHave(needs);
  }

  #rows(belongs: (row: TableRow) => boolean): object[] {
    const rows = this.#objects.world.tables.all();
    return rows.filter((row) => row.name === this.#table.name && belongs(row)).map((row) => this.#object(row));
  }

  #dataOf(values: Readonly<Record<string, unknown>>): Data {
    const { fields, name: table } = this.#table;
    const strange = Object.keys(values).find((name) => !Object.hasOwn(fields, name));
    if (strange !== undefined)
      throw new NoSuchThing(`records.${table} has no field ${strange}. It has: ${Object.keys(fields).join(', ')}.`);
    const stored = Object.entries(fields).map(([name, spec]): [string, Stored] => [
      name,
      storedValue(values[name] ?? spec.initial, spec, { name: `records.${table}.${name}`, ...this.#objects.world.rounding }),
    ]);
    return Object.fromEntries(stored.filter(([, value]) => value !== null));
  }

  #object(row: TableRow): object {
    return this.#objects.row(row, () => this.#newObject(row));
  }

  #newObject(row: TableRow): object {
    const { world } = this.#objects;
    const place: FieldPlace = {
      owner: `records.${this.#table.name}`,
      fields: this.#table.fields,
      world,
      data: () => row.data,
      patch: (): Record<string, Stored> => world.tables.patchOf(row),
      touch: () => {},
    };
    const object = withFields(new RecordObject(row, this.#objects, place), place);
    rowOf.set(object, row);
    return object;
  }
}

class RecordObject {
  readonly #row: TableRow;
  readonly #objects: Objects;
  readonly #place: FieldPlace;

  constructor(row: TableRow, objects: Objects, place: FieldPlace) {
    this.#row = row;
    this.#objects = objects;
    this.#place = place;
  }

  get at(): number {
    return this.#row.atMs;
  }

  get player(): object | null {
    const { participant, sub } = this.#row;
    return participant === null ? null : this.#objects.player(this.#objects.world.player(participant, sub));
  }

  get group(): object | null {
    return this.#row.group === null ? null : this.#objects.group(this.#objects.world.group(this.#row.group));
  }

  peek(name: string): unknown {
    return peekField(this.#place, name);
  }
}
