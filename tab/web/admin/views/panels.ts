import { card, csrfField, field, icon } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import { table } from '#kit/html/table.ts';
import type { TableRow } from '#kit/html/table.ts';
import type { Debate } from '../../../rules/debate.ts';
import { paths } from '../routes.ts';
import { importanceBars, judgeChip, sideBadge } from './debate-cells.ts';
import type { JudgeChip } from './debate-cells.ts';
import { act, roundStatus, stepView, wayOn } from './step.ts';
import type { StepFrame } from './step.ts';

/** One debate of the board. */
export interface PanelRow {
  readonly debate: Debate;
  readonly chair: JudgeChip | null;
  readonly panellists: readonly JudgeChip[];
  readonly trainees: readonly JudgeChip[];
}

interface Judge {
  readonly id: number;
  readonly name: string;
  readonly institution: string | null;
  readonly baseScore: number;
  readonly isTrainee: boolean;
}

interface Panels {
  readonly rows: readonly PanelRow[];
  readonly free: readonly Judge[];
  readonly judges: readonly Judge[];
}

export function panelsPage(frame: StepFrame, panels: Panels): Html {
  return stepView(frame, {
    step: 'panels',
    title: 'allocation',
    status: roundStatus(frame, buttons(frame)),
    wide: true,
    body: html`<div class="r-split">${board(frame, panels.rows)}<div class="r-stack">${moveCard(frame, panels)}${freeCard(panels.free)}</div></div>`,
  });
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

function board({ sides, facts }: StepFrame, rows: readonly PanelRow[]): Html {
  return html`<section class="r-card r-board">${table({
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
    rows: rows.map((row) => boardRow(row, sides.length)),
  })}</section>`;
}

function boardRow({ debate, chair, panellists, trainees }: PanelRow, width: number): TableRow {
  const hasClash = [chair, ...panellists, ...trainees].some((judge) => judge?.clash?.kind === 'fail');
  const cells = [
    importanceBars(debate.importance),
    String(debate.bracket),
    html`<b>${debate.venue?.name ?? '–'}</b>`,
    ...Array.from({ length: width }, (_side, side) => html`<span class="r-nowrap">${debate.teams[side]?.name}</span>`),
    chair ? judgeChip(chair) : html`<span class="r-slot need">${icon('plus-lg')} chair</span>`,
    html`<div class="r-panel">${panellists.map(judgeChip)}</div>`,
    html`<div class="r-panel">${trainees.map(judgeChip)}</div>`,
  ];
  return chair === null ? { cells, state: 'late' } : hasClash ? { cells, state: 'fail' } : cells;
}

function moveCard({ event, round, visitor, facts }: StepFrame, { rows, judges }: Panels): Html | null {
  if (facts.drawStatus === 'N' || facts.drawStatus === 'D' || facts.isCompleted) return null;
  const debates = rows.map(({ debate }) => ({
    value: `${debate.id}:${debate.version}`,
    label: `${debate.venue?.name ?? `room ${debate.roomRank}`}: ${debate.teams.map(({ name }) => name).join(', ')}`,
  }));
  return card({
    title: 'Move somebody',
    body: html`<form class="r-stack" method="post" action="${paths.moveJudge(event.slug, round.seq)}" data-island="submit-once">${csrfField(visitor.csrf)}
${field({ name: 'judge', label: 'Adjudicator', type: 'select', required: true, options: judges.map((judge) => ({ value: judge.id, label: `${judge.name}, ${judge.baseScore}` })) })}
${field({ name: 'debate', label: 'To', type: 'select', options: [...debates, { value: '', label: 'among the free' }] })}
${field({
  name: 'place',
  label: 'As',
  type: 'select',
  value: 'P',
  options: [
    { value: 'C', label: 'chair' },
    { value: 'P', label: 'panellist' },
    { value: 'T', label: 'trainee' },
  ],
  help: 'A present chair becomes a panellist.',
})}
<div class="r-buttons"><button class="btn btn-outline">Move</button></div></form>`,
  });
}

function freeCard(free: readonly Judge[]): Html {
  const chips = free.map((judge) => html`<li>${judgeChip({ ...judge, score: judge.baseScore, clash: null })}</li>`);
  return card({
    title: 'Free adjudicators',
    say: String(free.length),
    body: free.length === 0 ? html`<p class="r-muted">Everybody who is here has a seat.</p>` : html`<ul class="r-free">${chips}</ul>`,
  });
}
