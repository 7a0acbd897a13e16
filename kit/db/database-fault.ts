import pg from 'pg';
import { RostraError } from '../errors/rostra-error.ts';

/** The server is shutting down, starting, or has no connection left: nothing is wrong with the statement. */
const awayStates = new Set(['57P01', '57P02', '57P03', '53300']);

/** A statement that Postgres refused or that never got an answer. Stores look at `constraint` to tell who lost a race. */
export class DatabaseFault extends RostraError {
  /** Five characters, e.g. 23505 for a unique violation; empty when the connection was lost. */
  readonly sqlState: string;
  readonly constraint: string | null;

  constructor(error: unknown, statement: string) {
    const { code = '', constraint = null, message } = error instanceof pg.DatabaseError ? error : nothingSaid;
    super({ ...(code === '' || awayStates.has(code) ? away : refused(statement, message)), hint: 'Send it again: it cannot count twice.' });
    this.cause = error;
    this.sqlState = code;
    this.constraint = constraint;
  }
}

const nothingSaid: { readonly code?: string; readonly constraint?: string; readonly message: string } = { message: '' };

const away = { code: 'DATABASE_AWAY', status: 503, message: 'The database does not answer right now.' };

function refused(statement: string, message: string) {
  return { code: 'DATABASE_REFUSED', status: 500, message: `The database refused ${statement}: ${message}` };
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
