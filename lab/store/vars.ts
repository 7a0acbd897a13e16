import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';

type Vars = Readonly<Record<string, unknown>>;

interface Addition {
  readonly code: string;
  readonly vars: Vars;
}

// Text: `rev` rises with what callbacks may have read.
const participantQuery = textQuery<Addition, { id: number }>(
  'vars.participant',
  'update lab_participant set vars = vars || $2::jsonb, rev = rev + 1 where code = $1 returning id',
  ({ code, vars }) => [code, JSON.stringify(vars)],
);

/** False when there is no such participant. */
export async function addToParticipant(db: Queryable, code: string, vars: Vars): Promise<boolean> {
  return (await db.maybeOne(participantQuery, { code, vars })) !== null;
}

// Text: `||` on JSON.
const sessionQuery = textQuery<Addition, { id: number }>(
  'vars.session',
  'update lab_session set vars = vars || $2::jsonb where code = $1 returning id',
  ({ code, vars }) => [code, JSON.stringify(vars)],
);

/** False when there is no such session. */
export async function addToSession(db: Queryable, code: string, vars: Vars): Promise<boolean> {
  return (await db.maybeOne(sessionQuery, { code, vars })) !== null;
}
