import type { GameRandom } from './context.ts';

/** Fills in what demos and bots would else lack: `(session) => { for (const person of session.participants) person.vars['age'] = 30; }`. */
export type MockData = (session: MockedSession, ctx: { readonly random: GameRandom }) => void;

/** A session that has just been made, with everything in it that may come from outside. */
export interface MockedSession {
  readonly code: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly numParticipants: number;
  readonly vars: Record<string, unknown>;
  /** By number. */
  readonly participants: readonly MockedParticipant[];
  /** Declared fields of the session. */
  [field: string]: unknown;
}

interface MockedParticipant {
  readonly code: string;
  /** From 1. */
  readonly number: number;
  label: string | null;
  readonly vars: Record<string, unknown>;
  /** Declared fields of participants. */
  [field: string]: unknown;
}
