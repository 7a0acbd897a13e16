import type { DropTarget } from '../../../rules/allocation/seating.ts';
import { boardIn } from '../../../rules/allocation/what-if.ts';
import type { Board, BoardFacts } from '../../../rules/allocation/what-if.ts';
import type { DebateId } from '../../../rules/ids.ts';
import { keepFocus } from './board-focus.ts';
import { createGrip } from './board-grip.ts';
import { createMoves } from './board-moves.ts';
import { markOthers } from './board-others.ts';
import { dragByPointer } from './board-pointer.ts';
import { judgeIn, targetAt } from './board-screen.ts';
import { listenForPresses } from './board-press.ts';
import { searchShelf } from './board-shelf.ts';
import { weigh } from './board-weigh.ts';

interface AllocationBoardProps {
  readonly factsUrl: string;
  /** Null while nobody may change seats. */
  readonly seatsUrl: string | null;
  /** Null while the debates may not be weighed. */
  readonly weighUrl: string | null;
  readonly csrf: string;
}

/** The board on which adjudicators are moved by mouse, finger and keys; each move is saved at once, and others' moves arrive. */
export function mount(root: HTMLElement, { factsUrl, seatsUrl, weighUrl, csrf }: AllocationBoardProps): () => void {
  let board: Board | null = null;
  const spoken = root.querySelector('[data-say]');
  const say = (words: string): void => void (spoken && (spoken.textContent = words));
  const [shelf, others, focus] = [searchShelf(root), markOthers(root), keepFocus(root)];
  const moves = createMoves(root, { url: seatsUrl ?? '', csrf, board: () => board, others });
  const grip = createGrip(root, { board: () => board, say });
  const ended = new AbortController();
  const { signal } = ended;

  const letGo = (target: DropTarget | null): void => {
    const changes = grip.letGo(target);
    if (changes.length > 0) moves.make(changes).catch(() => {}); // the page was left
    focus.restore();
  };
  const settle = (): void => {
    shelf.filter();
    others.look(moves.isPending());
    grip.restore();
    focus.restore();
    changes.takeRecords(); // what was just changed is no news
  };
  const changes = new MutationObserver((records) => records.some(isNews) && settle());
  changes.observe(root, { childList: true, subtree: true, attributeFilter: ['data-version', 'tabindex'] });
  if (seatsUrl !== null) {
    const undo = (): void => void moves.undo().catch(() => {});
    const weighNow =
      weighUrl === null
        ? null
        : (debateId: DebateId, level: number): void => void weigh({ url: weighUrl, csrf, debateId, level }).then(say);
    listenForPresses(root, { grip, letGo, undo, find: shelf.focus, weigh: weighNow, say }, signal);
    const pick = (chip: HTMLElement): void => {
      const judge = judgeIn(chip);
      if (judge !== null) grip.pick(judge);
    };
    const drop = (on: Element | null): void => letGo(targetAt(on));
    signal.addEventListener('abort', dragByPointer(root, { chips: '[data-judge]', pick, over: grip.over, drop }));
  }
  addEventListener('beforeunload', (event) => moves.isPending() && event.preventDefault(), { signal });
  readFacts(factsUrl, signal).then(
    (read) => (board = read),
    () => {},
  ); // without the facts the board moves people, it only cannot foretell the cost
  settle();
  return () => {
    for (const end of [moves.end, others.end, focus.end, shelf.end]) end();
    changes.disconnect();
    ended.abort();
  };
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
