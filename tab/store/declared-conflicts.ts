import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { InstitutionId, PersonId, TeamId, TournamentId } from '../rules/ids.ts';

/** With whom an adjudicator says to have a conflict. */
export type ConflictSubject = { readonly kind: 'team'; readonly id: TeamId } | { readonly kind: 'institution'; readonly id: InstitutionId };

export type DeclaredConflict = ConflictSubject & { readonly name: string };

interface Declared {
  readonly tournamentId: TournamentId;
  readonly personId: PersonId;
}

// Text: two tables are one list.
const declaredQuery = textQuery<Pick<Declared, 'personId'>, DeclaredConflict>(
  'declaredConflicts.of',
  `select 'team' as kind, t.id, t.short_name as name from adjudicator_team_conflicts c join teams t on t.id = c.team_id
   where c.adjudicator_id = $1 and c.source = 'self-declared'
   union all
   select 'institution', i.id, i.name from adjudicator_institution_conflicts c join institutions i on i.id = c.institution_id
   where c.adjudicator_id = $1 and c.source = 'self-declared' order by 1, 3 limit 1000`,
  ({ personId }) => [personId],
);

/** What an adjudicator declared; what others have put on record is not theirs to read. */
export function declaredBy(db: Queryable, personId: PersonId): Promise<DeclaredConflict[]> {
  return db.run(declaredQuery, { personId });
}

type Declaration = Declared & { readonly id: number };

// Text, as the next: takes only what belongs to the tournament, and says whether it does.
const declareQueries = {
  team: textQuery<Declaration, { id: number }>(
    'declaredConflicts.declareTeam',
    `with own as (select id from teams where id = $3 and tournament_id = $1),
     made as (insert into adjudicator_team_conflicts (adjudicator_id, team_id, strength, source)
       select $2, id, 'hard', 'self-declared' from own on conflict do nothing)
     select id from own`,
    ({ tournamentId, personId, id }) => [tournamentId, personId, id],
  ),
  institution: textQuery<Declaration, { id: number }>(
    'declaredConflicts.declareInstitution',
    `with own as (select institution_id as id from tournament_institutions where institution_id = $3 and tournament_id = $1),
     made as (insert into adjudicator_institution_conflicts (adjudicator_id, institution_id, strength, source)
       select $2, id, 'hard', 'self-declared' from own on conflict do nothing)
     select id from own`,
    ({ tournamentId, personId, id }) => [tournamentId, personId, id],
  ),
};

/** Puts it on record; one that is there already stays as it is. False when the tournament has no such team or institution. */
export async function declare(tx: Queryable, who: Declared, { kind, id }: ConflictSubject): Promise<boolean> {
  return (await tx.run(declareQueries[kind], { ...who, id })).length > 0;
}

const withdrawQueries = {
  team: textQuery<Declaration, unknown>(
    'declaredConflicts.withdrawTeam',
    `delete from adjudicator_team_conflicts where adjudicator_id = $1 and team_id = $2 and source = 'self-declared'`,
    ({ personId, id }) => [personId, id],
  ),
  institution: textQuery<Declaration, unknown>(
    'declaredConflicts.withdrawInstitution',
    `delete from adjudicator_institution_conflicts where adjudicator_id = $1 and institution_id = $2 and source = 'self-declared'`,
    ({ personId, id }) => [personId, id],
  ),
};

/** Takes back what the adjudicator declared; what others have put on record stays. */
export async function withdraw(tx: Queryable, who: Declared, { kind, id }: ConflictSubject): Promise<void> {
  await tx.run(withdrawQueries[kind], { ...who, id });
}
