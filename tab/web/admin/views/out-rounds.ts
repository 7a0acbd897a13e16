import { card, icon, statusSentence } from '#kit/html/controls.ts';
import { html } from '#kit/html/html.ts';
import type { Html } from '#kit/html/html.ts';
import type { Round } from '../../../rules/round.ts';
import type { SideName } from '../../../rules/side-names.ts';
import { boardPaths } from '../board-paths.ts';
import { paths } from '../routes.ts';
import { boardView, roomName } from './board.ts';
import type { PanelRow } from './board.ts';
import { actButton, livePart, tabPage } from './frame.ts';
import type { Event, PageFault, Visitor } from './frame.ts';
import { keepFormTo, keepPress } from './keep-form.ts';
import { moveForm } from './panel-shelf.ts';
import type { ShelfJudge } from './panel-shelf.ts';

export interface OutRounds {
  readonly visitor: Visitor;
  readonly fault: PageFault | null;
  readonly event: Event;
  readonly sides: readonly SideName[];
  /** The rounds on the board, in order of play. */
  readonly shown: readonly Round[];
  /** Every elimination round that could stand on it. */
  readonly open: readonly Round[];
  readonly rows: readonly PanelRow[];
  readonly free: readonly ShelfJudge[];
  readonly judges: readonly ShelfJudge[];
  readonly marks: readonly string[];
  readonly lastMover: string | null;
  /** Debates whose panels stay when all are allocated anew. */
  readonly kept: ReadonlySet<number>;
}

/** Several elimination rounds on one board: nobody can sit in two of them. */
export function outRoundsPage(view: OutRounds): Html {
  const { visitor, fault, event, shown } = view;
  const names = shown.map(({ name }) => name).join(', ');
  return tabPage({
    title: 'Out-rounds, allocation',
    visitor,
    fault,
    event,
    tab: 'panels',
    wide: true,
    islands: ['tab/allocation-board'],
    isLive: true,
    body: livePart(paths.roundLive(event.slug, shown[0]?.seq ?? 0), html`${headline(view, names)}${board(view, names)}${roundsCard(view)}`),
  });
}

function headline({ event, visitor, shown, rows }: OutRounds, names: string): Html {
  const without = rows.filter(({ chair }) => chair === null).length;
  const mayAllocate = shown.every(({ drawStatus, isCompleted }) => drawStatus === 'C' && !isCompleted);
  const seqs = shown.map(({ seq }) => seq);
  const sentence =
    without === 0
      ? `All ${rows.length} debates have a chair.`
      : `${without} of ${rows.length} debates ${without === 1 ? 'has' : 'have'} no chair.`;
  return statusSentence({
    state: without === 0 ? 'ok' : 'late',
    sentence,
    detail: html`${names}: everybody judges in one of them at most.${!mayAllocate && ' A round that is public or not confirmed is changed by hand only.'}`,
    actions: mayAllocate
      ? [
          actButton({
            action: boardPaths.outAct(event.slug, seqs, 'allocate'),
            csrf: visitor.csrf,
            label: without === 0 ? 'Allocate all anew' : 'Allocate all',
            kind: without === 0 ? 'outline' : 'primary',
          }),
          actButton({
            action: boardPaths.outAct(event.slug, seqs, 'clear'),
            csrf: visitor.csrf,
            label: html`${icon('x-lg')}Hold 1 s: clear all`,
            kind: 'danger',
            isHeld: true,
          }),
        ]
      : [],
  });
}

function board(view: OutRounds, names: string): Html {
  const { event, visitor, shown } = view;
  const seqs = shown.map(({ seq }) => seq);
  const isSeatable = shown.every(({ drawStatus, isCompleted }) => (drawStatus === 'C' || drawStatus === 'R') && !isCompleted);
  const isWeighable = isSeatable && shown.every(({ drawStatus }) => drawStatus === 'C');
  return boardView({
    ...view,
    caption: `Debates of ${names} with their adjudicators`,
    props: {
      factsUrl: boardPaths.outBoard(event.slug, seqs),
      seatsUrl: isSeatable ? boardPaths.outSeats(event.slug, seqs) : null,
      weighUrl: isWeighable ? boardPaths.outImportance(event.slug, seqs) : null,
      pinUrl: isSeatable ? boardPaths.outPin(event.slug, seqs) : null,
      csrf: visitor.csrf,
    },
    lead: { column: { label: 'Round' }, cell: ({ round }) => html`<b>${round?.abbreviation ?? shown[0]?.abbreviation}</b>` },
    tools: ({ debate }) =>
      isSeatable && visitor.may?.('edit.debateadjudicator') !== false
        ? keepPress({ debateId: debate.id, name: `the panel in ${roomName(debate)}`, isKept: view.kept.has(debate.id) })
        : null,
    moveForm: isSeatable
      ? moveForm({ action: boardPaths.outAct(event.slug, seqs, 'move'), csrf: visitor.csrf, rows: view.rows, judges: view.judges })
      : null,
    below: isSeatable ? keepFormTo(boardPaths.outAct(event.slug, seqs, 'keep'), visitor.csrf) : null,
  });
}

/** Which rounds stand on the board. */
function roundsCard({ event, shown, open }: OutRounds): Html | null {
  if (open.length < 2) return null;
  const ids = new Set(shown.map(({ id }) => id));
  const boxes = open.map(
    ({ seq, id, name }) =>
      html`<li><a href="${paths.step(event.slug, seq, 'panels')}">${name}</a>${ids.has(id) ? html` ${icon('check-lg')} on this board` : html` <a href="${boardPaths.outRounds(event.slug, [...shown.map((one) => one.seq), seq])}">add</a>`}</li>`,
  );
  return card({ title: 'Rounds', body: html`<ul class="r-plain">${boxes}</ul>` });
}
