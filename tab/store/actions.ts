import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { TournamentId } from '../rules/ids.ts';

/** One act as the journal has it. */
export interface Action {
  readonly seq: number;
  readonly at: Date;
  /** A login, or the name of who has a private link. */
  readonly actor: string;
  /** `draw_published` */
  readonly verb: string;
  /** `round:3` */
  readonly subject: string;
  /** What it was and became, as JSON text; null where nothing was kept. */
  readonly change: string | null;
}

export interface ActionFilter {
  readonly tournamentId: TournamentId;
  /** Part of who, what or on what; empty for everything. */
  readonly words: string;
  /** A pattern that verbs must match; null for every verb. */
  readonly verbs: string | null;
  /** Only what came before this number; null for the newest. */
  readonly before: number | null;
  readonly most: number;
}

// Text: entries are kept as the text whose hash is chained; they are read as JSON here only.
const newestQuery = textQuery<ActionFilter, Action>(
  'actions.newest',
  `with said as (
     select seq, e->>'at' as at, coalesce(p.name, e->>'actor') as actor, e->>'verb' as verb, e->>'subject' as subject, e->'change' as change
     from journal cross join lateral (select entry::jsonb as e) parsed left join people p on 'person:' || p.id = e->>'actor'
     where journal.tournament_id = $1 and ($2::int is null or seq < $2))
   select seq, at::timestamptz as at, actor, verb, subject, change::text as change from said
   where ($3 = '' or position(lower($3) in lower(concat_ws(' ', actor, replace(verb, '_', ' '), subject))) > 0)
     and ($5::text is null or verb ~ $5)
   order by seq desc limit $4`,
  ({ tournamentId, before, words, most, verbs }) => [tournamentId, before, words, most, verbs],
);

/** What was done, the newest first. */
export function newest(db: Queryable, filter: ActionFilter): Promise<Action[]> {
  return db.run(newestQuery, filter);
}
