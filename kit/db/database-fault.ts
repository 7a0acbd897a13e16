import pg from 'pg';
import { RostraError } from '../errors/rostra-error.ts';

/** A statement that Postgres refused or that never got an answer. Stores look at `constraint` to tell who lost a race. */
export class DatabaseFault extends RostraError {
  /** Five characters, e.g. 23505 for a unique violation; empty when the connection was lost. */
  readonly sqlState: string;
  readonly constraint: string | null;

  constructor(error: unknown, statement: string) {
    const refused = error instanceof pg.DatabaseError ? error : null;
    super({
      code: refused ? 'DATABASE_REFUSED' : 'DATABASE_AWAY',
      status: refused ? 500 : 503,
      message: refused ? `The database refused ${statement}: ${refused.message}` : 'The database does not answer right now.',
      hint: 'Send it again: it cannot count twice.',
    });
    this.cause = error;
    this.sqlState = refused?.code ?? '';
    this.constraint = refused?.constraint ?? null;
  }
}

/** Faults stay what they are; what the driver throws becomes a DatabaseFault; our own bugs pass through. */
export function databaseFault(error: unknown, statement: string): unknown {
  if (error instanceof RostraError) return error;
  if (error instanceof pg.DatabaseError || isConnectionError(error)) return new DatabaseFault(error, statement);
  return error;
}

/** True when the statement lost a race against the named unique or exclusion constraint. */
export function violates(error: unknown, constraint: string): boolean {
  return error instanceof DatabaseFault && error.constraint === constraint;
}

function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return 'errno' in error || /connection|timeout exceeded|Client (has|was) /i.test(error.message);
}
