import * as v from 'valibot';
import type { Ballot, BallotRoom, PanelRole } from '../rules/ballots/ballot.ts';
import { decideBallot, type DebateResult, type SideResult } from '../rules/results/result.ts';
import { fieldDifference, first, firstDifference, isRecord } from './compare.ts';
import { givenSettings, maybeList, settingsOf } from './case-shape.ts';

const roles: Record<'C' | 'P' | 'T', PanelRole> = { C: 'chair', P: 'panellist', T: 'trainee' };

/** Where a case states no range, every score that a sheet can hold is in range. */
const anyScore = { score_min: -99_999, score_max: 99_999, score_step: 0.001 };
const anyReply = { reply_score_min: -99_999, reply_score_max: 99_999, reply_score_step: 0.001 };

const ballotCase = v.object({
  settings: v.pipe(
    givenSettings,
    v.transform((given) => settingsOf({ ...anyScore, ...anyReply, ...given })),
  ),
  stage: v.picklist(['preliminary', 'elimination']),
  last_round_of_category: v.nullish(v.boolean(), false),
  teams: v.number(),
  panel: v.array(v.picklist(['C', 'P', 'T'])),
  ghosts: maybeList(v.tuple([v.number(), v.number()])),
  sheets: maybeList(
    v.object({
      scores: maybeList(maybeList(v.nullable(v.number()))),
      ranks: maybeList(maybeList(v.nullable(v.number()))),
      winners: maybeList(v.nullable(v.number())),
    }),
  ),
});
type BallotCase = v.InferOutput<typeof ballotCase>;

export function answerBallots(given: unknown): unknown {
  const one = v.parse(ballotCase, given);
  const decision = decideBallot(ballotOf(one), roomOf(one), one.settings);
  if (decision.kind === 'contradiction') return { error: 'configuration' };
  if (decision.kind === 'invalid') return { error: null, valid: false, complete: decision.isComplete };
  return { error: null, valid: true, complete: true, ...resultAnswer(decision.result) };
}

function ballotOf(one: BallotCase): Ballot {
  const slots = one.settings.substantive_speakers + 1;
  const isGhost = (side: number, position: number): boolean => one.ghosts.some((ghost) => ghost[0] === side && ghost[1] === position);
  const speeches = Array.from({ length: one.teams }, (_team, side) =>
    Array.from({ length: slots }, (_slot, index) => ({ speaker: null, isGhost: isGhost(side, index + 1) })),
  );
  const sheets = one.sheets.map((sheet) => ({ ...sheet, winners: sheet.winners.filter((side) => side !== null) }));
  return { speeches, sheets, motion: null, vetoes: [], forfeit: null };
}

function roomOf(one: BallotCase): BallotRoom {
  return {
    stage: one.stage,
    isLastOfCategory: one.last_round_of_category,
    teams: one.teams,
    panel: one.panel.map((letter) => roles[letter]),
    rosters: null,
    isSingleAdjudicator: false,
  };
}

function resultAnswer(result: DebateResult): object {
  const sheets = result.sheets?.map(({ winners, totals }) => ({ winner: winners.length === 1 ? winners[0] : null, totals }));
  const isBp = result.sides.length === 4;
  return {
    sides: result.sides.map((side) => ({ ...sideAnswer(side), place: isBp ? side.place : null })),
    winning_side: result.winningSide,
    split: result.split,
    sheets: sheets ?? null,
  };
}

function sideAnswer(side: SideResult): object {
  return {
    points: side.points,
    win: side.win,
    score: side.score,
    margin: side.margin,
    votes_given: side.votesGiven,
    votes_possible: side.votesPossible,
    has_ghost: side.hasGhost,
    speeches: side.speeches.length === 0 ? null : side.speeches,
  };
}

const sideFields = ['points', 'place', 'win', 'score', 'margin', 'votes_given', 'votes_possible', 'has_ghost', 'speeches'];
const verdict = v.looseObject({
  error: v.nullish(v.string(), null),
  valid: v.nullish(v.boolean(), false),
  sides: v.nullish(v.array(v.record(v.string(), v.unknown())), null),
});

export function judgeBallots(given: unknown, answer: unknown): string | null {
  const { expected } = v.parse(v.object({ expected: verdict }), given);
  const actual = v.parse(verdict, answer);
  const decided = fieldDifference({ expected, given: actual, fields: ['error', 'valid'] }, '');
  if (decided !== null || expected.error !== null || !expected.valid) return decided;
  const sides = first((expected.sides ?? []).keys(), (side) => {
    const [wanted, found] = [expected.sides?.[side] ?? {}, actual.sides?.[side] ?? {}];
    return fieldDifference({ expected: wanted, given: found, fields: sideFields }, `side ${side}`);
  });
  return (
    sides ??
    fieldDifference({ expected, given: actual, fields: ['winning_side', 'split'] }, '') ??
    sheetDifference(expected['sheets'], actual['sheets'])
  );
}

function sheetDifference(expected: unknown, given: unknown): string | null {
  if (!Array.isArray(expected) || !Array.isArray(given) || expected.length !== given.length)
    return firstDifference(expected, given, 'sheets');
  return first(expected.keys(), (index) => {
    const [wanted, found]: unknown[] = [expected[index], given[index]];
    if (!isRecord(wanted) || !isRecord(found)) return `sheet ${index} is not an object.`;
    return fieldDifference({ expected: wanted, given: found, fields: ['winner', 'totals'] }, `sheet ${index}`);
  });
}
