import type { Settings } from '../settings.ts';
import { ballotFault, type BallotFault, type BallotFaultCode } from './ballot-fault.ts';
import type { BallotKind, BallotRoom } from './ballot.ts';
import { criteriaFaults, criteriaScore, type ScoreCriterion } from './criteria.ts';
import { speechRankFaults } from './speech-ranks.ts';

/** What one adjudicator, or the panel together, puts on paper; sides count from 0. */
export interface Scoresheet {
  /** By side, then by position; the reply stands last. Empty on ballots without scores. */
  readonly scores: readonly (readonly (number | null)[])[];
  /** By side, substantive position and criterion, where speeches are scored by criteria; the score of each speech is their sum. */
  readonly criteria?: readonly (readonly (readonly (number | null)[])[])[];
  /** By side and substantive position, where speeches are ranked. */
  readonly ranks: readonly (readonly (number | null)[])[];
  /** The sides ticked as winning or advancing. */
  readonly winners: readonly number[];
}

export interface ScoreLimits {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** How the winner of one sheet is found (spec tab §5.2). */
export type WinnerRule = 'higher-total' | 'ticked-and-higher' | 'ticked-and-not-lower' | 'ticked' | 'places' | 'nobody';

/** All that a single sheet is held to. */
export interface SheetRule {
  readonly hasScores: boolean;
  readonly winner: WinnerRule;
  readonly teams: number;
  /** How many sides are ticked. */
  readonly advancing: number;
  readonly substantives: number;
  readonly substantive: ScoreLimits;
  /** Null where there are no replies. */
  readonly reply: ScoreLimits | null;
  /** Null for no limit. */
  readonly maximumMargin: number | null;
  readonly ranks: Settings['speaker_ranks'];
  /** What substantive speeches are scored by; empty where they have one score each. */
  readonly criteria: readonly ScoreCriterion[];
}

/** What a valid sheet says. */
export interface SheetVerdict {
  /** The sides that won or go on; empty where places or nobody decides. */
  readonly winners: readonly number[];
  /** Sum of scores by side, replies and ghosts included; null on sheets without scores. */
  readonly totals: readonly number[] | null;
  /** Place by side, from 1; null where totals make no places. */
  readonly places: readonly number[] | null;
}

/** The rule that sheets of this room are held to. */
export function sheetRule(room: BallotRoom, kind: BallotKind, settings: Settings): SheetRule {
  return {
    hasScores: kind.hasScores,
    winner: winnerRule(room, kind, settings),
    teams: room.teams,
    advancing: room.teams === 2 || room.isLastOfCategory ? 1 : Math.floor(room.teams / 2),
    substantives: settings.substantive_speakers,
    substantive: { min: settings.score_min, max: settings.score_max, step: settings.score_step },
    reply: settings.reply_scores_enabled
      ? { min: settings.reply_score_min, max: settings.reply_score_max, step: settings.reply_score_step }
      : null,
    maximumMargin: settings.maximum_margin > 0 && room.teams === 2 ? settings.maximum_margin : null,
    ranks: kind.hasScores ? settings.speaker_ranks : 'none',
    criteria: kind.hasScores ? (room.criteria ?? []) : [],
  };
}

function winnerRule(room: BallotRoom, kind: BallotKind, settings: Settings): WinnerRule {
  if (!kind.hasScores) return 'ticked';
  if (room.teams > 2) return kind.by === 'adjudicator' ? 'nobody' : 'places';
  const rules = {
    none: 'higher-total',
    'high-points': 'ticked-and-higher',
    'tied-points': 'ticked-and-not-lower',
    'low-points': 'ticked',
  } as const;
  return rules[settings.winners_in_ballots];
}

/** What the sheet says. Only for sheets without faults. */
export function sheetVerdict(sheet: Scoresheet, rule: SheetRule): SheetVerdict {
  const totals = rule.hasScores ? sheetTotals(sheet, rule) : null;
  if (totals === null) return { winners: sheet.winners, totals, places: null };
  const places = totals.map((total) => 1 + totals.filter((other) => other > total).length);
  if (rule.winner === 'places') return { winners: [], totals, places };
  if (rule.winner === 'nobody') return { winners: [], totals, places: null };
  return { winners: rule.winner === 'higher-total' ? [places.indexOf(1)] : sheet.winners, totals, places: null };
}

/** Scores are decimals of three places: sums and comparisons are made in whole thousandths. */
export function thousandths(score: number): number {
  return Math.round(score * 1000);
}

/** How many speeches a team gives, the reply included. */
export function positions(rule: SheetRule): number {
  return rule.substantives + (rule.reply === null ? 0 : 1);
}

/** Sum of each side's scores, exact to the thousandth; what is missing counts nothing. */
export function sheetTotals(sheet: Scoresheet, rule: SheetRule): number[] {
  return Array.from({ length: rule.teams }, (_team, side) => {
    const scores = (sheet.scores[side] ?? []).slice(0, positions(rule));
    return scores.reduce<number>((sum, score) => sum + thousandths(score ?? 0), 0) / 1000;
  });
}

/** All that is wrong with one sheet, by side and position. */
export function sheetFaults(sheet: Scoresheet, rule: SheetRule): BallotFault[] {
  const faults = rule.hasScores ? scoreFaults(sheet, rule) : [];
  const isComplete = faults.every((fault) => fault.code !== 'missing');
  return [
    ...faults,
    ...(isComplete && rule.hasScores ? totalFaults(sheetTotals(sheet, rule), rule) : []),
    ...tickFaults(sheet, rule, isComplete),
    ...(isComplete && rule.ranks !== 'none' ? speechRankFaults(sheet, rule) : []),
  ];
}

function scoreFaults(sheet: Scoresheet, rule: SheetRule): BallotFault[] {
  return Array.from({ length: rule.teams }).flatMap((_team, side) =>
    Array.from({ length: positions(rule) }).flatMap((_speech, index) => speechFaults(sheet, rule, { side, position: index + 1 })),
  );
}

function speechFaults(sheet: Scoresheet, rule: SheetRule, place: SummedSpeech['place']): BallotFault[] {
  const isReply = place.position > rule.substantives;
  const score = sheet.scores[place.side]?.[place.position - 1] ?? null;
  if (!isReply) return substantiveFaults({ given: sheet.criteria?.[place.side]?.[place.position - 1], score, place }, rule);
  return singleFaults(score, rule.reply ?? rule.substantive, place);
}

/** A sheet that has criteria is held to them, also where it is only counted again and the criteria are not at hand. */
function substantiveFaults({ given, score, place }: SummedSpeech, rule: SheetRule): BallotFault[] {
  const isSummed = given !== undefined || rule.criteria.length > 0;
  return isSummed ? summedFaults({ given, score, place }, rule) : singleFaults(score, rule.substantive, place);
}

function singleFaults(score: number | null, limits: ScoreLimits, place: SummedSpeech['place']): BallotFault[] {
  const fault = scoreFault(score, limits);
  return fault === null ? [] : [ballotFault(fault.code, fault.message, place)];
}

interface SummedSpeech {
  readonly given: readonly (number | null)[] | undefined;
  readonly score: number | null;
  readonly place: { readonly side: number; readonly position: number };
}

/** A speech by criteria: each is held to its own range and step, the sum only to the range of a speech. */
function summedFaults({ given = [], score, place }: SummedSpeech, rule: SheetRule): BallotFault[] {
  const faults = criteriaFaults(given, rule.criteria, place);
  if (faults.length > 0) return faults;
  if (rule.criteria.length > 0 && score !== criteriaScore(given, rule.criteria))
    return [ballotFault('out-of-range', 'The score is not the sum of its criteria.', place)];
  return singleFaults(score, { ...rule.substantive, step: 0.001 }, place);
}

function scoreFault(score: number | null, limits: ScoreLimits): { code: BallotFaultCode; message: string } | null {
  if (score === null || !Number.isFinite(score)) return { code: 'missing', message: 'The score is missing.' };
  if (score < limits.min || score > limits.max)
    return { code: 'out-of-range', message: `${score} is outside ${limits.min} to ${limits.max}.` };
  const steps = thousandths(score - limits.min) / thousandths(limits.step);
  const isWhole = Number.isInteger(steps) && Math.abs(score * 1000 - thousandths(score)) < 1e-6;
  return isWhole ? null : { code: 'off-step', message: `${score} is not a step of ${limits.step} above ${limits.min}.` };
}

function totalFaults(totals: readonly number[], rule: SheetRule): BallotFault[] {
  const isTied = new Set(totals.map(thousandths)).size < totals.length;
  if (isTied && rule.winner === 'higher-total') return [ballotFault('tie', 'Both teams have the same total, and one must win.')];
  if (isTied && rule.winner === 'places') return [ballotFault('tie', 'Two teams have the same total, and places must differ.')];
  const margin = Math.max(...totals) - Math.min(...totals);
  if (rule.maximumMargin === null || thousandths(margin) <= thousandths(rule.maximumMargin)) return [];
  return [ballotFault('margin-too-large', `The teams are ${margin} apart; at most ${rule.maximumMargin} is allowed.`)];
}

function tickFaults(sheet: Scoresheet, rule: SheetRule, isComplete: boolean): BallotFault[] {
  if (!rule.winner.startsWith('ticked')) return [];
  const ticked = new Set(sheet.winners);
  const isSide = (side: number): boolean => Number.isInteger(side) && side >= 0 && side < rule.teams;
  if (ticked.size < rule.advancing)
    return [ballotFault('missing', rule.advancing === 1 ? 'Tick the winner.' : `Tick the ${rule.advancing} teams that advance.`)];
  if (ticked.size > rule.advancing || ticked.size < sheet.winners.length || ![...ticked].every(isSide))
    return [ballotFault('wrong-winner', rule.advancing === 1 ? 'Tick one team.' : `Tick ${rule.advancing} different teams.`)];
  return rule.hasScores && isComplete ? winnerTotalFaults(sheet, rule) : [];
}

function winnerTotalFaults(sheet: Scoresheet, rule: SheetRule): BallotFault[] {
  const totals = sheetTotals(sheet, rule).map(thousandths);
  const lead = Math.min(
    ...totals.map((total, side) => (sheet.winners.includes(side) ? Infinity : (totals[sheet.winners[0] ?? 0] ?? 0) - total)),
  );
  if (rule.winner === 'ticked-and-higher' && lead <= 0)
    return [ballotFault(lead === 0 ? 'tie' : 'wrong-winner', 'The ticked winner must have the higher total.')];
  if (rule.winner === 'ticked-and-not-lower' && lead < 0) return [ballotFault('wrong-winner', 'The ticked winner has the lower total.')];
  return [];
}
