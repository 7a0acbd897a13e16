import { icon } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import type { PanelPlace } from '../../../rules/debate.ts';
import { judgeChip } from './debate-cells.ts';
import type { JudgeChip } from './debate-cells.ts';

/** An adjudicator on the board. */
export interface SeatedJudge extends JudgeChip {
  readonly id: number;
  /** Stays in this seat when the round is allocated anew. */
  readonly isPinned?: boolean;
  /** What the tools of the board show or hide. */
  readonly marks?: JudgeMarks;
}

/** More about an adjudicator; empty where nothing is known, or whoever looks may not see it. */
export interface JudgeMarks {
  readonly region: string;
  readonly gender: string;
  /** "top 10 %". */
  readonly rank: string;
}

interface Seats {
  readonly debateId: number;
  /** What people call the room. */
  readonly room: string;
  readonly place: PanelPlace;
  readonly judges: readonly SeatedJudge[];
}

const placeNames: Readonly<Record<PanelPlace, string>> = { C: 'chair', P: 'panellist', T: 'trainee' };

/** The seats of one kind on a panel: who sits there, then the empty one; a taken chair has none beside it. */
export function seats({ debateId, room, place, judges }: Seats): Html {
  const where = `${placeNames[place]} in ${room}`;
  const slot = html`<span class="r-slot ${place === 'C' ? 'need' : 'opt'}" data-slot data-key="slot-${debateId}-${place}" role="button" tabindex="-1" aria-label="Empty: ${where}">${icon('plus-lg')}${place === 'C' && ' chair'}</span>`;
  return html`<div class="r-panel" data-place="${place}">${judges.map((judge) => pickable(judge, where))}${slot}</div>`;
}

/** A chip that can be taken in hand. */
export function pickable(judge: SeatedJudge, where: string): Html {
  const { id, name, isPinned = false } = judge;
  return html`<span class="r-pick${isPinned && ' pinned'}" data-judge="${id}" data-name="${name}"${isPinned && html` data-pinned`} data-key="judge-${id}" role="button" tabindex="-1">${judgeChip(judge)}${marksOf(judge)}<span class="r-sr">, ${where}${isPinned && ', pinned'}</span></span>`;
}

function marksOf({ marks, isPinned = false }: SeatedJudge): Html {
  const mark = (name: string, value: string): Html | false => value !== '' && html`<i class="r-mark" data-mark="${name}">${value}</i>`;
  return html`<span class="r-marks">${isPinned && html`<i class="r-mark on" aria-hidden="true">${icon('lock')} pinned</i>`}${marks && [mark('region', marks.region), mark('gender', marks.gender), mark('rank', marks.rank)]}</span>`;
}

/** Takes a whole panel in hand, to change places with another. */
export function panelGrip(debateId: number, room: string): Html {
  return html`<b class="r-grip" data-grip="${debateId}" data-key="grip-${debateId}" role="button" tabindex="-1" title="Take the whole panel in hand">${room}<span class="r-sr">, the whole panel</span></b>`;
}
