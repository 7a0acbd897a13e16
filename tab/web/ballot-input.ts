import type { BallotForm } from '../round/ballot-form.ts';
import { emptyBallot } from '../round/ballot-form.ts';
import type { Ballot, Speech } from '../rules/ballots/ballot.ts';
import { criteriaScore } from '../rules/ballots/criteria.ts';
import type { Scoresheet } from '../rules/ballots/scoresheet.ts';
import type { MotionId, PersonId } from '../rules/ids.ts';
import { readId } from '../rules/ids.ts';

/** The names of a ballot form's fields; sheets and sides count from 0, positions from 1. */
export const ballotFields = {
  speaker: (side: number, position: number) => `speaker-${side}-${position}`,
  ghost: (side: number, position: number) => `ghost-${side}-${position}`,
  score: (sheet: number, side: number, position: number) => `score-${sheet}-${side}-${position}`,
  criterion: (speech: readonly [sheet: number, side: number, position: number], index: number) => `criterion-${speech.join('-')}-${index}`,
  rank: (sheet: number, side: number, position: number) => `rank-${sheet}-${side}-${position}`,
  winner: (sheet: number) => `winner-${sheet}`,
  motion: 'motion',
  veto: (side: number) => `veto-${side}`,
  forfeit: 'forfeit',
  comment: 'comment',
  ownMotion: 'own-motion',
};

export const longestComment = 4000;
export const longestMotion = 500;

/** What a person wrote on the form, as it stands; what is missing or no number is left empty for the rules to name. */
export function readBallot(body: unknown, form: BallotForm): Ballot {
  const texts = textsOf(body);
  const text = (name: string): string => texts(name)[0]?.trim() ?? '';
  const places = Array.from({ length: form.positions }, (_slot, index) => index + 1);
  const sides = form.debate.teams.map((_team, side) => side);
  const speech = (side: number, position: number): Speech => ({
    speaker: readId<PersonId>(text(ballotFields.speaker(side, position))),
    isGhost: text(ballotFields.ghost(side, position)) !== '',
  });
  const { criteria, substantives } = form.rule;
  const given = (sheet: number, side: number, position: number): (number | null)[] =>
    criteria.map((_one, index) => numberIn(text(ballotFields.criterion([sheet, side, position], index))));
  const scoreOf = (sheet: number, side: number, position: number): number | null =>
    criteria.length > 0 && position <= substantives
      ? criteriaScore(given(sheet, side, position), criteria)
      : numberIn(text(ballotFields.score(sheet, side, position)));
  const sheetOf = (sheet: number): Scoresheet => ({
    scores: form.rule.hasScores ? sides.map((side) => places.map((position) => scoreOf(sheet, side, position))) : [],
    ...(criteria.length > 0 && {
      criteria: sides.map((side) => places.slice(0, substantives).map((position) => given(sheet, side, position))),
    }),
    ranks:
      form.rule.ranks === 'none'
        ? []
        : sides.map((side) =>
            places.slice(0, form.rule.substantives).map((position) => numberIn(text(ballotFields.rank(sheet, side, position)))),
          ),
    winners: form.rule.winner.startsWith('ticked') ? texts(ballotFields.winner(sheet)).flatMap((one) => sideIn(one, sides)) : [],
  });
  const ownMotion = form.tournament.settings.custom_motion_in_ballot ? text(ballotFields.ownMotion).slice(0, longestMotion) : '';
  const comment = form.tournament.settings.ballot_comment ? text(ballotFields.comment).slice(0, longestComment) : '';
  return {
    ...emptyBallot(form),
    ...(comment !== '' && { comment }),
    ...(ownMotion !== '' && { ownMotion }),
    speeches: form.rule.hasScores ? sides.map((side) => places.map((position) => speech(side, position))) : sides.map(() => []),
    sheets: form.sheetOwners.map((_owner, sheet) => sheetOf(sheet)),
    motion: readId<MotionId>(text(ballotFields.motion)) ?? (ownMotion === '' ? form.choice.only : null),
    vetoes: sides.map((side) => readId<MotionId>(text(ballotFields.veto(side)))),
    forfeit: sideIn(text(ballotFields.forfeit), sides)[0] ?? null,
  };
}

/** A comma is a decimal point to many people. */
function numberIn(text: string): number | null {
  return /^-?\d{1,6}([.,]\d{1,4})?$/.test(text) ? Number(text.replace(',', '.')) : null;
}

function sideIn(text: string, sides: readonly number[]): number[] {
  const side = sides.find((one) => String(one) === text);
  return side === undefined ? [] : [side];
}

function textsOf(body: unknown): (name: string) => string[] {
  return (name) => {
    const value: unknown = typeof body === 'object' && body !== null && Object.hasOwn(body, name) ? Reflect.get(body, name) : undefined;
    if (Array.isArray(value)) return value.map(String);
    return typeof value === 'string' ? [value] : [];
  };
}
