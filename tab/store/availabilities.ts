import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { RoundId } from '../rules/ids.ts';
import type { AvailabilityKind, Schema } from './schema.ts';

const query = compiled<Schema>();

const ofRoundQuery = query('availabilities.ofRound', (db, args: { roundId: RoundId }) =>
  db.selectFrom('availabilities').select(['kind', 'object_id as id']).where('round_id', '=', args.roundId).limit(20_000),
);

/** Who and what is in for the round. */
export type Present = Readonly<Record<AvailabilityKind, ReadonlySet<number>>>;

export async function ofRound(db: Queryable, roundId: RoundId): Promise<Present> {
  const rows = await db.run(ofRoundQuery, { roundId });
  const idsOf = (kind: AvailabilityKind): Set<number> => new Set(rows.filter((row) => row.kind === kind).map((row) => row.id));
  return { team: idsOf('team'), adjudicator: idsOf('adjudicator'), venue: idsOf('venue') };
}

interface Change {
  readonly roundId: RoundId;
  readonly kind: AvailabilityKind;
  readonly ids: readonly number[];
}

// Text: one statement that leaves exactly the given ones in, and only ids of the round's own tournament.
const owners = {
  team: 'select t.id from teams t where t.tournament_id = (select tournament_id from rounds where id = $1)',
  adjudicator: `select p.id from people p where p.kind = 'adjudicator' and p.tournament_id = (select tournament_id from rounds where id = $1)`,
  venue: 'select v.id from venues v where v.tournament_id = (select tournament_id from rounds where id = $1)',
} as const;

const replaceBy = (kind: AvailabilityKind) =>
  textQuery<Change, unknown>(
    `availabilities.replace.${kind}`,
    `with gone as (delete from availabilities where round_id = $1 and kind = '${kind}' and object_id <> all($2::int[]))
     insert into availabilities (round_id, kind, object_id)
     select $1, '${kind}', own.id from (${owners[kind]}) own where own.id = any($2::int[]) on conflict do nothing`,
    ({ roundId, ids }) => [roundId, ids],
  );

const replaceQueries = { team: replaceBy('team'), adjudicator: replaceBy('adjudicator'), venue: replaceBy('venue') } as const;

/** From now on exactly these are in, of their kind; foreign ids are ignored. */
export async function replace(tx: Queryable, change: Change): Promise<void> {
  await tx.run(replaceQueries[change.kind], change);
}

const allInQuery = textQuery<{ roundId: RoundId }, unknown>(
  'availabilities.allIn',
  `insert into availabilities (round_id, kind, object_id)
   select $1, 'team', id from (${owners.team}) t union all select $1, 'adjudicator', id from (${owners.adjudicator}) a
   union all select $1, 'venue', id from (${owners.venue}) v on conflict do nothing`,
  ({ roundId }) => [roundId],
);

export async function allIn(tx: Queryable, roundId: RoundId): Promise<void> {
  await tx.run(allInQuery, { roundId });
}

const copyQuery = textQuery<{ from: RoundId; to: RoundId }, unknown>(
  'availabilities.copy',
  `insert into availabilities (round_id, kind, object_id) select $2, kind, object_id from availabilities where round_id = $1 on conflict do nothing`,
  ({ from, to }) => [from, to],
);

/** Whoever was in for one round is in for another too. */
export async function copy(tx: Queryable, rounds: { from: RoundId; to: RoundId }): Promise<void> {
  await tx.run(copyQuery, rounds);
}

const breakingQuery = textQuery<{ roundId: RoundId }, { id: number }>(
  'availabilities.breaking',
  `select a.id from adjudicators a join people p on p.id = a.id
   where a.breaking and p.tournament_id = (select tournament_id from rounds where id = $1) order by a.id`,
  ({ roundId }) => [roundId],
);

/** Ids of the adjudicators who go on to elimination rounds. */
export async function breakingAdjudicators(db: Queryable, roundId: RoundId): Promise<number[]> {
  return (await db.run(breakingQuery, { roundId })).map(({ id }) => id);
}
