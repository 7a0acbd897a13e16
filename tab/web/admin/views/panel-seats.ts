import { icon } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import type { PanelPlace } from '../../../rules/debate.ts';
import { judgeChip } from './debate-cells.ts';
import type { JudgeChip } from './debate-cells.ts';

/** An adjudicator on the board. */
export interface SeatedJudge extends JudgeChip {
  readonly id: number;
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
  const { id, name } = judge;
  return html`<span class="r-pick" data-judge="${id}" data-name="${name}" data-key="judge-${id}" role="button" tabindex="-1">${judgeChip(judge)}<span class="r-sr">, ${where}</span></span>`;
}
