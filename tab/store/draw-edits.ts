import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { TeamMove } from '../rules/draw/edit.ts';
import type { TournamentId } from '../rules/ids.ts';

/** What the journal keeps of an edit of a draw. */
export interface DrawEdit {
  readonly moves: readonly TeamMove[];
  /** What takes it back. */
  readonly back: readonly TeamMove[];
  readonly words: string;
}

interface StoredEdit {
  readonly verb: 'draw_edited' | 'draw_edit_undone' | 'draw_made' | 'draw_deleted';
  readonly actor: string;
  readonly change: DrawEdit | null;
}

const most = 200;

// Text: the chained text is read as JSON only where it speaks of draws.
const ofRoundQuery = textQuery<{ tournamentId: TournamentId; subject: string }, StoredEdit>(
  'drawEdits.ofRound',
  `select e->>'verb' as verb, e->>'actor' as actor, e->'change' as change
   from (select seq, entry::jsonb as e from journal where tournament_id = $1 and entry like '%"verb":"draw_%') said
   where e->>'subject' = $2 and e->>'verb' in ('draw_edited', 'draw_edit_undone', 'draw_made', 'draw_deleted')
   order by seq desc limit ${most}`,
  ({ tournamentId, subject }) => [tournamentId, subject],
);

/** The edits of the round's present draw that still stand, the last first. */
export async function standing(
  db: Queryable,
  round: { readonly tournamentId: TournamentId; readonly seq: number },
): Promise<readonly (DrawEdit & { readonly actor: string })[]> {
  const rows = await db.run(ofRoundQuery, { tournamentId: round.tournamentId, subject: `round:${round.seq}` });
  const edits: (DrawEdit & { actor: string })[] = [];
  let undone = 0;
  for (const { verb, actor, change } of rows) {
    if (verb === 'draw_made' || verb === 'draw_deleted') break;
    if (verb === 'draw_edit_undone') undone += 1;
    else if (undone > 0) undone -= 1;
    else if (change !== null) edits.push({ ...change, actor });
  }
  return edits;
}
