import type { HTMLElement } from 'node-html-parser';
import type { Random } from '#kit/math/random.ts';
import type { ScoreLimits } from '../rules/ballots/scoresheet.ts';
import { lastingStrength, madeUpScores } from '../tournaments/made-up-scores.ts';
import type { Strength } from '../tournaments/made-up-scores.ts';
import type { FormFields } from './desk-browser.ts';
import { fieldsOf } from './desk-browser.ts';

/** What the settings page says of scores. */
export interface ScoreRules {
  readonly substantive: ScoreLimits;
  readonly reply: ScoreLimits;
  /** Speeches a team without its reply. */
  readonly substantives: number;
}

const scoreCell = /^score-(\d+)-(\d+)-(\d+)$/;

/** A ballot form filled in so that it can be taken and better teams tend to win; line-ups as they stand. */
export function filledBallot(form: HTMLElement, rules: ScoreRules, random: Random): FormFields {
  const fields = fieldsOf(form).filter(([name]) => !/^(score|rank|winner)-/.test(name));
  const cells = cellsOf(form);
  const places = bestFirst(form, cells, random);
  const hasReplies = cells.some(({ position }) => position > rules.substantives);
  const scores = cells.length > 0 ? madeUpScores({ ...rules, hasReplies }, places, random) : [];
  const typed = cells.map(({ name, side, position }): [string, string] => [name, String(scores[side]?.[position - 1] ?? '')]);
  return [...fields, ...typed, ...winners(form, places)];
}

interface Cell {
  readonly name: string;
  readonly side: number;
  readonly position: number;
}

function cellsOf(form: HTMLElement): Cell[] {
  return form.querySelectorAll('input').flatMap((input): Cell[] => {
    const [name, , side, position] = scoreCell.exec(input.getAttribute('name') ?? '') ?? [];
    return name === undefined ? [] : [{ name, side: Number(side), position: Number(position) }];
  });
}

/** Sides, the winner first. */
function bestFirst(form: HTMLElement, cells: readonly Cell[], random: Random): Strength[] {
  const ticked = form.querySelectorAll('input[name^=winner-]').map((tick) => Number(tick.getAttribute('value')));
  const sides = [...new Set([...cells.map(({ side }) => side), ...ticked])].toSorted((one, other) => one - other);
  const strengths = sides.map((side) => ({ side, strength: strengthOf(form, side) + random.next() }));
  return strengths.toSorted((one, other) => other.strength - one.strength);
}

/** From the team's first speaker, so that it lasts from round to round; elimination ballots without speakers are luck. */
function strengthOf(form: HTMLElement, side: number): number {
  const options = form.querySelectorAll(`select[name=speaker-${side}-1] option`).map((option) => option.getAttribute('value') ?? '');
  const first = options.filter((value) => value !== '').toSorted()[0];
  return first === undefined ? 0 : lastingStrength(first);
}

/** One radio button wins; of ticks the upper half goes on. */
function winners(form: HTMLElement, places: readonly Strength[]): [string, string][] {
  const ticks = form.querySelectorAll('input[name^=winner-]');
  const names = [...new Set(ticks.map((tick) => tick.getAttribute('name') ?? ''))];
  const isOne = ticks.some((tick) => tick.getAttribute('type') === 'radio');
  const advancing = isOne ? 1 : places.length / 2;
  return names.flatMap((name) => places.slice(0, advancing).map(({ side }): [string, string] => [name, String(side)]));
}
