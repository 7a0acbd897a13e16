import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { TeamId, TournamentId } from '../rules/ids.ts';

/** A team as it is told how it stands in the lists. */
export interface TeamFacts {
  readonly id: TeamId;
  readonly shortName: string;
  readonly longName: string;
  readonly codeName: string;
  readonly emoji: string;
  /** Empty where it has none; likewise the next two. */
  readonly institution: string;
  /** The categories it may break in. */
  readonly categories: string;
  readonly speakers: string;
}

interface Asked {
  readonly tournamentId: TournamentId;
  /** Null: of all teams. */
  readonly teamId: TeamId | null;
}

// Text: what hangs on a team is gathered into a line of words.
const factsQuery = textQuery<Asked, TeamFacts>(
  'teams.facts',
  `select t.id, t.short_name as "shortName", t.long_name as "longName", t.code_name as "codeName", coalesce(t.emoji, '') as emoji, coalesce(i.name, '') as institution,
     coalesce((select string_agg(c.name, ', ' order by c.seq) from break_eligibilities e join break_categories c on c.id = e.category_id where e.team_id = t.id), '') as categories,
     coalesce((select string_agg(p.name, ', ' order by s.seq) from speakers s join people p on p.id = s.id where s.team_id = t.id), '') as speakers
   from teams t left join institutions i on i.id = t.institution_id
   where t.tournament_id = $1 and ($2::int is null or t.id = $2) order by t.short_name, t.id limit 2000`,
  ({ tournamentId, teamId }) => [tournamentId, teamId],
);

export function teamFacts(db: Queryable, asked: Asked): Promise<TeamFacts[]> {
  return db.run(factsQuery, asked);
}
