import { html, type Html } from '#kit/html/html.ts';
import { publicPage, type PageHead } from './frame.ts';

export interface ShownMotion {
  readonly text: string;
  readonly reference: string;
  /** By paragraph. */
  readonly infoSlide: readonly string[];
}

export interface RoundOfMotions {
  readonly name: string;
  readonly startsAt: string | null;
  /** Null: not released yet. */
  readonly motions: readonly ShownMotion[] | null;
}

export interface MotionsView {
  readonly head: PageHead;
  readonly rounds: readonly RoundOfMotions[];
  readonly zone: string;
}

/** The motions of every round, large enough to be read from a phone on a table. */
export function motionsPage({ head, rounds, zone }: MotionsView): Html {
  const isAnyOut = rounds.some(({ motions }) => motions !== null);
  return publicPage({
    title: 'Motions',
    head,
    body: html`<div data-live="motions"><h1>${isAnyOut ? 'Motions' : 'No motion is released yet.'}</h1>
<p class="r-updated">A motion shows here by itself the moment it is released. All times are event time (${zone}).</p>
${rounds.map(roundPart)}</div>`,
  });
}

function roundPart({ name, startsAt, motions }: RoundOfMotions): Html {
  if (motions === null) return html`<section class="motions later"><h2>${name}</h2><p class="r-muted">Not released yet.</p></section>`;
  return html`<section class="motions"><h2>${name}</h2>${startsAt && html`<p class="r-updated">Debates start at ${startsAt}.</p>`}
${motions.map((motion, index) => motionPart(motion, motions.length > 1 ? index + 1 : null))}</section>`;
}

/** A single motion is not numbered. */
export function motionPart({ text, reference, infoSlide }: ShownMotion, number: number | null): Html {
  return html`<article class="r-card motion">${reference && html`<p class="r-muted">${reference}</p>`}
<p class="say">${number && html`<b>${number}.</b> `}${text}</p>
${infoSlide.length > 0 && html`<details><summary>Info slide</summary>${infoSlide.map((paragraph) => html`<p>${paragraph}</p>`)}</details>`}</article>`;
}
