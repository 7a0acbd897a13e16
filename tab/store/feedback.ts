import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { Answers } from '../rules/feedback-questions.ts';
import type { FeedbackSource, ScoredFeedback } from '../rules/feedback.ts';
import type { DebateId, PersonId, RoundId, TeamId, TournamentId } from '../rules/ids.ts';

/** A piece as it is stored, the newest first. */
export interface FeedbackRow {
  readonly id: number;
  readonly debateId: DebateId;
  readonly roundSeq: number;
  readonly round: string;
  readonly targetId: PersonId;
  readonly target: string;
  readonly sourceAdjudicatorId: PersonId | null;
  readonly sourceTeamId: TeamId | null;
  readonly source: string;
  readonly isFromTrainee: boolean;
  readonly version: number;
  readonly score: number;
  readonly comment: string;
  readonly answers: Answers;
  readonly submitterType: 'T' | 'P' | 'A';
  readonly submitter: string;
  readonly createdAt: Date;
  readonly isConfirmed: boolean;
  readonly isIgnored: boolean;
}

const ofTournamentQuery = textQuery<{ tournamentId: TournamentId }, FeedbackRow>(
  'feedback.ofTournament',
  `select f.id, f.debate_id as "debateId", r.seq as "roundSeq", r.name as round, f.adjudicator_id as "targetId", p.name as target,
          f.source_adjudicator_id as "sourceAdjudicatorId", f.source_team_id as "sourceTeamId", coalesce(s.name, t.short_name) as source,
          coalesce(seat.type = 'T', false) as "isFromTrainee", f.version, f.score, f.comment, f.answers,
          f.submitter_type as "submitterType", f.submitter, f.created_at as "createdAt", f.confirmed as "isConfirmed", f.ignored as "isIgnored"
   from feedback f join debates d on d.id = f.debate_id join rounds r on r.id = d.round_id join people p on p.id = f.adjudicator_id
   left join people s on s.id = f.source_adjudicator_id left join teams t on t.id = f.source_team_id
   left join debate_adjudicators seat on seat.debate_id = f.debate_id and seat.adjudicator_id = f.source_adjudicator_id
   where r.tournament_id = $1 order by f.id desc limit 20000`,
  ({ tournamentId }) => [tournamentId],
);

export function ofTournament(db: Queryable, tournamentId: TournamentId): Promise<FeedbackRow[]> {
  return db.run(ofTournamentQuery, { tournamentId });
}

/** A piece to be stored. */
export interface NewFeedback {
  readonly debateId: DebateId;
  readonly source: FeedbackSource;
  readonly target: PersonId;
  readonly score: number;
  readonly comment: string;
  readonly answers: Answers;
  /** T the tab room, P a participant, A a program. */
  readonly submitterType: 'T' | 'P' | 'A';
  readonly submitter: string;
  readonly intent: string;
}

const sourceOf = ({ kind, id }: FeedbackSource): [PersonId | null, TeamId | null] => (kind === 'team' ? [null, id] : [id, null]);

const retireQuery = textQuery<Pick<NewFeedback, 'debateId' | 'source'> & { target: PersonId | null }, unknown>(
  'feedback.retire',
  `update feedback set confirmed = false
   where debate_id = $1 and source_adjudicator_id is not distinct from $2 and source_team_id is not distinct from $3
     and ($4::int is null or adjudicator_id = $4) and confirmed`,
  ({ debateId, source, target }) => [debateId, ...sourceOf(source), target],
);

/** What the source said before in this debate, of this adjudicator or of anybody, counts no more. */
export async function retire(
  tx: Queryable,
  piece: Pick<NewFeedback, 'debateId' | 'source'> & { readonly target: PersonId | null },
): Promise<void> {
  await tx.run(retireQuery, piece);
}

const insertQuery = textQuery<NewFeedback, { id: number; version: number }>(
  'feedback.insert',
  `insert into feedback (debate_id, source_adjudicator_id, source_team_id, adjudicator_id, score, comment, submitter, intent, answers, submitter_type, version)
   select $1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, 1 + coalesce(max(version), 0) from feedback
   where debate_id = $1 and source_adjudicator_id is not distinct from $2 and source_team_id is not distinct from $3
   returning id, version`,
  (one) => [
    one.debateId,
    ...sourceOf(one.source),
    one.target,
    one.score,
    one.comment,
    one.submitter,
    one.intent,
    JSON.stringify(one.answers),
    one.submitterType,
  ],
);

