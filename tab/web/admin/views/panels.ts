import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import type { RoundCheck } from '../../../rules/round-checks.ts';
import { boardPaths } from '../board-paths.ts';
import { paths } from '../routes.ts';
import { allocateByCard } from './allocate-by.ts';
import type { AllocationChoice } from './allocate-by.ts';
import { boardView, roomName } from './board.ts';
import type { PanelRow } from './board.ts';
import { checksCard } from './checks.ts';
import { actButton } from './frame.ts';
import { keepButton, keepForm } from './keep-form.ts';
import { moveForm } from './panel-shelf.ts';
import type { ShelfJudge } from './panel-shelf.ts';
import { act, roundStatus, stepView, wayOn } from './step.ts';
import type { StepFrame } from './step.ts';

export interface Panels {
  readonly rows: readonly PanelRow[];
  readonly free: readonly ShelfJudge[];
  readonly judges: readonly ShelfJudge[];
  readonly checks: readonly RoundCheck[];
  /** Debates whose panels stay when the round is allocated anew. */
  readonly kept: ReadonlySet<number>;
  readonly settings: AllocationChoice;
  /** What can be shown on chips. */
  readonly marks: readonly string[];
  readonly lastMover: string | null;
  /** How many panels were made ahead of the draw. */
  readonly ahead: number;
  /** Numbers of the rounds held at the same time. */
  readonly concurrent: readonly number[];
}

/** The board of panels: an island makes it one that is dragged on; without it, and without a script, a form moves people. */
export function panelsPage(frame: StepFrame, panels: Panels): Html {
  const { event, round, visitor, facts, sides } = frame;
  const isSeatable = facts.drawStatus !== 'N' && facts.drawStatus !== 'D' && !facts.isCompleted;
  return stepView(frame, {
    step: 'panels',
    title: 'allocation',
    status: roundStatus(frame, buttons(frame)),
    wide: true,
    islands: ['tab/allocation-board'],
    liveUrl: paths.roundLive(event.slug, round.seq),
    body: html`${boardView({
      caption: `Debates of ${facts.name} with their adjudicators`,
      sides,
      rows: panels.rows,
      free: panels.free,
      marks: panels.marks,
      lastMover: panels.lastMover,
      props: {
        factsUrl: paths.board(event.slug, round.seq),
        seatsUrl: isSeatable ? paths.seats(event.slug, round.seq) : null,
        weighUrl: isSeatable && facts.drawStatus !== 'R' ? paths.importance(event.slug, round.seq) : null,
        pinUrl: isSeatable ? boardPaths.pin(event.slug, round.seq) : null,
        csrf: visitor.csrf,
      },
      tools: ({ debate }) =>
        keepButton(frame, { debateId: debate.id, name: `the panel in ${roomName(debate)}`, isKept: panels.kept.has(debate.id) }),
      moveForm: isSeatable
        ? moveForm({ action: paths.moveJudge(event.slug, round.seq), csrf: visitor.csrf, rows: panels.rows, judges: panels.judges })
        : null,
      below: html`${allocateByCard(frame, panels.settings)}${moreWays(frame, panels)}`,
    })}${checksCard(frame, panels.checks)}${keepForm(frame, 'panel')}`,
  });
}

function buttons(frame: StepFrame): Html[] {
  const { facts } = frame;
  if (facts.drawStatus !== 'C') return wayOn(frame, 'panels');
  const isDone = facts.withoutChair === 0;
  return [
    act(frame, 'prioritise', { label: 'Weigh by bracket' }),
    ...(facts.stage === 'P' ? [act(frame, 'prioritise-liveness', { label: 'by liveness' })] : []),
    act(frame, 'allocate', { label: isDone ? 'Allocate anew' : 'Allocate', kind: isDone ? 'outline' : 'primary' }),
    ...wayOn(frame, 'panels'),
  ];
}

/** Panels made ahead, and the board of all out-rounds. */
function moreWays(frame: StepFrame, { ahead, concurrent }: Panels): Html | null {
  const { event, round, visitor, facts } = frame;
  if (facts.isCompleted) return null;
  const { slug } = event;
  const apply = (fit: 'direct' | 'smart', label: string): Html =>
    actButton({ action: boardPaths.applyPanels(slug, round.seq, fit), csrf: visitor.csrf, label });
  const isOpen = facts.drawStatus === 'C';
  return html`<section class="r-card r-ways"><div class="r-buttons"><a class="btn btn-outline" href="${boardPaths.ahead(slug, round.seq)}">${ahead > 0 ? `Panels made ahead: ${ahead}` : 'Make panels ahead of the draw'}</a>
${isOpen && ahead > 0 && [apply('smart', 'Use them where they fit'), apply('direct', 'Use them by room')]}
${concurrent.length > 0 && html`<a class="btn btn-outline" href="${boardPaths.outRounds(slug, [round.seq, ...concurrent])}">All ${concurrent.length + 1} out-rounds on one board</a>`}</div></section>`;
}
