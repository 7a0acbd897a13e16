import type { SeatChange } from '../../../rules/allocation/seating.ts';
import { part } from './board-words.ts';

/** A move that can be taken back. */
export interface MadeMove {
  readonly made: readonly SeatChange[];
  readonly back: readonly SeatChange[];
  readonly words: string;
}

export interface UndoList {
  /** Says what was done, with a button that takes it back. */
  readonly push: (move: MadeMove) => void;
  /** Says that it was taken back, with a button that does it again. */
  readonly pushBack: (move: MadeMove) => void;
  /** The last move, which is then no longer in the list but can be done again. */
  readonly take: () => MadeMove | undefined;
  /** The move that was taken back last, which is then no longer waiting. */
  readonly takeAgain: () => MadeMove | undefined;
  /** Says something without anything to take back. */
  readonly tell: (words: string) => void;
  readonly end: () => void;
}

const most = 50;
const shownForMs = 10_000;

/** The last moves made on this board, and the toast that offers to take the last one back for 10 s; it waits while it is looked at. */
export function createUndoList(
  place: HTMLElement | null,
  { undo, redo }: { readonly undo: () => unknown; readonly redo: () => unknown },
): UndoList {
  const moves: MadeMove[] = [];
  const undone: MadeMove[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = (): void => place?.replaceChildren();
  const show = (words: string, ...buttons: HTMLElement[]): void => {
    const toast = part('div', 'r-toast', part('span', 'r-grow', words), ...buttons);
    toast.setAttribute('role', 'status');
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(hide, shownForMs);
    };
    for (const name of ['pointerenter', 'focusin']) toast.addEventListener(name, () => clearTimeout(timer));
    for (const name of ['pointerleave', 'focusout']) toast.addEventListener(name, wait);
    place?.replaceChildren(toast);
    wait();
  };
  return {
    push: (move) => {
      moves.push(move);
      moves.splice(0, moves.length - most);
      show(move.words, button('Undo ', 'Z', undo));
    },
    pushBack: (move) => {
      undone.push(move);
      show(`Taken back: ${move.words}`, button('Redo ', '⇧Z', redo));
    },
    take: () => moves.pop(),
    takeAgain: () => undone.pop(),
    tell: (words) => show(words),
    end: () => clearTimeout(timer),
  };
}

function button(label: string, key: string, press: () => unknown): HTMLElement {
  const made = part('button', '', label, part('kbd', '', key));
  made.setAttribute('type', 'button');
  made.addEventListener('click', press);
  return made;
}
