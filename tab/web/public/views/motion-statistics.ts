import { emptyState } from '#kit/html/controls.ts';
import { html, type Html } from '#kit/html/html.ts';
import type { SideName } from '../../../rules/side-names.ts';
import { publicPage, type PageHead } from './frame.ts';
import type { PageLink } from './tables.ts';

/** How one motion fared. */
export interface MotionFigures {
  readonly rounds: string;
  readonly text: string;
  readonly reference: string;
  readonly debates: number;
  readonly sides: readonly SideName[];
  /** One a side: how full, from 0 to 1, and what that says. */
  readonly bars: readonly { readonly side: number; readonly share: number; readonly words: string }[];
  readonly facts: readonly string[];
  readonly sentences: readonly string[];
}

export interface MotionStatistics {
  readonly head: PageHead;
  readonly title: string;
  readonly figures: readonly MotionFigures[];
  readonly other: PageLink;
}

export function motionStatisticsPage({ head, title, figures, other }: MotionStatistics): Html {
  return publicPage({
    title,
    head,
    body: html`<div data-live="statistics" class="parts"><div><h1>${title}</h1><nav class="links" aria-label="More tables"><a href="${other.href}">${other.label}</a></nav></div>${
      figures.length === 0
        ? emptyState({
            icon: 'hourglass-split',
            sentence: 'There is no motion yet.',
            fact: 'Motions show here once they are written down.',
          })
        : figures.map(motionPart)
    }</div>`,
  });
}

function motionPart({ rounds, text, reference, debates, sides, bars, facts, sentences }: MotionFigures): Html {
  return html`<article class="r-card motion"><p class="r-muted">${rounds}${reference && html` · ${reference}`} · ${debates} ${debates === 1 ? 'debate' : 'debates'}</p>
<p class="say">${text}</p>${debates > 0 && html`<ul class="bars">${bars.map((bar) => barPart(bar, sides[bar.side]))}</ul>`}
${[...facts, ...sentences].map((sentence) => debates > 0 && html`<p>${sentence}</p>`)}</article>`;
}

function barPart({ share, words }: MotionFigures['bars'][number], side: SideName | undefined): Html {
  return html`<li><abbr class="r-side${side?.isOpposing && ' b'} small" title="${side?.long}">${side?.short}</abbr><meter min="0" max="1" value="${share.toFixed(3)}" aria-label="${side?.long}">${words}</meter><span>${words}</span></li>`;
}
