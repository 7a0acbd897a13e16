import { card, csrfField, emptyState, field } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import type { PanelProspect } from '../../../rules/allocation/importance.ts';
import { boardPaths } from '../board-paths.ts';
import type { AheadActName } from '../board-paths.ts';
import { paths } from '../routes.ts';
import { boardView, roomName } from './board.ts';
import type { PanelRow } from './board.ts';
import { actButton } from './frame.ts';
import type { ActButton } from './frame.ts';
import { keepFormTo, keepPress } from './keep-form.ts';
import { moveForm } from './panel-shelf.ts';
import type { ShelfJudge } from './panel-shelf.ts';
import { stepView } from './step.ts';
import type { StepFrame } from './step.ts';

/** A panel's prospect, and whether it stays when the panels are filled anew. */
interface Ahead extends PanelProspect {
  readonly isKept: boolean;
}

export interface PanelsAhead {
  readonly rows: readonly PanelRow[];
  readonly free: readonly ShelfJudge[];
  readonly judges: readonly ShelfJudge[];
  readonly marks: readonly string[];
  readonly lastMover: string | null;
  readonly panels: ReadonlyMap<number, Ahead>;
  /** How many debates the round is expected to have. */
  readonly expected: number;
}

/** Panels made ahead of a draw, on the board that the draw's own are made on. */
export function panelsAheadPage(frame: StepFrame, ahead: PanelsAhead): Html {
  const { event, round } = frame;
  const { rows } = ahead;
  const open = rows.filter(({ chair }) => chair === null).length;
  const sentence =
    rows.length === 0
      ? 'No panels are made ahead yet.'
      : open === 0
        ? `${rows.length} panels are ready.`
        : `${open} of ${rows.length} panels have no chair.`;
  return stepView(frame, {
    step: 'panels',
    title: 'panels ahead',
    status: {
      state: rows.length > 0 && open === 0 ? 'ok' : 'wait',
      sentence,
      detail: detailOf(frame),
      actions: buttons(frame, ahead),
    },
    wide: true,
    islands: ['tab/allocation-board'],
    liveUrl: paths.roundLive(event.slug, round.seq),
    body: html`${rows.length === 0 ? emptyBoard : board(frame, ahead)}${makeCard(frame, ahead)}`,
  });
}

const emptyBoard = emptyState({
  icon: 'people',
  sentence: 'No panels yet.',
  fact: 'Make as many as the round will have debates, fill them at leisure, and give them to the draw once it is confirmed.',
});

function detailOf({ facts }: StepFrame): string {
  if (facts.drawStatus === 'C') return 'The draw is confirmed: use them where they fit, or by room.';
  if (facts.drawStatus === 'R') return 'The draw is public: withdraw it to use other panels.';
  return 'Once the draw is confirmed they are given to its debates.';
}

function aheadAct({ event, round, visitor }: StepFrame, name: AheadActName, button: Omit<ActButton, 'action' | 'csrf'>): Html {
  return actButton({ action: boardPaths.aheadAct(event.slug, round.seq, name), csrf: visitor.csrf, ...button });
}

function buttons(frame: StepFrame, { rows }: PanelsAhead): Html[] {
  const { event, round, visitor, facts } = frame;
  if (rows.length === 0) return [];
  const apply = (fit: 'direct' | 'smart', label: string, kind: 'primary' | 'outline'): Html =>
    actButton({ action: boardPaths.applyPanels(event.slug, round.seq, fit), csrf: visitor.csrf, label, kind });
  const use = facts.drawStatus === 'C' ? [apply('direct', 'Use by room', 'outline'), apply('smart', 'Use where they fit', 'primary')] : [];
  const isOpen = rows.some(({ chair }) => chair === null);
  return [
    aheadAct(frame, 'by-bracket', { label: 'Weigh by bracket' }),
    ...(facts.stage === 'P' ? [aheadAct(frame, 'by-liveness', { label: 'by liveness' })] : []),
    aheadAct(frame, 'fill', { label: isOpen ? 'Fill' : 'Fill anew', kind: isOpen && use.length === 0 ? 'primary' : 'outline' }),
    ...use,
  ];
}

function board(frame: StepFrame, ahead: PanelsAhead): Html {
  const { event, round, visitor, facts } = frame;
  const { slug } = event;
  const urlsOpen = !facts.isCompleted;
  return html`${boardView({
    ...ahead,
    caption: `Panels made ahead of ${facts.name}`,
    sides: [],
    props: {
      factsUrl: boardPaths.aheadBoard(slug, round.seq),
      seatsUrl: urlsOpen ? boardPaths.aheadSeats(slug, round.seq) : null,
      weighUrl: urlsOpen ? boardPaths.aheadImportance(slug, round.seq) : null,
      pinUrl: urlsOpen ? boardPaths.aheadPin(slug, round.seq) : null,
      csrf: visitor.csrf,
    },
    lead: { column: { label: 'Expected' }, cell: (row) => expectation(ahead.panels.get(row.debate.id)) },
    tools: ({ debate }) =>
      keepPress({
        debateId: debate.id,
        name: `the panel in ${roomName(debate)}`,
        isKept: ahead.panels.get(debate.id)?.isKept ?? false,
      }),
    moveForm: urlsOpen
      ? moveForm({ action: boardPaths.aheadAct(slug, round.seq, 'move'), csrf: visitor.csrf, rows: ahead.rows, judges: ahead.judges })
      : null,
    below: null,
  })}${keepFormTo(boardPaths.aheadAct(slug, round.seq, 'keep'), visitor.csrf)}`;
}

function expectation(panel: Ahead | undefined): Html | null {
  if (panel === undefined) return null;
  const { bracketMin, bracketMax, liveness } = panel;
  const points = bracketMin === bracketMax ? String(bracketMax) : `${bracketMin}–${bracketMax}`;
  return html`<span class="r-nowrap">${points} points${liveness > 0 && html`, <b>${liveness} live</b>`}</span>`;
}

function makeCard(frame: StepFrame, { rows, expected }: PanelsAhead): Html {
  const { event, round, visitor, facts } = frame;
  const isThere = rows.length > 0;
  const isDrawn = facts.drawStatus !== 'N';
  return card({
    title: isThere ? 'Make them anew' : 'Make panels',
    say: `${expected} ${expected === 1 ? 'debate is' : 'debates are'} expected.`,
    body: html`<form class="r-inline" method="post" action="${boardPaths.aheadAct(event.slug, round.seq, 'make')}" data-island="submit-once">${csrfField(visitor.csrf)}
${field({ name: 'count', label: 'Number of panels', type: 'number', value: expected > 0 ? String(expected) : '', attributes: { min: 1, max: 500 }, help: 'Brackets and what is at stake come from the round before.' })}
<div class="r-buttons"><button class="btn btn-${isThere ? 'outline' : 'primary'}">${isThere ? 'Make anew, empty' : 'Make'}</button></div></form>
<div class="r-buttons">${isDrawn && aheadAct(frame, 'from-draw', { label: 'Take the panels of the draw' })}${
      isThere && [
        aheadAct(frame, 'clear', { label: 'Hold 1 s: empty all', kind: 'danger', isHeld: true }),
        aheadAct(frame, 'drop', { label: 'Hold 1 s: throw all away', kind: 'danger', isHeld: true }),
      ]
    }<a class="btn btn-quiet" href="${paths.step(event.slug, round.seq, 'panels')}">To the allocation of the round</a></div>`,
  });
}
