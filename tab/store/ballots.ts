import type { Queryable } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { Ballot } from '../rules/ballots/ballot.ts';
import type { BallotId, DebateId, PersonId, RoundId, TeamId } from '../rules/ids.ts';
import { insertMany } from './bulk.ts';
import type { Schema } from './schema.ts';

const query = compiled<Schema>();

/** One version of a debate's result, with who brought it and who confirmed it. */
export interface BallotRow {
  readonly id: BallotId;
  readonly debateId: DebateId;
  readonly version: number;
  readonly submitterType: 'T' | 'P' | 'A';
  readonly submitter: string;
  readonly content: Ballot;
  readonly intent: string;
  readonly isConfirmed: boolean;
  readonly confirmer: string | null;
  readonly confirmedAt: Date | null;
  readonly isDiscarded: boolean;
  readonly createdAt: Date;
}

const columns = [
  'ballots.id',
  'debate_id as debateId',
  'ballots.version',
  'submitter_type as submitterType',
  'submitter',
  'content',
  'intent',
  'confirmed as isConfirmed',
  'confirmer',
  'confirmed_at as confirmedAt',
  'discarded as isDiscarded',
  'ballots.created_at as createdAt',
] as const;

const byIdQuery = query('ballots.byId', (db, args: { id: BallotId }) =>
  db.selectFrom('ballots').select(columns).where('ballots.id', '=', args.id),
);

export function byId(db: Queryable, id: BallotId): Promise<BallotRow | null> {
  return db.maybeOne(byIdQuery, { id });
}

const ofDebateQuery = query('ballots.ofDebate', (db, args: { debateId: DebateId }) =>
  db.selectFrom('ballots').select(columns).where('debate_id', '=', args.debateId).orderBy('version', 'desc').limit(100),
);

/** Every version of a debate's ballot, the newest first. */
export function ofDebate(db: Queryable, debateId: DebateId): Promise<BallotRow[]> {
  return db.run(ofDebateQuery, { debateId });
}

const ofRoundQuery = query('ballots.ofRound', (db, args: { roundId: RoundId }) =>
  db
    .selectFrom('ballots')
    .innerJoin('debates', 'debates.id', 'ballots.debate_id')
    .select(columns)
    .where('round_id', '=', args.roundId)
    .where('discarded', '=', false)
    .orderBy('ballots.version', 'desc')
    .limit(5000),
);

/** The versions of a round's ballots that nobody threw away, the newest first. */
export function ofRound(db: Queryable, roundId: RoundId): Promise<BallotRow[]> {
  return db.run(ofRoundQuery, { roundId });
}

export interface NewBallot {
  readonly id: BallotId;
  readonly debateId: DebateId;
  readonly submitterType: 'T' | 'P' | 'A';
  readonly submitter: string;
  readonly intent: string;
  readonly content: Ballot;
}

// Text: the next version is counted in the statement that takes it; the caller holds the debate.
export const insertBallot = textQuery<NewBallot, unknown>(
  'ballots.insert',
  `insert into ballots (id, debate_id, version, submitter_type, submitter, intent, content)
   select $6, $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5::jsonb from ballots where debate_id = $1`,
  ({ id, debateId, submitterType, submitter, intent, content }) => [
    debateId,
    submitterType,
    submitter,
    intent,
    JSON.stringify(content),
    id,
  ],
);

const headQuery = textQuery<{ debateId: DebateId }, BallotHead>(
  'ballots.headOf',
  `select coalesce(max(version), 0)::int as "lastVersion", max(id) filter (where confirmed) as "confirmedId",
          max(version) filter (where confirmed) as "confirmedVersion", count(*) filter (where not confirmed and not discarded)::int as drafts
   from ballots where debate_id = $1`,
  ({ debateId }) => [debateId],
);

/** How far the versions of a debate's ballot have come. */
export interface BallotHead {
  readonly lastVersion: number;
  readonly confirmedId: BallotId | null;
  readonly confirmedVersion: number | null;
  /** Versions that are neither confirmed nor thrown away. */
  readonly drafts: number;
}

export function headOf(db: Queryable, debateId: DebateId): Promise<BallotHead> {
  return db.one(headQuery, { debateId });
}

const unconfirmQuery = query('ballots.unconfirm', (db, args: { id: BallotId }) =>
  db.updateTable('ballots').set({ confirmed: false, confirmer: null, confirmed_at: null }).where('id', '=', args.id),
);

export async function unconfirm(tx: Queryable, id: BallotId): Promise<void> {
  await tx.run(unconfirmQuery, { id });
}

const confirmQuery = query('ballots.confirm', (db, args: { id: BallotId; confirmer: string; at: Date }) =>
  db
    .updateTable('ballots')
    .set({ confirmed: true, confirmer: args.confirmer, confirmed_at: args.at })
    .where('id', '=', args.id)
    .where('discarded', '=', false)
    .returning('id'),
);

/**
 * Makes this version the debate's result; false when it was thrown away. A DatabaseFault on `one_confirmed_ballot` says that another version
 * was first.
 */
export async function confirm(tx: Queryable, ballot: { id: BallotId; confirmer: string; at: Date }): Promise<boolean> {
  return (await tx.maybeOne(confirmQuery, ballot)) !== null;
}

const discardQuery = query('ballots.discard', (db, args: { id: BallotId }) =>
  db.updateTable('ballots').set({ discarded: true }).where('id', '=', args.id).where('confirmed', '=', false).returning('id'),
);

/** Throws a version away; it stays in the history. False when it is the confirmed one. */
export async function discard(tx: Queryable, id: BallotId): Promise<boolean> {
  return (await tx.maybeOne(discardQuery, { id })) !== null;
}

/** What a version gives each team, computed from its content when it is saved. */
export interface TeamScoreRow {
  readonly team_id: TeamId;
  readonly side: number;
  readonly points: number | null;
  readonly win: boolean | null;
  readonly margin: number | null;
  readonly score: number | null;
  readonly votes_given: number | null;
  readonly votes_possible: number | null;
  readonly has_ghost: boolean;
}

export interface SpeakerScoreRow {
  readonly team_id: TeamId;
  readonly position: number;
  readonly speaker_id: PersonId;
  readonly score: number;
  readonly rank: number | null;
  readonly ghost: boolean;
}

const insertTeamScores = insertMany('team_scores', [
  'ballot_id',
  'team_id',
  'side',
  'points',
  'win',
  'margin',
  'score',
  'votes_given',
  'votes_possible',
  'has_ghost',
]);
const insertSpeakerScores = insertMany('speaker_scores', ['ballot_id', 'team_id', 'position', 'speaker_id', 'score', 'rank', 'ghost']);

export async function insertScores(
  tx: Queryable,
  ballotId: BallotId,
  scores: { readonly teams: readonly TeamScoreRow[]; readonly speakers: readonly SpeakerScoreRow[] },
): Promise<void> {
  await Promise.all([
    tx.run(insertTeamScores, { rows: scores.teams.map((row) => ({ ...row, ballot_id: ballotId })) }),
    tx.run(insertSpeakerScores, { rows: scores.speakers.map((row) => ({ ...row, ballot_id: ballotId })) }),
  ]);
}
