import type { Queryable } from '#kit/db/connect.ts';
import { NothingThere, WrongInput } from '../errors.ts';
import type { TournamentId } from '../rules/ids.ts';
import { readFields } from '../rules/setup/fields.ts';
import type { Fields, FieldValue, Values } from '../rules/setup/fields.ts';
import type { Tournament } from '../rules/tournament.ts';
import { listOf, ownIds } from '../store/setup-lists.ts';
import type { KindName } from '../store/setup-lists.ts';

/** Something that was set up: what it is called in lists, and its fields. */
export interface Thing {
  readonly id: number;
  readonly label: string;
  readonly values: Readonly<Record<string, FieldValue>>;
}

/** Where and when a change happens. */
export interface Place {
  readonly tournament: Tournament;
  readonly at: Date;
}

/** A kind of thing, as its file describes it. */
export interface KindSpec<Shape extends Fields> {
  /** In addresses: `break-categories`. */
  readonly name: KindName;
  /** `Break categories` and `break category`. */
  readonly title: string;
  readonly one: string;
  /** What it is for, in half a sentence. */
  readonly say: string;
  readonly fields: Shape;
  /** The fields that lists show beside the label. */
  readonly columns: readonly (keyof Shape & string)[];
  /** Fields of which a new one has nothing yet to choose from. */
  readonly laterFields?: readonly (keyof Shape & string)[];
  /** What contradicts itself, in a sentence; null when all is well. */
  readonly fault?: (values: Values<Shape>, tournament: Tournament) => string | null;
  readonly insert: (tx: Queryable, place: Place, values: Values<Shape>) => Promise<number>;
  readonly update: (tx: Queryable, change: Place & { readonly id: number }, values: Values<Shape>) => Promise<void>;
  readonly remove: (tx: Queryable, change: Place & { readonly id: number }) => Promise<void>;
}

/** A kind of thing whose values have been read when it gets them. */
export interface Kind extends Omit<KindSpec<Fields>, 'fault' | 'insert' | 'update'> {
  readonly list: (db: Queryable, tournamentId: TournamentId) => Promise<Thing[]>;
  /** Stores a new one for null; gives its id. Throws a fault that names every field that is wrong. */
  readonly save: (tx: Queryable, change: Place & { readonly id: number | null }, raw: Readonly<Record<string, unknown>>) => Promise<number>;
}

export function kindOf<Shape extends Fields>(spec: KindSpec<Shape>): Kind {
  const { fault, insert, update, ...rest } = spec;
  return {
    ...rest,
    list: (db, tournamentId) => things(db, tournamentId, spec.name),
    save: async (tx, { id, ...place }, raw) => {
      const read = readFields(spec.fields, raw);
      if (!read.ok) throw new WrongInput(read.faults.map(({ sentence }) => sentence).join(' '));
      const contradiction = fault?.(read.values, place.tournament) ?? null;
      if (contradiction !== null) throw new WrongInput(contradiction);
      await refuseForeign(tx, place.tournament.id, { spec, values: read.values });
      if (id === null) return insert(tx, place, read.values);
      await mustBeOwn(tx, place.tournament.id, { spec, id });
      await update(tx, { ...place, id }, read.values);
      return id;
    },
    remove: async (tx, change) => {
      await mustBeOwn(tx, change.tournament.id, { spec, id: change.id });
      await spec.remove(tx, change);
    },
  };
}

async function things(db: Queryable, tournamentId: TournamentId, name: KindName): Promise<Thing[]> {
  return (await listOf(db, tournamentId, name)).map(({ id, label, ...values }) => ({ id, label, values }));
}

interface Own<Shape extends Fields> {
  readonly spec: KindSpec<Shape>;
  readonly id: number;
}

async function mustBeOwn<Shape extends Fields>(tx: Queryable, tournamentId: TournamentId, { spec, id }: Own<Shape>): Promise<void> {
  const found = await ownIds(tx, tournamentId, { kind: spec.name, ids: [id] });
  if (!found.has(id)) throw new NothingThere(`${spec.one} ${id} in this tournament`);
}

/** Ids that belong to another tournament, or to nothing, are refused by name of the field. */
async function refuseForeign<Shape extends Fields>(
  tx: Queryable,
  tournamentId: TournamentId,
  { spec, values }: { readonly spec: KindSpec<Shape>; readonly values: Readonly<Record<string, unknown>> },
): Promise<void> {
  for (const [name, { input, label }] of Object.entries(spec.fields)) {
    if (input.kind !== 'ref' && input.kind !== 'refs') continue;
    const ids = idsIn(values[name]);
    const known = ids.length === 0 ? new Set<number>() : await ownIds(tx, tournamentId, { kind: input.of, ids });
    const foreign = ids.find((id) => !known.has(id));
    if (foreign !== undefined) throw new WrongInput(`${label}: there is no such thing with the id ${foreign} in this tournament.`);
  }
}

function idsIn(value: unknown): number[] {
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one): one is number => typeof one === 'number');
}
