import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { TableRow } from '#kit/html/table.ts';
import type { Debate } from '../../../rules/debate.ts';
import type { RoundCheck } from '../../../rules/round-checks.ts';
import { paths } from '../routes.ts';
import { allocateByCard } from './allocate-by.ts';
import type { AllocationChoice } from './allocate-by.ts';
import { checksCard } from './checks.ts';
import { importanceBars, sideBadge } from './debate-cells.ts';
import { keepButton, keepForm } from './keep-form.ts';
import { seats } from './panel-seats.ts';
import type { SeatedJudge } from './panel-seats.ts';
import { shelf } from './panel-shelf.ts';
import type { ShelfJudge } from './panel-shelf.ts';
import { act, roundStatus, stepView, wayOn } from './step.ts';
import type { StepFrame } from './step.ts';

/** One debate of the board. */
export interface PanelRow {
  readonly debate: Debate;
  readonly chair: SeatedJudge | null;
  readonly panellists: readonly SeatedJudge[];
  readonly trainees: readonly SeatedJudge[];
}

export interface Panels {
  readonly rows: readonly PanelRow[];
  readonly free: readonly ShelfJudge[];
  readonly judges: readonly ShelfJudge[];
  readonly checks: readonly RoundCheck[];
  /** Debates whose panels stay when the round is allocated anew. */
  readonly kept: ReadonlySet<number>;
  readonly settings: AllocationChoice;
}

/** The board of panels: an island makes it one that is dragged on; without it, and without a script, a form moves people. */
export function panelsPage(frame: StepFrame, panels: Panels): Html {
  const { event, round } = frame;
  return stepView(frame, {
    step: 'panels',
    title: 'allocation',
    status: roundStatus(frame, buttons(frame)),
    wide: true,
    islands: ['tab/allocation-board'],
    liveUrl: paths.roundLive(event.slug, round.seq),
    body: html`<div class="r-split r-alloc" id="allocation" data-island="allocation-board" data-props="${JSON.stringify(propsOf(frame))}">
<div class="r-stack"><div data-key="conflict" data-keep data-conflict></div>${board(frame, panels)}${allocateByCard(frame, panels.settings)}</div>${shelf(frame, panels)}</div>${checksCard(frame, panels.checks)}${keepForm(frame, 'panel')}`,
  });
}

function propsOf({ event, round, visitor, facts }: StepFrame) {
  const isSeatable = facts.drawStatus !== 'N' && facts.drawStatus !== 'D' && !facts.isCompleted;
  return {
    factsUrl: paths.board(event.slug, round.seq),
    seatsUrl: isSeatable ? paths.seats(event.slug, round.seq) : null,
    weighUrl: isSeatable && facts.drawStatus !== 'R' ? paths.importance(event.slug, round.seq) : null,
    csrf: visitor.csrf,
  };
}

function buttons(frame: StepFrame): Html[] {
  const { facts } = frame;
  if (facts.drawStatus !== 'C') return wayOn(frame, 'panels');
  const isDone = facts.withoutChair === 0;
  return [
    act(frame, 'prioritise', { label: 'Weigh by bracket' }),
    act(frame, 'allocate', { label: isDone ? 'Allocate anew' : 'Allocate', kind: isDone ? 'outline' : 'primary' }),
    ...wayOn(frame, 'panels'),
  ];
}

function board(frame: StepFrame, { rows, kept }: Panels): Html {
  const { sides, facts } = frame;
  return html`<section class="r-card r-board" data-board>${table({
    caption: `Debates of ${facts.name} with their adjudicators`,
    columns: [
      { label: 'Weight' },
      { label: 'Bracket', numeric: true },
      { label: 'Room' },
      ...sides.map((side) => ({ label: sideBadge(side) })),
      { label: 'Chair' },
      { label: 'Panel' },
      { label: 'Trainee' },
    ],
    rows: rows.map((row) => boardRow(frame, row, kept.has(row.debate.id))),
  })}</section>`;
}

function boardRow(frame: StepFrame, { debate, chair, panellists, trainees }: PanelRow, isKept: boolean): TableRow {
  const hasClash = [chair, ...panellists, ...trainees].some((judge) => judge?.clash?.kind === 'fail');
  const name = debate.venue?.name ?? `room ${debate.roomRank}`;
  const cells = [
    html`<span data-debate="${debate.id}" data-version="${debate.version}" data-importance="${debate.importance}" data-name="${name}">${importanceBars(debate.importance)}</span>`,
    String(debate.bracket),
    html`<b>${debate.venue?.name ?? '–'}</b> ${keepButton(frame, { debateId: debate.id, name: `the panel in ${name}`, isKept })}`,
    ...frame.sides.map((_side, side) => html`<span class="r-nowrap">${debate.teams.find((team) => team.side === side)?.name}</span>`),
    seats({ debateId: debate.id, room: name, place: 'C', judges: chair === null ? [] : [chair] }),
    seats({ debateId: debate.id, room: name, place: 'P', judges: panellists }),
    seats({ debateId: debate.id, room: name, place: 'T', judges: trainees }),
  ];
  return chair === null ? { cells, state: 'late' } : hasClash ? { cells, state: 'fail' } : cells;
}
