import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { PanelPlace } from '../rules/debate.ts';
import type { DebateId, PersonId, TournamentId } from '../rules/ids.ts';

/** A seat as the journal keeps it. */
type SeatRow = readonly [DebateId, PersonId, PanelPlace];

/** What gave all panels of a round out anew, and how they were before. */
export interface BulkChange {
  readonly seq: number;
  readonly verb: 'adjudicators_allocated' | 'panels_cleared' | 'panels_applied' | 'allocation_undone' | 'draw_made' | 'draw_deleted';
  readonly actor: string;
  readonly change: { readonly before?: readonly SeatRow[] } | null;
}

// Text: the chained text is read as JSON only where it speaks of panels.
const ofRoundQuery = textQuery<{ tournamentId: TournamentId; subject: string }, BulkChange>(
  'allocations.ofRound',
  `select seq, e->>'verb' as verb, e->>'actor' as actor, e->'change' as change
   from (select seq, entry::jsonb as e from journal where tournament_id = $1 and entry like '%"subject":"' || $2 || '"%') said
   where e->>'subject' = $2 and e->>'verb' in
     ('adjudicators_allocated', 'panels_cleared', 'panels_applied', 'allocation_undone', 'draw_made', 'draw_deleted')
   order by seq desc limit 50`,
  ({ tournamentId, subject }) => [tournamentId, subject],
);

/** The last change of all panels of the round's present draw that stands; null for none. */
export async function standing(
  db: Queryable,
  round: { readonly tournamentId: TournamentId; readonly seq: number },
): Promise<(BulkChange & { readonly before: readonly SeatRow[] }) | null> {
  let undone = 0;
  for (const change of await db.run(ofRoundQuery, { tournamentId: round.tournamentId, subject: `round:${round.seq}` })) {
    const before = change.change?.before;
    if (change.verb === 'draw_made' || change.verb === 'draw_deleted') return null;
    if (change.verb === 'allocation_undone') undone += 1;
    else if (undone > 0) undone -= 1;
    else if (before !== undefined) return { ...change, before };
  }
  return null;
}
