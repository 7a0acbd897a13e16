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
  /** The last move, which is then no longer in the list. */
  readonly take: () => MadeMove | undefined;
  /** Says something without anything to take back. */
  readonly tell: (words: string) => void;
  readonly end: () => void;
}

const most = 50;
const shownForMs = 10_000;

/** The last moves made on this board, and the toast that offers to take the last one back for 10 s; it waits while it is looked at. */
export function createUndoList(place: HTMLElement | null, undo: () => void): UndoList {
  const moves: MadeMove[] = [];
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
  const undoButton = (): HTMLElement => {
    const button = part('button', '', 'Undo ', part('kbd', '', 'Z'));
    button.setAttribute('type', 'button');
    button.addEventListener('click', undo);
    return button;
  };
  return {
    push: (move) => {
      moves.push(move);
      moves.splice(0, moves.length - most);
      show(move.words, undoButton());
    },
    take: () => moves.pop(),
    tell: (words) => show(words),
    end: () => clearTimeout(timer),
  };
}
