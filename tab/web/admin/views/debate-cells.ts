import { icon } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import type { SideName } from '../../../rules/side-names.ts';

/** The badge of a side: government solid, opposition outlined. */
export function sideBadge({ short, long, isOpposing }: SideName): Html {
  return html`<b class="r-side small${isOpposing && ' b'}" title="${long}">${short}</b>`;
}

/** A judge on a panel or among the free, as every board shows them. */
export interface JudgeChip {
  readonly name: string;
  readonly institution: string | null;
  readonly score: number | null;
  readonly isTrainee: boolean;
  /** A clash that must not be, or a meeting that should not be; null for none. */
  readonly clash: { readonly kind: 'fail' | 'late'; readonly words: string; readonly ago?: 1 | 2 | 3 } | null;
}

export function judgeChip({ name, institution, score, isTrainee, clash }: JudgeChip): Html {
  return html`<span class="r-judge${isTrainee && ' trainee'}${clash && ` ${clash.kind}`}${clash?.ago && ` ago-${clash.ago}`}"><b>${name}</b><span class="h">${institution}</span><span class="s">${score}</span>${
    clash && html`<em>${icon(clash.kind === 'fail' ? 'slash-circle' : 'arrow-repeat')}${clash.words}</em>`
  }</span>`;
}

/** Five bars for −2 to 2. */
export function importanceBars(importance: number): Html {
  const level = Math.round(importance) + 3;
  const bars = [1, 2, 3, 4, 5].map((bar) => html`<i${bar <= level && html` class="on"`}></i>`);
  return html`<span class="r-bars" role="img" aria-label="Importance ${level} of 5">${bars}</span>`;
}
