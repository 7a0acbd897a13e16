import type { Queryable } from '#kit/db/connect.ts';
import { scoreRows } from '../round/ballot-scores.ts';
import { breakFrom, remarksByHand } from '../round/break.ts';
import { standingsFrom } from '../round/standings.ts';
import { ballotKind } from '../rules/ballots/ballot.ts';
import { ballotRoom } from '../rules/ballots/room.ts';
import { sheetRule } from '../rules/ballots/scoresheet.ts';
import { isBye, type Debate } from '../rules/debate.ts';
import type { BallotId, CategoryId, PersonId, TeamId } from '../rules/ids.ts';
import { decideBallot } from '../rules/results/result.ts';
import type { Round } from '../rules/round.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as ballots from '../store/ballots.ts';
import type { BallotRow } from '../store/ballots.ts';
import * as breaks from '../store/breaks.ts';
import * as debates from '../store/debates.ts';
import { storedScores, type StoredScores } from '../store/recount.ts';
import * as rounds from '../store/rounds.ts';
import { inSnapshot } from '../store/snapshot.ts';
import { fieldOf, type StoredDebate, type StoredField } from '../store/standings.ts';
import type { Tab } from '../tab.ts';
import { breakDifferences, resultDifferences, standingsDifferences } from './recount-differences.ts';

/** What was found when everything was counted again. */
export interface Recount {
  readonly slug: string;
  /** How many confirmed ballots were counted. */
  readonly ballots: number;
  /** Sentences; none when what is stored is what the ballots give. */
  readonly differences: readonly string[];
}

/** A debate with its confirmed ballot, what is stored of its result, and what the rules make of it. */
export interface CountedDebate {
  readonly round: Round;
  readonly debate: Debate;
  readonly ballot: Pick<BallotRow, 'id' | 'content'> | null;
  readonly stored: StoredScores;
  /** Null: the ballot does not fit its debate any more, or there is none. */
  readonly counted: StoredScores | null;
}

/** All of a tournament that a recount looks at. */
export interface StoredEvent {
  readonly tournament: Tournament;
  readonly all: readonly Round[];
  readonly field: StoredField;
  /** By confirmed ballot. */
  readonly scores: ReadonlyMap<BallotId, StoredScores>;
  readonly drawn: readonly Drawn[];
  readonly breaks: Lists;
}

/** Counts every confirmed ballot again by the rules, and the standings from that, and compares with what is stored. Changes nothing. */
export async function recount({ db }: Pick<Tab, 'db'>, tournament: Tournament): Promise<Recount> {
  return recountEvent(await inSnapshot(db, (tx) => readStored(tx, tournament)));
}

/** The same for a tournament that was read already, wherever from. */
export function recountEvent(event: StoredEvent): Recount {
  const { tournament, all, breaks: lists } = event;
  const counted = countedAgain(event);
  const before = standingsFrom(event.field, tournament);
  const fieldNow = fieldAgain(event.field, counted);
  return {
    slug: tournament.slug,
    ballots: counted.filter(({ ballot }) => ballot !== null).length,
    differences: [
      ...counted.flatMap(resultDifferences),
      ...standingsDifferences(before, standingsFrom(fieldNow, tournament)),
      ...breaksAgain({ tournament, all, field: fieldNow }, lists),
    ],
  };
}

/** The field that the tournament's confirmed ballots give, counted anew. */
export function recountedField(event: StoredEvent): StoredField {
  return fieldAgain(event.field, countedAgain(event));
}

function countedAgain({ tournament, all, field, scores, drawn }: StoredEvent): CountedDebate[] {
  const rosters = Map.groupBy(field.speakers, ({ team }) => team);
  return drawn.map(({ round, debate, ballot }): CountedDebate => {
    const stored = (ballot && scores.get(ballot.id)) ?? { teams: [], speakers: [] };
    return { round, debate, ballot, stored, counted: ballot && countAgain({ round, debate, ballot }, { tournament, all, rosters }) };
  });
}

async function readStored(tx: Queryable, tournament: Tournament): Promise<StoredEvent> {
  const { id } = tournament;
  const [all, field, scores] = await Promise.all([rounds.ofTournament(tx, id), fieldOf(tx, id), storedScores(tx, id)]);
  const [categories, eligibility, breaking] = await Promise.all([
    breaks.categories(tx, id),
    breaks.eligibility(tx, id),
    breaks.breaking(tx, id),
  ]);
  return {
    tournament,
    all,
    field,
    scores,
    breaks: { categories, eligibility, breaking },
    drawn: (await Promise.all(all.map((round) => roomsOf(tx, round)))).flat(),
  };
}

