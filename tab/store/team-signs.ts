import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import { rowsOf, type Columns } from './columns.ts';

/** What is drawn beside a team's name, and what a screen reader says for it. */
export interface TeamSign {
  readonly emoji: string;
  /** The code name; may be empty. */
  readonly label: string;
}

interface Signs {
  readonly signs: Columns<[id: number, emoji: string, code: string]>;
}

// Text: all signs travel as one list of JSON, for every page asks for them.
const signsQuery = textQuery<{ slug: string }, Signs>(
  'teamSigns.ofSlug',
  `select json_build_array(json_agg(t.id), json_agg(t.emoji), json_agg(t.code_name)) as signs
   from teams t join tournaments e on e.id = t.tournament_id
   where e.slug = $1 and t.emoji <> '' and e.settings->>'ui_options.show_emoji' is distinct from 'false'`,
  ({ slug }) => [slug],
);

/** The sign of each team that has one; none where the settings show none. */
export async function teamSigns(db: Queryable, slug: string): Promise<ReadonlyMap<number, TeamSign>> {
  const { signs } = await db.one(signsQuery, { slug });
  return new Map(rowsOf(signs).map(([id, emoji, label]) => [id, { emoji, label }]));
}
