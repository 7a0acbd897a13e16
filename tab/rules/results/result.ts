import { invariant } from '#kit/errors/invariant.ts';
import { ballotKind, validateBallot, type Ballot, type BallotKind, type BallotRoom } from '../ballots/ballot.ts';
import type { BallotFault } from '../ballots/ballot-fault.ts';
import {
  positions,
  sheetRule,
  sheetVerdict,
  thousandths,
  type Scoresheet,
  type SheetRule,
  type SheetVerdict,
} from '../ballots/scoresheet.ts';
import type { Settings } from '../settings.ts';
import { advancingSides, majority } from './majority.ts';

/** What one side takes from a debate; null where the format does not define it. */
export interface SideResult {
  readonly points: number | null;
  /** From 1; BP and other rooms with places only. */
  readonly place: number | null;
  readonly win: boolean;
  readonly score: number | null;
  /** Own score less the other's: negative for the loser, and for a low-point winner. */
  readonly margin: number | null;
  readonly votesGiven: number | null;
  readonly votesPossible: number | null;
  readonly hasGhost: boolean;
  /** Score by position, replies last; empty without scores. */
  readonly speeches: readonly number[];
}

export interface DebateResult {
  /** In order of side. */
  readonly sides: readonly SideResult[];
  /** The side that won by votes; null where one sheet stands for the room. */
  readonly winningSide: number | null;
  /** Who voted against the decision, in panel order; null where one sheet stands for the room. */
  readonly split: readonly boolean[] | null;
  /** What each adjudicator's sheet says, in panel order; null where one sheet stands for the room. */
  readonly sheets: readonly SheetVerdict[] | null;
  /** The votes were equal: put it on record that the chair's decided. */
  readonly isChairsCastingVote: boolean;
}

export type Decision =
  | { readonly kind: 'decided'; readonly result: DebateResult }
  | { readonly kind: 'invalid'; readonly isComplete: boolean; readonly faults: readonly BallotFault[] }
  /** Rooms of this size cannot have a ballot per adjudicator: the organiser must change the settings. */
  | { readonly kind: 'contradiction' };

/** Decides a debate from its ballot (spec tab §5.2, §5.3), or says what keeps it from being confirmed. */
export function decideBallot(ballot: Ballot, room: BallotRoom, settings: Settings): Decision {
  const kind = ballotKind(room, settings);
  if (kind === null) return { kind: 'contradiction' };
  const faults = validateBallot(ballot, room, settings);
  if (faults.length > 0) return { kind: 'invalid', isComplete: faults.every((fault) => fault.code !== 'missing'), faults };
  return { kind: 'decided', result: debateResult(ballot, room, { kind, settings }) };
}

interface Frame {
  readonly kind: BallotKind;
  readonly settings: Settings;
}

function debateResult(ballot: Ballot, room: BallotRoom, { kind, settings }: Frame): DebateResult {
  if (ballot.forfeit !== null) return forfeitResult(ballot.forfeit);
  const rule = sheetRule(room, kind, settings);
  const verdicts = ballot.sheets.map((sheet) => sheetVerdict(sheet, rule));
  const debate = { ballot, room, settings, rule, verdicts };
  return kind.by === 'debate' ? consensusResult(debate) : votedResult(debate);
}

interface Debate {
  readonly ballot: Ballot;
  readonly room: BallotRoom;
  readonly settings: Settings;
  readonly rule: SheetRule;
  readonly verdicts: readonly SheetVerdict[];
}

/** One sheet stands for the room: it is the result. */
function consensusResult(debate: Debate): DebateResult {
  const [verdict] = debate.verdicts;
  invariant(verdict !== undefined, 'a valid consensus ballot has one sheet');
  const shares = sideShares(debate, debate.ballot.sheets);
  const sides = shares.map((share, side): SideResult => {
    const win = verdict.winners.includes(side);
    const place = verdict.places?.[side] ?? null;
    return { ...share, points: consensusPoints({ win, place }, debate.room), place, win, votesGiven: null, votesPossible: null };
  });
  return { sides, winningSide: null, split: null, sheets: null, isChairsCastingVote: false };
}

function consensusPoints(side: { win: boolean; place: number | null }, room: BallotRoom): number | null {
  if (side.place !== null) return room.teams - side.place;
  return room.teams === 2 ? Number(side.win) : null;
}

