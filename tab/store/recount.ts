import type { Queryable } from '#kit/db/connect.ts';
import { compiled } from '#kit/db/query.ts';
import type { BallotId, TournamentId } from '../rules/ids.ts';
import type { SpeakerScoreRow, TeamScoreRow } from './ballots.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

const queries = {
  teams: query('recount.teamScores', (db, args: { tournamentId: TournamentId }) =>
    db
      .selectFrom('rounds')
      .innerJoin('debates', 'debates.round_id', 'rounds.id')
      .innerJoin('ballots', 'ballots.debate_id', 'debates.id')
      .innerJoin('team_scores', 'team_scores.ballot_id', 'ballots.id')
      .select([
        'ballots.id as ballotId',
        'team_scores.team_id',
        'side',
        'points',
        'win',
        'margin',
        'score',
        'votes_given',
        'votes_possible',
        'has_ghost',
      ])
      .where('rounds.tournament_id', '=', args.tournamentId)
      .where('confirmed', '=', true)
      .orderBy('ballots.id')
      .orderBy('side')
      .orderBy('team_scores.team_id')
      .limit(40_000),
  ),
  speakers: query('recount.speakerScores', (db, args: { tournamentId: TournamentId }) =>
    db
      .selectFrom('rounds')
      .innerJoin('debates', 'debates.round_id', 'rounds.id')
      .innerJoin('ballots', 'ballots.debate_id', 'debates.id')
      .innerJoin('speaker_scores', 'speaker_scores.ballot_id', 'ballots.id')
      .select(['ballots.id as ballotId', 'speaker_scores.team_id', 'position', 'speaker_id', 'speaker_scores.score', 'rank', 'ghost'])
      .where('rounds.tournament_id', '=', args.tournamentId)
      .where('confirmed', '=', true)
      .orderBy('ballots.id')
      .orderBy('position')
      .orderBy('speaker_scores.team_id')
      .limit(120_000),
  ),
};

/** What is stored of one confirmed ballot's result. */
export interface StoredScores {
  readonly teams: readonly TeamScoreRow[];
  readonly speakers: readonly SpeakerScoreRow[];
}

/** The stored results of all confirmed ballots, by ballot; two queries in one trip. */
export async function storedScores(db: Queryable, tournamentId: TournamentId): Promise<Map<BallotId, StoredScores>> {
  const [teams, speakers] = await Promise.all([db.run(queries.teams, { tournamentId }), db.run(queries.speakers, { tournamentId })]);
  const speakersBy = Map.groupBy(speakers, ({ ballotId }) => ballotId);
  const teamsBy = Map.groupBy(teams, ({ ballotId }) => ballotId);
  const ids = new Set([...teamsBy.keys(), ...speakersBy.keys()]);
  return new Map([...ids].map((id) => [id, { teams: teamsBy.get(id) ?? [], speakers: speakersBy.get(id) ?? [] }]));
}
