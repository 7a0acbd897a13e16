import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { TournamentId } from '../rules/ids.ts';
import type { BallotRow } from './ballots.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

interface OfTournament {
  readonly tournamentId: TournamentId;
}

const ballotsQuery = query('export.ballots', (db, args: OfTournament) =>
  db
    .selectFrom('rounds')
    .innerJoin('debates', 'debates.round_id', 'rounds.id')
    .innerJoin('ballots', 'ballots.debate_id', 'debates.id')
    .select([
      'ballots.id',
      'debate_id as debateId',
      'ballots.version',
      'submitter_type as submitterType',
      'submitter',
      'content',
      'sheet_owners as sheetOwners',
      'single_adjudicator as isSingle',
      'confirmed as isConfirmed',
      'confirmer',
      'confirmed_at as confirmedAt',
      'discarded as isDiscarded',
      'ballots.created_at as createdAt',
    ])
    .where('rounds.tournament_id', '=', args.tournamentId)
    .orderBy('rounds.seq')
    .orderBy('debate_id')
    .orderBy('ballots.version')
    .limit(50_000),
);

/** Every version of every ballot, thrown away ones included. */
export function ballotsOf(db: Queryable, tournamentId: TournamentId): Promise<Omit<BallotRow, 'intent'>[]> {
  return db.run(ballotsQuery, { tournamentId });
}

/** A row of the journal without what was changed, which may hold a password. */
export interface JournalRow {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly verb: string;
  readonly subject: string;
  readonly hash: string;
}

// Text: the entry is JSON in a text column, because its hash is of the text.
const journalQuery = textQuery<OfTournament, JournalRow>(
  'export.journal',
  `select seq, entry::jsonb->>'at' as at, entry::jsonb->>'actor' as actor, entry::jsonb->>'verb' as verb, entry::jsonb->>'subject' as subject, hash
   from journal where tournament_id = $1 order by seq limit 500000`,
  ({ tournamentId }) => [tournamentId],
);

export function journalOf(db: Queryable, tournamentId: TournamentId): Promise<JournalRow[]> {
  return db.run(journalQuery, { tournamentId });
}

const runsQuery = query('export.drawRuns', (db, args: OfTournament) =>
  db
    .selectFrom('draw_runs')
    .innerJoin('rounds', 'rounds.id', 'draw_runs.round_id')
    .select(['round_id as roundId', 'method', 'draw_runs.seed', 'drawn_at as drawnAt'])
    .where('tournament_id', '=', args.tournamentId)
    .orderBy('rounds.seq')
    .limit(200),
);

/** How each draw was made: enough to make it again. */
export function drawRunsOf(db: Queryable, tournamentId: TournamentId) {
  return db.run(runsQuery, { tournamentId });
}
