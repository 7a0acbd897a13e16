import type { DropTarget, SeatChange } from '../../../rules/allocation/seating.ts';
import { boardIn } from '../../../rules/allocation/what-if.ts';
import type { Board, BoardFacts } from '../../../rules/allocation/what-if.ts';
import { keepFocus } from './board-focus.ts';
import { createGrip } from './board-grip.ts';
import { createMoves } from './board-moves.ts';
import type { Moves } from './board-moves.ts';
import { markOthers } from './board-others.ts';
import { dragByPointer } from './board-pointer.ts';
import type { PointerDrag } from './board-pointer.ts';
import { createPanelHand } from './board-panel-hand.ts';
import type { PanelTarget } from './board-panel-hand.ts';
import { togglePin } from './board-pin.ts';
import { gripIn, judgeIn, targetAt } from './board-screen.ts';
import { listenForPresses, panelTargetAt } from './board-press.ts';
import type { PressActs } from './board-press.ts';
import { searchShelf } from './board-shelf.ts';
import { boardTools } from './board-tools.ts';
import { weigh } from './board-weigh.ts';

interface AllocationBoardProps {
  readonly factsUrl: string;
  /** Null while nobody may change seats. */
  readonly seatsUrl: string | null;
  /** Null while the debates may not be weighed. */
  readonly weighUrl: string | null;
  /** Null while nobody may be pinned. */
  readonly pinUrl: string | null;
  readonly csrf: string;
}

/** The board on which adjudicators are moved by mouse, finger and keys; each move is saved at once, and others' moves arrive. */
export function mount(root: HTMLElement, urls: AllocationBoardProps): () => void {
  const { factsUrl, seatsUrl, csrf } = urls;
  let board: Board | null = null;
  const spoken = root.querySelector('[data-say]');
  const say = (words: string): void => void (spoken && (spoken.textContent = words));
  const [shelf, others, focus, tools] = [searchShelf(root), markOthers(root), keepFocus(root), boardTools(root)];
  const moves = createMoves(root, { url: seatsUrl ?? '', csrf, board: () => board, others });
  const grip = createGrip(root, { board: () => board, say });
  const panels = createPanelHand(root, say);
  const ended = new AbortController();
  const { signal } = ended;

  const make = (made: readonly SeatChange[]): void => {
    if (made.length > 0) moves.make(made).catch(() => {}); // the page was left
    focus.restore();
  };
  const letGo = (target: DropTarget | null): void => make(grip.letGo(target));
  const letPanelGo = (target: PanelTarget): void => make(panels.letGo(target));
  const settle = (): void => {
    shelf.filter();
    tools.filter();
    others.look(moves.isPending());
    grip.restore();
    panels.restore();
    focus.restore();
    changes.takeRecords(); // what was just changed is no news
  };
  const changes = new MutationObserver((records) => records.some(isNews) && settle());
  changes.observe(root, { childList: true, subtree: true, attributeFilter: ['data-version', 'tabindex'] });
  if (seatsUrl !== null) hearHands(root, { grip, letGo, panels, letPanelGo, find: shelf.focus, say }, { moves, urls, signal });
  addEventListener('beforeunload', (event) => moves.isPending() && event.preventDefault(), { signal });
  readFacts(factsUrl, signal).then(
    (read) => (board = read),
    () => {},
  ); // without the facts the board moves people, it only cannot foretell the cost
  settle();
  return () => {
    for (const end of [moves.end, others.end, focus.end, shelf.end, tools.end]) end();
    changes.disconnect();
    ended.abort();
  };
}

type Hands = Pick<PressActs, 'grip' | 'letGo' | 'panels' | 'letPanelGo' | 'find' | 'say'>;

interface Heard {
  readonly moves: Moves;
  readonly urls: AllocationBoardProps;
  readonly signal: AbortSignal;
}

/** Clicks, keys and drags, while seats may be changed. */
function hearHands(root: HTMLElement, hands: Hands, { moves, urls: { weighUrl, pinUrl, csrf }, signal }: Heard): void {
  const tellPin = (words: string): void => [hands.say, moves.tell].forEach((tell) => tell(words));
  const acts: PressActs = {
    ...hands,
    undo: moves.undo,
    redo: moves.redo,
    weigh: weighUrl === null ? null : (debateId, level) => void weigh({ url: weighUrl, csrf, debateId, level }).then(hands.say),
    pin: pinUrl === null ? null : (judge) => void togglePin(root, { url: pinUrl, csrf, judge }).then(tellPin),
  };
  listenForPresses(root, acts, signal);
  for (const drag of dragsOf(hands)) signal.addEventListener('abort', dragByPointer(root, drag));
}

/** What is dragged: one chip, or a whole panel by its grip. */
function dragsOf({ grip, letGo, panels, letPanelGo }: Hands): PointerDrag[] {
  const pickJudge = (chip: HTMLElement): void => {
    const judge = judgeIn(chip);
    if (judge !== null) grip.pick(judge);
  };
  const pickPanel = (on: HTMLElement): void => {
    const panel = gripIn(on);
    if (panel !== null) panels.pick(panel);
  };
  return [
    { chips: '[data-judge]', pick: pickJudge, over: grip.over, drop: (on) => letGo(targetAt(on)) },
    { chips: '[data-grip]', pick: pickPanel, over: panels.over, drop: (on) => letPanelGo(panelTargetAt(on)) },
  ];
}

/** Not what the board itself says beside its rows: the hand, the toast, what is saved. */
function isNews({ target }: MutationRecord): boolean {
  return !(target instanceof Element && target.closest('[data-keep]'));
}

async function readFacts(url: string, signal: AbortSignal): Promise<Board | null> {
  const answer = await fetch(url, { headers: { accept: 'application/json' }, signal });
  if (!answer.ok) return null;
  const facts: BoardFacts = await answer.json();
  return boardIn(facts);
}
