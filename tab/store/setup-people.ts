import { createHash } from 'node:crypto';
import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import { linkHash, newLinkToken } from '#kit/http/private-link.ts';
import type { PersonId, RoundId, TeamId } from '../rules/ids.ts';
import { insertMany } from './bulk.ts';
import { insertLinks } from './people.ts';

/** A new person's private link. */
export async function giveLink(tx: Queryable, personId: PersonId): Promise<void> {
  const token = newLinkToken();
  await tx.run(insertLinks, { rows: [{ link_hash: linkHash(token), person_id: personId, url_key: token }] });
}

/** Eight digits that stand for a person where names are hidden; of different people different ones. */
export function digitsFor(id: number): string {
  const digits = createHash('sha256').update(`code name ${id}`).digest().readUInt32BE() % 100_000_000;
  return String(digits).padStart(8, '0');
}

const lastPlaceQuery = textQuery<{ teamId: number }, { seq: number }>(
  'setup.lastSpeaker',
  'select coalesce(max(seq), 0) as seq from speakers where team_id = $1',
  ({ teamId }) => [teamId],
);

/** The place of a speaker who comes last into a team. */
export async function nextSpeakerPlace(tx: Queryable, teamId: number): Promise<number> {
  return (await tx.one(lastPlaceQuery, { teamId })).seq + 1;
}

const teamOfQuery = textQuery<{ id: number }, { teamId: TeamId; seq: number }>(
  'setup.teamOfSpeaker',
  'select team_id as "teamId", seq from speakers where id = $1',
  ({ id }) => [id],
);

export function teamOfSpeaker(tx: Queryable, id: number): Promise<{ teamId: TeamId; seq: number }> {
  return tx.one(teamOfQuery, { id });
}

const scoreQuery = textQuery<{ id: number }, { score: number }>(
  'setup.baseScore',
  'select base_score as score from adjudicators where id = $1',
  ({ id }) => [id],
);

export async function baseScore(tx: Queryable, id: number): Promise<number> {
  return (await tx.one(scoreQuery, { id })).score;
}

const insertScores = insertMany('base_scores', ['adjudicator_id', 'round_id', 'score']);

/** Puts base scores on record; the round is the one being played, null before the tournament. */
export async function recordScores(
  tx: Queryable,
  scores: readonly { readonly id: PersonId; readonly score: number }[],
  roundId: RoundId | null,
): Promise<void> {
  await tx.run(insertScores, { rows: scores.map(({ id, score }) => ({ adjudicator_id: id, round_id: roundId, score })) });
}

const historyQuery = textQuery<{ id: number }, { round: string | null; score: number; at: Date }>(
  'setup.scoreHistory',
  `select r.name as round, b.score, b.at from base_scores b left join rounds r on r.id = b.round_id where b.adjudicator_id = $1 order by b.id limit 500`,
  ({ id }) => [id],
);

/** Every base score an adjudicator has had, the first one first. */
export function scoreHistory(db: Queryable, id: number): Promise<{ round: string | null; score: number; at: Date }[]> {
  return db.run(historyQuery, { id });
}
