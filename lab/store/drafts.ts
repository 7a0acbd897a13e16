import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';

/** What somebody has typed on a page and not sent. */
export interface Draft {
  readonly code: string;
  readonly pageIndex: number;
  readonly answers: Readonly<Record<string, unknown>>;
}

// Text: an upsert that does nothing when the page has been left meanwhile.
const keepQuery = textQuery<Draft, { id: number }>(
  'drafts.keep',
  `insert into lab_draft (participant_id, page_index, answers) select id, page_index, $3::jsonb from lab_participant where code = $1 and page_index = $2
   on conflict (participant_id) do update set page_index = excluded.page_index, answers = excluded.answers, kept_at = excluded.kept_at
   returning participant_id as id`,
  ({ code, pageIndex, answers }) => [code, pageIndex, JSON.stringify(answers)],
);

/** False when the participant is not on that page. */
export async function keep(db: Queryable, draft: Draft): Promise<boolean> {
  return (await db.maybeOne(keepQuery, draft)) !== null;
}

const sweepQuery = textQuery<unknown, unknown>(
  'drafts.sweep',
  'delete from lab_draft d using lab_participant p where p.id = d.participant_id and p.page_index <> d.page_index',
  () => [],
);

/** Forgets what was typed on pages that were sent since. */
export async function sweep(db: Queryable): Promise<void> {
  await db.run(sweepQuery, {});
}
