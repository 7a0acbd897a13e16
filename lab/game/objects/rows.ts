import type { Stored } from '../../rules/field-value.ts';

/** The values of declared fields, by key. */
export type Data = Record<string, Stored>;

/** What never changes about a session once it is made. */
export interface SessionFacts {
  readonly id: number;
  readonly code: string;
  /** The frozen configuration: parameters by name, `name`, `displayName`, `participationFee`, `pointValue`. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly numParticipants: number;
  readonly isDemo: boolean;
  /** Of all chance in author code. */
  readonly seed: string;
}

/** What may change about a session. */
export interface SessionRow {
  readonly label: string | null;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly data: Data;
}

export interface SubsessionRow {
  readonly sub: number;
  readonly data: Data;
}

export interface GroupRow {
  readonly id: number;
  readonly sub: number;
  readonly number: number;
  readonly size: number;
  readonly data: Data;
}

export interface ParticipantRow {
  readonly id: number;
  readonly code: string;
  readonly number: number;
  /** Where they are: 0 before the start, one past the last page at the end. */
  readonly pageIndex: number;
  label: string | null;
  payoff: number;
  status: string;
  readonly isBot: boolean;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly data: Data;
}

export interface PlayerRow {
  /** The participant's id. */
  readonly participant: number;
  readonly sub: number;
  /** The group's id. */
  group: number;
  /** Place in the group, from 1. */
  seat: number;
  payoff: number;
  readonly data: Data;
}

/** A player with what belongs to it, as loads bring them. */
export interface Seat {
  readonly player: PlayerRow;
  readonly participant: ParticipantRow;
  readonly group: GroupRow;
}