export interface Lists {
  readonly categories: readonly breaks.CategoryRow[];
  readonly eligibility: readonly { readonly categoryId: CategoryId; readonly teamId: TeamId }[];
  readonly breaking: readonly breaks.BreakingRow[];
}

/** Makes the break again, where it was made, and compares. */
function breaksAgain(
  facts: { readonly tournament: Tournament; readonly all: readonly Round[]; readonly field: StoredField },
  { categories, eligibility, breaking }: Lists,
): string[] {
  if (breaking.length === 0) return [];
  const { rows } = breakFrom({ ...facts, categories, eligibility }, remarksByHand(breaking, undefined));
  return breakDifferences(breaking, rows, categories);
}

export interface Drawn {
  readonly round: Round;
  readonly debate: Debate;
  /** The confirmed one; nobody asks for more of it than its id and what was written. */
  readonly ballot: Pick<BallotRow, 'id' | 'content'> | null;
}

async function roomsOf(tx: Queryable, round: Round): Promise<Drawn[]> {
  const [all, versions] = await Promise.all([debates.ofRound(tx, round.id), ballots.ofRound(tx, round.id)]);
  const confirmed = new Map(versions.filter(({ isConfirmed }) => isConfirmed).map((ballot) => [ballot.debateId, ballot]));
  return all.map((debate) => ({ round, debate, ballot: confirmed.get(debate.id) ?? null }));
}

interface Event {
  readonly tournament: Tournament;
  readonly all: readonly Round[];
  readonly rosters: ReadonlyMap<TeamId, readonly { readonly id: PersonId }[]>;
}

function countAgain(
  { round, debate, ballot }: Drawn & { readonly ballot: Pick<BallotRow, 'content'> },
  { tournament, all, rosters }: Event,
): StoredScores | null {
  if (isBye(debate)) return byeScores(debate);
  const { settings } = tournament;
  const room = ballotRoom({
    debate,
    round,
    rounds: all,
    rosters: debate.teams.map((team) => (rosters.get(team.id) ?? []).map(({ id }) => id)),
  });
  const kind = ballotKind(room, settings);
  const decision = decideBallot(ballot.content, room, settings);
  if (kind === null || decision.kind !== 'decided') return null;
  return scoreRows({ debate, rule: sheetRule(room, kind, settings) }, ballot.content, decision.result);
}

/** A team that sits out takes a win and its point where the settings said so at the draw. */
function byeScores({ teams }: Debate): StoredScores {
  const none = { margin: null, score: null, votes_given: null, votes_possible: null, has_ghost: false };
  return { teams: teams.map((team) => ({ team_id: team.id, side: team.side, points: 1, win: true, ...none })), speakers: [] };
}

/** The field with every result counted again; names, rounds and order stay. */
function fieldAgain(field: StoredField, counted: readonly CountedDebate[]): StoredField {
  const preliminary = counted.filter(({ round }) => round.stage === 'P');
  return { ...field, debates: preliminary.map(playedAgain) };
}

function playedAgain({ round, debate, ballot, counted }: CountedDebate): StoredDebate {
  return {
    round: round.seq,
    roundId: round.id,
    isConfirmed: ballot !== null,
    teams: debate.teams.map(({ id, side, flags }) => ({
      team: id,
      side,
      flags,
      ...takenBy(counted, id),
      speeches: speechesOf(counted, id),
    })),
  };
}

type Taken = Omit<StoredDebate['teams'][number], 'team' | 'side' | 'flags' | 'speeches'>;
const nothing: Taken = { points: null, win: null, margin: null, score: null, votesGiven: null, votesPossible: null, hasGhost: false };

/** What a team took from a debate, as the standings read it. */
export function takenBy(counted: StoredScores | null, team: TeamId): Taken {
  const row = counted?.teams.find(({ team_id }) => team_id === team);
  if (row === undefined) return nothing;
  const { points, win, margin, score, votes_given: votesGiven, votes_possible: votesPossible, has_ghost: hasGhost } = row;
  return { points, win, margin, score, votesGiven, votesPossible, hasGhost };
}

/** The speeches of a team in a debate, likewise. */
export function speechesOf(counted: StoredScores | null, team: TeamId): StoredDebate['teams'][number]['speeches'] {
  const own = counted?.speakers.filter((row) => row.team_id === team) ?? [];
  return own.map(({ speaker_id, position, score, ghost, rank }) => ({ speaker: speaker_id, position, score, isGhost: ghost, rank }));
}
