import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { Visitor } from '../game/objects/world.ts';

/** How often somebody has tried to answer a page, by the field that says it. */
export interface CountedTries extends Visitor {
  readonly pageIndex: number;
  readonly tries: Readonly<Record<string, number>>;
}

// Text: JSON is merged; nothing happens when the page was left meanwhile.
const countQuery = textQuery<CountedTries, unknown>(
  'tries.count',
  `with here as (update lab_participant set rev = rev + 1 where id = $1 and page_index = $2 returning id)
   update lab_player l set data = l.data || $4::jsonb from here where l.participant_id = here.id and l.sub = $3`,
  ({ participant, pageIndex, sub, tries }) => [participant, pageIndex, sub, JSON.stringify(tries)],
);

/** Keeps how often a page was tried that was not taken. */
export async function countTries(db: Queryable, counted: CountedTries): Promise<void> {
  if (Object.keys(counted.tries).length > 0) await db.run(countQuery, counted);
}