/** Every voting adjudicator has a sheet of their own. */
function votedResult(debate: Debate): DebateResult {
  const { room, verdicts, rule } = debate;
  const voters = room.panel.filter((role) => role !== 'trainee');
  const chair = voters.indexOf('chair');
  if (room.teams > 2) return severalTeamsResult(debate, chair);
  const decision = majority(
    verdicts.map((verdict) => verdict.winners[0] ?? 0),
    chair,
  );
  const relevant = debate.ballot.sheets.filter((_sheet, index) => debate.settings.margin_includes_dissenters || decision.isMajority[index]);
  const shares = sideShares(debate, rule.hasScores ? relevant : []);
  const sides = shares.map((share, side): SideResult => {
    const win = decision.winner === side;
    return { ...share, points: Number(win), place: null, win, votesGiven: decision.votes[side] ?? 0, votesPossible: verdicts.length };
  });
  const { winner: winningSide, isMajority, isChairsCastingVote } = decision;
  return { sides, winningSide, split: panelSplit(room, isMajority), sheets: verdicts, isChairsCastingVote };
}

/** Public speaking: scores are averaged and nobody wins; without scores, the adjudicators' ticks say who goes on. */
function severalTeamsResult(debate: Debate, chair: number): DebateResult {
  const { room, rule, verdicts } = debate;
  const winners = rule.hasScores
    ? []
    : advancingSides(
        verdicts.map((verdict) => verdict.winners),
        { teams: room.teams, advancing: rule.advancing, chair },
      );
  const sides = sideShares(debate, debate.ballot.sheets).map((share, side): SideResult => {
    return { ...share, points: null, place: null, win: winners.includes(side), votesGiven: null, votesPossible: null };
  });
  const agrees = verdicts.map((verdict) => rule.hasScores || winners.every((side) => verdict.winners.includes(side)));
  return { sides, winningSide: null, split: panelSplit(room, agrees), sheets: verdicts, isChairsCastingVote: false };
}

/** Whether each panel member split; trainees never do. */
function panelSplit(room: BallotRoom, isMajority: readonly boolean[]): boolean[] {
  let voter = 0;
  return room.panel.map((role) => {
    if (role === 'trainee') return false;
    voter += 1;
    return isMajority[voter - 1] === false;
  });
}

type Share = Pick<SideResult, 'score' | 'margin' | 'hasGhost' | 'speeches'>;

/** Scores of each side, averaged over the sheets that count. Means are taken of exact sums. */
function sideShares(debate: Debate, sheets: readonly Scoresheet[]): Share[] {
  const { room, rule, ballot } = debate;
  const ghosts = Array.from({ length: room.teams }, (_team, side) => (ballot.speeches[side] ?? []).map((speech) => speech.isGhost));
  const hasGhost = ghosts.map((side) => side.includes(true));
  if (!rule.hasScores) return hasGhost.map((ghost) => ({ score: null, margin: null, hasGhost: ghost, speeches: [] }));
  const sums = hasGhost.map((_ghost, side) => positionSums(sheets, side, positions(rule)));
  const counts = (side: number, position: number): boolean =>
    debate.settings.teamscore_includes_ghosts || ghosts[side]?.[position] !== true;
  const totals = sums.map((scores, side) => scores.reduce((sum, score, position) => sum + (counts(side, position) ? score : 0), 0));
  const mean = (sum: number): number => sum / sheets.length / 1000;
  return sums.map((scores, side) => ({
    score: mean(totals[side] ?? 0),
    margin: room.teams === 2 ? mean((totals[side] ?? 0) - (totals[1 - side] ?? 0)) : null,
    hasGhost: hasGhost[side] ?? false,
    speeches: scores.map(mean),
  }));
}

function positionSums(sheets: readonly Scoresheet[], side: number, speeches: number): number[] {
  return Array.from({ length: speeches }, (_speech, position) =>
    sheets.reduce((sum, sheet) => sum + thousandths(sheet.scores[side]?.[position] ?? 0), 0),
  );
}

/** The other side gets the win and the point; there are no scores, and nobody has spoken. */
function forfeitResult(forfeiting: number): DebateResult {
  const sides = [0, 1].map((side): SideResult => {
    const win = side !== forfeiting;
    return {
      points: Number(win),
      place: null,
      win,
      score: null,
      margin: null,
      votesGiven: null,
      votesPossible: null,
      hasGhost: false,
      speeches: [],
    };
  });
  return { sides, winningSide: 1 - forfeiting, split: null, sheets: null, isChairsCastingVote: false };
}
