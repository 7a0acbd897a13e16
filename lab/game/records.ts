import type { FieldMap, GroupOf, KeysOf, PlayerOf, Shape, ValuesOf } from './shape.ts';

/** The tables of a game: many rows for a player, as bids, trials, clicks. */
export type RecordMap = Readonly<Record<string, FieldMap>>;

/** What callbacks do with the tables of their game. */
export type RecordsOf<S extends Shape> = { readonly [Name in keyof S['records']]: RecordTable<S, S['records'][Name]> };

/** One table. Rows come in the order they were added. What others wrote in this moment is there: whoever writes looks under a lock. */
export interface RecordTable<S extends Shape, Fields extends FieldMap> {
  /** Belongs to `player`, else to the player of the callback, if there is one; and to their group. Fields that are left out get their `initial`, or are unset. */
  add(values: { readonly [Key in keyof Fields]?: Fields[Key]['value'] }, player?: PlayerOf<S>): RecordRow<S, Fields>;
  /** The player's own rows of this round. */
  mine(): RecordRow<S, Fields>[];
  /** The group's rows of this round. */
  inGroup(): RecordRow<S, Fields>[];
  /** Everybody's rows of this round. */
  inRound(): RecordRow<S, Fields>[];
  /** The group's rows of this round that have these values, or belong to this player. */
  where(
    match: { readonly [Key in keyof Fields]?: Fields[Key]['value'] | null } & { readonly player?: PlayerOf<S> },
  ): RecordRow<S, Fields>[];
  delete(row: RecordRow<S, Fields>): void;
}

/** A row: its fields, which may be set again, and where it belongs. */
export type RecordRow<S extends Shape, Fields extends FieldMap> = ValuesOf<Fields> & {
  /** When it was added, in milliseconds since 1970. */
  readonly at: number;
  /** Null when it was added for a group or a round as a whole. */
  readonly player: PlayerOf<S> | null;
  readonly group: GroupOf<S> | null;
  peek<Key extends KeysOf<Fields>>(field: Key): ValuesOf<Fields>[Key] | null;
};
