import type { Queryable } from '#kit/db/connect.ts';
import { compiled } from '#kit/db/query.ts';
import type { DebateId, InstitutionId, PersonId, TeamId, TournamentId } from '../rules/ids.ts';
import { insertMany } from './bulk.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

export interface TeamRow {
  readonly id: TeamId;
  readonly name: string;
  readonly longName: string;
  readonly reference: string;
  readonly institutionId: InstitutionId | null;
  readonly institution: string | null;
  readonly type: 'N' | 'S' | 'C' | 'B';
  readonly seed: number | null;
  /** Where it plays in a league; empty for nowhere. */
  readonly division: string;
}

const ofTournamentQuery = query('teams.ofTournament', (db, args: { tournamentId: TournamentId }) =>
  db
    .selectFrom('teams')
    .leftJoin('institutions', 'institutions.id', 'teams.institution_id')
    .select([
      'teams.id',
      'short_name as name',
      'long_name as longName',
      'reference',
      'institution_id as institutionId',
      'institutions.code as institution',
      'type',
      'seed',
      'division',
    ])
    .where('tournament_id', '=', args.tournamentId)
    .orderBy('short_name')
    .orderBy('teams.id')
    .limit(2000),
);

/** All teams by name. */
export function ofTournament(db: Queryable, tournamentId: TournamentId): Promise<TeamRow[]> {
  return db.run(ofTournamentQuery, { tournamentId });
}

export interface SpeakerRow {
  readonly id: PersonId;
  readonly name: string;
  readonly teamId: TeamId;
  readonly isAnonymous: boolean;
}

const speakerColumns = ['speakers.id', 'people.name', 'team_id as teamId', 'anonymous as isAnonymous'] as const;

const speakersQuery = query('teams.speakers', (db, args: { tournamentId: TournamentId }) =>
  db
    .selectFrom('speakers')
    .innerJoin('people', 'people.id', 'speakers.id')
    .select(speakerColumns)
    .where('tournament_id', '=', args.tournamentId)
    .orderBy('team_id')
    .orderBy('seq')
    .limit(8000),
);

/** All speakers, team by team in roster order. */
export function speakers(db: Queryable, tournamentId: TournamentId): Promise<SpeakerRow[]> {
  return db.run(speakersQuery, { tournamentId });
}

const rostersQuery = query('teams.rosters', (db, args: { debateId: DebateId }) =>
  db
    .selectFrom('debate_teams')
    .innerJoin('speakers', 'speakers.team_id', 'debate_teams.team_id')
    .innerJoin('people', 'people.id', 'speakers.id')
    .select(['speakers.id', 'people.name', 'speakers.team_id as teamId', 'anonymous as isAnonymous'])
    .where('debate_id', '=', args.debateId)
    .orderBy('side')
    .orderBy('speakers.seq')
    .limit(200),
);

/** The speakers of the teams in one debate, side by side in roster order. */
export function rosters(db: Queryable, debateId: DebateId): Promise<SpeakerRow[]> {
  return db.run(rostersQuery, { debateId });
}

export const insertTeams = insertMany('teams', [
  'id',
  'tournament_id',
  'institution_id',
  'reference',
  'short_reference',
  'use_institution_prefix',
  'short_name',
  'long_name',
  'code_name',
  'emoji',
  'seed',
  'type',
]);
export const insertSpeakers = insertMany('speakers', ['id', 'team_id', 'seq']);
export const insertEligibilities = insertMany('break_eligibilities', ['team_id', 'category_id']);

const signsQuery = query('teams.signs', (db, args: { tournamentId: TournamentId }) =>
  db.selectFrom('teams').select(['id', 'emoji']).where('tournament_id', '=', args.tournamentId).limit(2000),
);

/** The emoji of every team; null for a team that has none. */
export function signs(db: Queryable, tournamentId: TournamentId): Promise<{ id: TeamId; emoji: string | null }[]> {
  return db.run(signsQuery, { tournamentId });
}
