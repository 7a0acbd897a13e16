import type { Queryable } from '#kit/db/connect.ts';
import type { TournamentId } from '../rules/ids.ts';
import type { Fields, RefKind } from '../rules/setup/fields.ts';
import type { Thing } from './kind.ts';
import { kinds } from './kinds.ts';

/** What the fields of a form may name, by its kind. */
export type Choices = ReadonlyMap<RefKind, readonly Thing[]>;

/** Reads what fields may name; a query a kind that is named. */
export async function choicesFor(db: Queryable, tournamentId: TournamentId, fields: Fields): Promise<Choices> {
  const named = Object.values(fields).flatMap(({ input }) => (input.kind === 'ref' || input.kind === 'refs' ? [input.of] : []));
  const lists = [...new Set(named)].map(async (name) => [name, await kinds[name].list(db, tournamentId)] as const);
  return new Map(await Promise.all(lists));
}
