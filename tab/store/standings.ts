import type { Queryable } from '#kit/db/connect.ts';
import { compiled } from '#kit/db/query.ts';
import type { PersonId, RoundId, TeamId, TournamentId } from '../rules/ids.ts';
import type { PlayedDebate, StandingsField, StandingsTeam } from '../rules/standings/field.ts';
import type { Schema } from './schema.ts';
import * as teams from './teams.ts';

const query = compiled<Schema>();

const roundsQuery = query('standings.rounds', (db, args: { tournamentId: TournamentId }) =>
  db
    .selectFrom('rounds')
    .select(['seq', 'weight'])
    .where('tournament_id', '=', args.tournamentId)
    .where('stage', '=', 'P')
    .orderBy('seq')
    .limit(100),
);

const playedQuery = query('standings.played', (db, args: { tournamentId: TournamentId }) =>
  db
    .selectFrom('rounds')
    .innerJoin('debates', 'debates.round_id', 'rounds.id')
    .innerJoin('debate_teams', 'debate_teams.debate_id', 'debates.id')
    .leftJoin('ballots', (join) => join.onRef('ballots.debate_id', '=', 'debates.id').on('ballots.confirmed', '=', true))
    .leftJoin('team_scores', (join) =>
      join.onRef('team_scores.ballot_id', '=', 'ballots.id').onRef('team_scores.team_id', '=', 'debate_teams.team_id'),
    )
    .select([
      'debates.id as debateId',
      'rounds.id as roundId',
      'rounds.seq as round',
      'ballots.id as ballotId',
      'debate_teams.team_id as team',
      'debate_teams.side',
      'debate_teams.flags',
      'points',
      'win',
      'margin',
      'score',
      'votes_given as votesGiven',
      'votes_possible as votesPossible',
      'has_ghost as hasGhost',
    ])
    .where('rounds.tournament_id', '=', args.tournamentId)
    .where('stage', '=', 'P')
    .orderBy('rounds.seq')
    .orderBy('debates.id')
    .orderBy('debate_teams.side')
    .limit(40_000),
);

const speechesQuery = query('standings.speeches', (db, args: { tournamentId: TournamentId }) =>
  db
    .selectFrom('rounds')
    .innerJoin('debates', 'debates.round_id', 'rounds.id')
    .innerJoin('ballots', 'ballots.debate_id', 'debates.id')
    .innerJoin('speaker_scores', 'speaker_scores.ballot_id', 'ballots.id')
    .select([
      'ballots.id as ballotId',
      'speaker_scores.team_id as team',
      'speaker_id as speaker',
      'position',
      'score',
      'rank',
      'ghost as isGhost',
    ])
    .where('rounds.tournament_id', '=', args.tournamentId)
    .where('stage', '=', 'P')
    .where('confirmed', '=', true)
    .orderBy('position')
    .limit(120_000),
);

/** A debate of the field, with where it came from. */
export interface StoredDebate extends PlayedDebate {
  readonly roundId: RoundId;
}

/** The names beside the figures, for whoever shows the table. */
export interface StoredField extends StandingsField {
  readonly debates: readonly StoredDebate[];
  readonly teams: readonly NamedTeam[];
  readonly speakers: readonly NamedSpeaker[];
}

export interface NamedTeam extends StandingsTeam {
  readonly name: string;
  readonly longName: string;
}

export interface NamedSpeaker {
  readonly id: PersonId;
  readonly team: TeamId;
  readonly name: string;
  readonly isAnonymous: boolean;
}

/** What of a tournament is needed. */
export interface FieldWish {
  /** False: no speeches, which are two thirds of all there is to read; tables of teams rarely look at them. */
  readonly withSpeeches?: boolean;
}

/**
 * All that the standings of a tournament are computed from: teams and speakers by name, every preliminary debate with its confirmed result. Five queries
 * in one trip, whatever the size; which rounds count is decided by whoever asks.
 */
export async function fieldOf(db: Queryable, tournamentId: TournamentId, { withSpeeches = true }: FieldWish = {}): Promise<StoredField> {
  const [rounds, teamRows, speakerRows, played, speeches] = await Promise.all([
    db.run(roundsQuery, { tournamentId }),
    teams.ofTournament(db, tournamentId),
    teams.speakers(db, tournamentId),
    db.run(playedQuery, { tournamentId }),
    withSpeeches ? db.run(speechesQuery, { tournamentId }) : [],
  ]);
  const speechesBy = Map.groupBy(speeches, (speech) => `${speech.ballotId} ${speech.team}`);
  const debates = [...Map.groupBy(played, (row) => row.debateId).values()].flatMap((rows): StoredDebate[] => {
    const [first] = rows;
    if (!first) return [];
    const { round, roundId, ballotId } = first;
    const teamsOf = rows.map((row) => ({
      ...row,
      hasGhost: row.hasGhost === true,
      speeches: speechesBy.get(`${row.ballotId} ${row.team}`) ?? [],
    }));
    return [{ round, roundId, isConfirmed: ballotId !== null, teams: teamsOf }];
  });
  return {
    rounds,
    teams: teamRows.map((team) => ({ id: team.id, institution: team.institutionId, name: team.name, longName: team.longName })),
    speakers: speakerRows.map(({ id, teamId, name, isAnonymous }) => ({ id, team: teamId, name, isAnonymous })),
    debates,
  };
}
