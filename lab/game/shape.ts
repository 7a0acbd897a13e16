import type { Field } from './fields.ts';
import type { RecordMap } from './records.ts';

export type FieldMap = Readonly<Record<string, Field<unknown>>>;

/** What author code reads from declared fields. */
export type ValuesOf<Fields extends FieldMap> = { -readonly [Key in keyof Fields]: Fields[Key]['value'] };

/** The types of one game, fixed by its schema. */
export interface Shape {
  constants: object;
  player: FieldMap;
  group: FieldMap;
  subsession: FieldMap;
  participant: FieldMap;
  session: FieldMap;
  config: FieldMap;
  records: RecordMap;
  role: string;
}

export type KeysOf<Fields extends FieldMap> = keyof Fields & string;

/** A player: a participant inside one round of one game. */
export type PlayerOf<S extends Shape> = ValuesOf<S['player']> & PlayerMembers<S>;

export interface PlayerMembers<S extends Shape> {
  /** Place in the group, from 1 [id_in_group]. */
  readonly id: number;
  readonly round: number;
  /** Starts at 0; setting it moves the participant's payoff by the difference. */
  payoff: number;
  readonly role: S['role'] | '';
  readonly group: GroupOf<S>;
  readonly subsession: SubsessionOf<S>;
  readonly session: SessionOf<S>;
  readonly participant: ParticipantOf<S>;
  /** The other members of the group, by id. */
  readonly others: PlayerOf<S>[];
  readonly othersInSubsession: PlayerOf<S>[];
  inRound(round: number): PlayerOf<S>;
  inRounds(first: number, last: number): PlayerOf<S>[];
  readonly previousRounds: PlayerOf<S>[];
  /** Rounds 1 to this one, oldest first. */
  readonly history: PlayerOf<S>[];
  /** The label of the field's present value. */
  display(field: KeysOf<S['player']>): string;
  /** The field's value, or null when it was never set. */
  peek<Key extends KeysOf<S['player']>>(field: Key): ValuesOf<S['player']>[Key] | null;
}

export type GroupOf<S extends Shape> = ValuesOf<S['group']> & GroupMembers<S>;

export interface GroupMembers<S extends Shape> {
  /** From 1 within the subsession [id_in_subsession]. */
  readonly number: number;
  readonly round: number;
  /** Why it ended before its time; null while it plays. */
  readonly ended: 'dropout' | null;
  /** By id. */
  readonly players: PlayerOf<S>[];
  player(id: number): PlayerOf<S>;
  byRole(role: S['role']): PlayerOf<S>;
  readonly subsession: SubsessionOf<S>;
  readonly session: SessionOf<S>;
  inRound(round: number): GroupOf<S>;
  inRounds(first: number, last: number): GroupOf<S>[];
  readonly previousRounds: GroupOf<S>[];
  readonly history: GroupOf<S>[];
  /** When groups may be formed: the order of the group's players, by participant number or player. */
  setPlayers(players: readonly (number | PlayerOf<S>)[]): void;
  display(field: KeysOf<S['group']>): string;
  peek<Key extends KeysOf<S['group']>>(field: Key): ValuesOf<S['group']>[Key] | null;
}

export type SubsessionOf<S extends Shape> = ValuesOf<S['subsession']> & SubsessionMembers<S>;

export interface SubsessionMembers<S extends Shape> {
  readonly round: number;
  /** By number. */
  readonly groups: GroupOf<S>[];
  /** By the participants' numbers. */
  readonly players: PlayerOf<S>[];
  readonly session: SessionOf<S>;
  /** Rows of participant numbers: one row a group, ordered by player id. */
  matrix(): number[][];
  /** In `onCreate`, or in `onAllArrive` of a page with scope `all` for rounds whose groups have not met, like the other grouping calls. */
  setMatrix(matrix: readonly (readonly (number | PlayerOf<S>)[])[]): void;
  /** `fixedId`: everybody keeps their id and moves between groups. */
  groupRandomly(options?: { readonly fixedId?: boolean }): void;
  groupLikeRound(round: number): void;
  inRound(round: number): SubsessionOf<S>;
  inRounds(first: number, last: number): SubsessionOf<S>[];
  readonly previousRounds: SubsessionOf<S>[];
  readonly history: SubsessionOf<S>[];
  peek<Key extends KeysOf<S['subsession']>>(field: Key): ValuesOf<S['subsession']>[Key] | null;
}

export type ParticipantOf<S extends Shape> = ValuesOf<S['participant']> & ParticipantMembers<S>;

export interface ParticipantMembers<S extends Shape> {
  readonly code: string;
  /** Seat number in the session, from 1 [id_in_session]. */
  readonly number: number;
  label: string | null;
  /** Running sum of the players' payoffs; may be overwritten. */
  payoff: number;
  /** Free text for the monitor: `finished`, `dropout`. */
  status: string;
  readonly isBot: boolean;
  /** Untyped values that came with the REST API. */
  readonly vars: Readonly<Record<string, unknown>>;
  /** In real money: the payoff converted, plus the participation fee. */
  readonly payoffPlusFee: number;
  readonly session: SessionOf<S>;
  peek<Key extends KeysOf<S['participant']>>(field: Key): ValuesOf<S['participant']>[Key] | null;
}

export type SessionOf<S extends Shape> = ValuesOf<S['session']> & SessionMembers<S>;

export interface SessionMembers<S extends Shape> {
  readonly code: string;
  readonly label: string | null;
  readonly config: ConfigOf<S>;
  readonly numParticipants: number;
  readonly isDemo: boolean;
  readonly participants: ParticipantOf<S>[];
  readonly vars: Readonly<Record<string, unknown>>;
  peek<Key extends KeysOf<S['session']>>(field: Key): ValuesOf<S['session']>[Key] | null;
}

/** The session's configuration: the parameters the game declares, and what every session has. */
export type ConfigOf<S extends Shape> = Readonly<ValuesOf<S['config']>> & {
  readonly name: string;
  readonly displayName: string;
  readonly participationFee: number;
  readonly pointValue: number;
};