/** A DatabaseFault on `one_piece_an_intent` says that this form was sent before. */
export async function insert(tx: Queryable, piece: NewFeedback): Promise<number> {
  return (await tx.one(insertQuery, piece)).id;
}

const byIntentQuery = textQuery<{ intent: string }, { id: number }>(
  'feedback.byIntent',
  'select id from feedback where intent = $1',
  ({ intent }) => [intent],
);

/** The piece that a form brought when it was sent before. */
export async function idOfIntent(db: Queryable, intent: string): Promise<number | null> {
  return (await db.maybeOne(byIntentQuery, { intent }))?.id ?? null;
}

const byIdQuery = textQuery<{ tournamentId: TournamentId; id: number }, StoredPiece>(
  'feedback.byId',
  `select f.id, f.debate_id as "debateId", f.source_adjudicator_id as "sourceAdjudicatorId", f.source_team_id as "sourceTeamId",
          f.adjudicator_id as "targetId", f.confirmed as "isConfirmed"
   from feedback f join debates d on d.id = f.debate_id join rounds r on r.id = d.round_id where f.id = $2 and r.tournament_id = $1`,
  ({ tournamentId, id }) => [tournamentId, id],
);

type StoredPiece = Pick<FeedbackRow, 'id' | 'debateId' | 'sourceAdjudicatorId' | 'sourceTeamId' | 'targetId' | 'isConfirmed'>;

/** A piece of the tournament, or null. */
export function byId(db: Queryable, wish: { readonly tournamentId: TournamentId; readonly id: number }): Promise<StoredPiece | null> {
  return db.maybeOne(byIdQuery, wish);
}

const setConfirmedQuery = textQuery<{ id: number; isConfirmed: boolean }, unknown>(
  'feedback.setConfirmed',
  'update feedback set confirmed = $2 where id = $1',
  ({ id, isConfirmed }) => [id, isConfirmed],
);

/** The caller has retired what the piece replaces. */
export async function setConfirmed(tx: Queryable, change: { readonly id: number; readonly isConfirmed: boolean }): Promise<void> {
  await tx.run(setConfirmedQuery, change);
}

const ignoreQuery = textQuery<{ tournamentId: TournamentId; id: number; isIgnored: boolean }, { id: number }>(
  'feedback.ignore',
  `update feedback f set ignored = $3 from debates d join rounds r on r.id = d.round_id
   where f.id = $2 and d.id = f.debate_id and r.tournament_id = $1 returning f.id`,
  ({ tournamentId, id, isIgnored }) => [tournamentId, id, isIgnored],
);

/** False when there is no such piece in the tournament. */
export async function setIgnored(
  tx: Queryable,
  wish: { readonly tournamentId: TournamentId; readonly id: number; readonly isIgnored: boolean },
): Promise<boolean> {
  return (await tx.run(ignoreQuery, wish)).length > 0;
}

type ScoreRow = ScoredFeedback & { readonly adjudicatorId: PersonId };

const scoresQuery = textQuery<{ tournamentId: TournamentId }, ScoreRow>(
  'feedback.scores',
  `select f.adjudicator_id as "adjudicatorId", f.score, f.confirmed as "isConfirmed", f.ignored as "isIgnored",
          coalesce(seat.type = 'T', false) as "isFromTrainee"
   from feedback f join people p on p.id = f.adjudicator_id
   left join debate_adjudicators seat on seat.debate_id = f.debate_id and seat.adjudicator_id = f.source_adjudicator_id
   where p.tournament_id = $1 and f.confirmed limit 20000`,
  ({ tournamentId }) => [tournamentId],
);

/** Every piece that was not replaced, by whom it is about. */
export async function scores(db: Queryable, tournamentId: TournamentId): Promise<Map<PersonId, ScoredFeedback[]>> {
  return Map.groupBy(await db.run(scoresQuery, { tournamentId }), ({ adjudicatorId }) => adjudicatorId);
}

const weightQuery = textQuery<{ roundId: RoundId }, { weight: number }>(
  'feedback.weight',
  'select feedback_weight as weight from rounds where id = $1',
  ({ roundId }) => [roundId],
);

/** How much feedback counts in a round, from 0 to 1. */
export async function weightIn(db: Queryable, roundId: RoundId): Promise<number> {
  return (await db.one(weightQuery, { roundId })).weight;
}
