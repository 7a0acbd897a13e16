import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { PersonId, RoundId, TeamId, TournamentId } from '../rules/ids.ts';
import type { PlayedDebate, PlayedSpeech, PlayedTeam, StandingsField, StandingsTeam } from '../rules/standings/field.ts';
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

interface OfTournament {
  readonly tournamentId: TournamentId;
}

type PlayedRow = readonly [
  debate: number,
  roundId: RoundId,
  round: number,
  ballot: number | null,
  team: TeamId,
  side: number,
  flags: readonly string[],
  points: number | null,
  win: boolean | null,
  margin: number | null,
  score: number | null,
  votesGiven: number | null,
  votesPossible: number | null,
  hasGhost: boolean | null,
  isPostponed: boolean,
];

// Text, as the next: thousands of rows of short fields travel as one list of JSON, which costs the process a third of what rows do.
const playedQuery = textQuery<OfTournament, { rows: readonly PlayedRow[] | null }>(
  'standings.playedList',
  `select json_agg(json_build_array(d.id, r.id, r.seq, b.id, dt.team_id, dt.side, dt.flags, s.points, s.win, s.margin, s.score,
     s.votes_given, s.votes_possible, s.has_ghost, d.result_status = 'P') order by r.seq, d.id, dt.side) as rows
   from rounds r join debates d on d.round_id = r.id join debate_teams dt on dt.debate_id = d.id
     left join ballots b on b.debate_id = d.id and b.confirmed
     left join team_scores s on s.ballot_id = b.id and s.team_id = dt.team_id
   where r.tournament_id = $1 and r.stage = 'P'`,
  ({ tournamentId }) => [tournamentId],
);

type SpeechRow = readonly [
  ballot: number,
  team: TeamId,
  speaker: PersonId,
  position: number,
  score: number,
  rank: number | null,
  isGhost: boolean,
];

const speechesQuery = textQuery<OfTournament, { rows: readonly SpeechRow[] | null }>(
  'standings.speechList',
  `select json_agg(json_build_array(b.id, s.team_id, s.speaker_id, s.position, s.score, s.rank, s.ghost) order by s.position) as rows
   from rounds r join debates d on d.round_id = r.id join ballots b on b.debate_id = d.id and b.confirmed
     join speaker_scores s on s.ballot_id = b.id
   where r.tournament_id = $1 and r.stage = 'P'`,
  ({ tournamentId }) => [tournamentId],
);

/** A debate of the field, with where it came from. */
export interface StoredDebate extends PlayedDebate {
  readonly roundId: RoundId;
  /** Held later, so that the next round does not wait for it. */
  readonly isPostponed?: boolean;
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
  /** False: neither speakers nor speeches, which are most of what there is to read; tables of teams rarely look at them. */
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
    withSpeeches ? teams.speakers(db, tournamentId) : [],
    db.one(playedQuery, { tournamentId }),
    withSpeeches ? db.one(speechesQuery, { tournamentId }) : { rows: null },
  ]);
  return {
    rounds,
    teams: namedTeams(teamRows),
    speakers: speakerRows.map(({ id, teamId, name, isAnonymous }) => ({ id, team: teamId, name, isAnonymous })),
    debates: debatesOf(played.rows ?? [], speechesBy(speeches.rows ?? [])),
  };
}

/** Teams as standings look at them. Divisions get numbers, in order of their names. */
export function namedTeams(rows: readonly teams.TeamRow[]): NamedTeam[] {
  const names = [...new Set(rows.map(({ division }) => division))].filter((name) => name !== '').sort();
  const numbers = new Map(names.map((name, index) => [name, index]));
  return rows.map(({ id, institutionId, name, longName, division }) => ({
    id,
    institution: institutionId,
    name,
    longName,
    division: numbers.get(division) ?? null,
  }));
}

type Speeches = ReadonlyMap<number, ReadonlyMap<TeamId, readonly PlayedSpeech[]>>;

/** By ballot and team, in order of position. */
function speechesBy(rows: readonly SpeechRow[]): Speeches {
  const ballots = new Map<number, Map<TeamId, PlayedSpeech[]>>();
  for (const [ballot, team, speaker, position, score, rank, isGhost] of rows) {
    const sheets = ballots.get(ballot) ?? new Map<TeamId, PlayedSpeech[]>();
    ballots.set(ballot, sheets);
    const speech = { speaker, position, score, rank, isGhost };
    const own = sheets.get(team);
    if (own === undefined) sheets.set(team, [speech]);
    else own.push(speech);
  }
  return ballots;
}

const silence: readonly PlayedSpeech[] = [];

/** The rows of a debate follow one another. */
function debatesOf(rows: readonly PlayedRow[], speeches: Speeches): StoredDebate[] {
  const debates: (StoredDebate & { readonly teams: PlayedTeam[] })[] = [];
  let last: number | null = null;
  for (const [debate, roundId, round, ballot, team, side, flags, ...row] of rows) {
    const [points, win, margin, score, votesGiven, votesPossible, hasGhost, isPostponed] = row;
    if (debate !== last) debates.push({ round, roundId, isConfirmed: ballot !== null, isPostponed, teams: [] });
    last = debate;
    const own = ballot === null ? silence : (speeches.get(ballot)?.get(team) ?? silence);
    const result = { points, win, margin, score, votesGiven, votesPossible, hasGhost: hasGhost === true };
    debates.at(-1)?.teams.push({ team, side, flags, ...result, speeches: own });
  }
  return debates;
}
