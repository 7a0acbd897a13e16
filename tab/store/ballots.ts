import type { Queryable, Transaction } from '#kit/db/connect.ts';
import { compiled, textQuery } from '#kit/db/query.ts';
import type { Ballot } from '../rules/ballots/ballot.ts';
import type { BallotId, DebateId, MotionId, PersonId, RoundId, TeamId, TournamentId } from '../rules/ids.ts';
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
  /** Whose each sheet is, in the order of the sheets; empty where one stands for the room. */
  readonly sheetOwners: readonly PersonId[];
  /** It stands for one adjudicator of a panel whose members each send their own. */
  readonly isSingle: boolean;
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
  'sheet_owners as sheetOwners',
  'single_adjudicator as isSingle',
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
  readonly sheetOwners: readonly PersonId[];
  readonly isSingle: boolean;
}

// Text: the next version is counted in the statement that takes it; the caller holds the debate.
export const insertBallot = textQuery<NewBallot, unknown>(
  'ballots.insert',
  `insert into ballots (id, debate_id, version, submitter_type, submitter, intent, content, sheet_owners, single_adjudicator)
   select $6, $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5::jsonb, $7, $8 from ballots where debate_id = $1`,
  ({ id, debateId, submitterType, submitter, intent, content, sheetOwners, isSingle }) => [
    debateId,
    submitterType,
    submitter,
    intent,
    JSON.stringify(content),
    id,
    sheetOwners,
    isSingle,
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

export const unconfirmQuery = query('ballots.unconfirm', (db, args: { id: BallotId }) =>
  db.updateTable('ballots').set({ confirmed: false, confirmer: null, confirmed_at: null }).where('id', '=', args.id),
);

export async function unconfirm(tx: Queryable, id: BallotId): Promise<void> {
  await tx.run(unconfirmQuery, { id });
}

export const confirmQuery = query('ballots.confirm', (db, args: { id: BallotId; confirmer: string; at: Date }) =>
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

/** In the trip of the commit. */
export function queueScores(
  tx: Transaction,
  ballotId: BallotId,
  scores: { readonly teams: readonly TeamScoreRow[]; readonly speakers: readonly SpeakerScoreRow[] },
): void {
  tx.queue(insertTeamScores, { rows: scores.teams.map((row) => ({ ...row, ballot_id: ballotId })) });
  tx.queue(insertSpeakerScores, { rows: scores.speakers.map((row) => ({ ...row, ballot_id: ballotId })) });
}

const singlesQuery = textQuery<{ debateId: DebateId }, { submitter: string; content: Ballot }>(
  'ballots.singles',
  `select distinct on (submitter) submitter, content from ballots
   where debate_id = $1 and single_adjudicator and not discarded order by submitter, version desc`,
  ({ debateId }) => [debateId],
);

/** The newest ballot of each adjudicator who sent one for themselves, by `person:<id>`. */
export async function singlesOf(db: Queryable, debateId: DebateId): Promise<Map<string, Ballot>> {
  return new Map((await db.run(singlesQuery, { debateId })).map(({ submitter, content }) => [submitter, content]));
}

const openQuery = textQuery<{ roundId: RoundId }, { open: number; debates: number }>(
  'ballots.open',
  `select count(*) filter (where result_status not in ('C', 'P'))::int as open, count(*)::int as debates
   from debates where round_id = $1 and bracket >= 0`,
  ({ roundId }) => [roundId],
);

/** How many debates of a round are neither confirmed nor postponed, and how many there are. */
export function openDebates(db: Queryable, roundId: RoundId): Promise<{ open: number; debates: number }> {
  return db.one(openQuery, { roundId });
}

const attachQuery = textQuery<{ roundId: RoundId; motionId: MotionId }, unknown>(
  'ballots.attachMotion',
  `update ballots set content = jsonb_set(content, '{motion}', to_jsonb($2::int))
   from debates where debates.id = debate_id and round_id = $1 and content->'motion' = 'null'::jsonb`,
  ({ roundId, motionId }) => [roundId, motionId],
);

/** The only motion of a round came late: ballots that named none are about it. */
export async function attachMotion(tx: Queryable, place: { roundId: RoundId; motionId: MotionId }): Promise<void> {
  await tx.run(attachQuery, place);
}

// Text: whoever is first has the debate in hand until the time is over; they themselves may take it again.
const claimQuery = textQuery<{ debateId: DebateId; actor: string; now: Date; until: Date }, { actor: string }>(
  'ballots.claim',
  `insert into ballot_claims as c (debate_id, actor, until) values ($1, $2, $4)
   on conflict (debate_id) do update set actor = $2, until = $4 where c.actor = $2 or c.until < $3 returning actor`,
  ({ debateId, actor, now, until }) => [debateId, actor, now, until],
);

/** Takes a debate in hand; false while somebody else has it. */
export async function claim(db: Queryable, wish: { debateId: DebateId; actor: string; now: Date; until: Date }): Promise<boolean> {
  return (await db.maybeOne(claimQuery, wish)) !== null;
}

const claimsQuery = textQuery<{ tournamentId: TournamentId; now: Date }, { debateId: DebateId; actor: string }>(
  'ballots.claims',
  `select debate_id as "debateId", actor from ballot_claims c join debates d on d.id = c.debate_id join rounds r on r.id = d.round_id
   where r.tournament_id = $1 and until > $2`,
  ({ tournamentId, now }) => [tournamentId, now],
);

/** Who has which debate in hand. */
export async function claimsOf(db: Queryable, tournamentId: TournamentId, now: Date): Promise<Map<DebateId, string>> {
  return new Map((await db.run(claimsQuery, { tournamentId, now })).map(({ debateId, actor }) => [debateId, actor]));
}

const releaseQuery = query('ballots.releaseClaim', (db, args: { debateId: DebateId; actor: string }) =>
  db.deleteFrom('ballot_claims').where('debate_id', '=', args.debateId).where('actor', '=', args.actor),
);

export async function releaseClaim(db: Queryable, wish: { debateId: DebateId; actor: string }): Promise<void> {
  await db.run(releaseQuery, wish);
}

const ironQuery = textQuery<{ roundIds: readonly RoundId[] }, { teamId: TeamId; roundId: RoundId }>(
  'ballots.ironTeams',
  `select distinct t.team_id as "teamId", d.round_id as "roundId" from team_scores t join ballots b on b.id = t.ballot_id and b.confirmed
   join debates d on d.id = b.debate_id where d.round_id = any($1::int[]) and t.has_ghost`,
  ({ roundIds }) => [roundIds],
);

/** Teams of these rounds in which somebody spoke twice, by the confirmed ballots. */
export function ironTeams(db: Queryable, roundIds: readonly RoundId[]): Promise<{ teamId: TeamId; roundId: RoundId }[]> {
  return db.run(ironQuery, { roundIds });
}
