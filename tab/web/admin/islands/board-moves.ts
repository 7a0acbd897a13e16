import { morphChildren } from '#kit/islands/morph.ts';
import { areMade, debatesTouched, undoing } from '../../../rules/allocation/seating.ts';
import type { SeatChange, Seating } from '../../../rules/allocation/seating.ts';
import type { Board } from '../../../rules/allocation/what-if.ts';
import { showConflict } from './board-conflict.ts';
import { boardNow, outlookOf } from './board-hand.ts';
import type { OthersMarks } from './board-others.ts';
import { debatesOn, nameOf, seatingOn, showChanges, showVersion } from './board-screen.ts';
import { createSender } from './board-send.ts';
import type { Answer } from './board-send.ts';
import { createUndoList } from './board-undo.ts';
import type { MadeMove, UndoList } from './board-undo.ts';
import { clockTime, costWords, seatWords } from './board-words.ts';

export interface Moves {
  readonly make: (changes: readonly SeatChange[]) => Promise<void>;
  /** False when no move of this board is left to take back. */
  readonly undo: () => boolean;
  /** Does again what was taken back last; false when there is nothing. */
  readonly redo: () => boolean;
  /** Says it in the toast. */
  readonly tell: (words: string) => void;
  readonly isPending: () => boolean;
  readonly end: () => void;
}

interface MovesOptions {
  readonly url: string;
  readonly csrf: string;
  /** Null until the facts have come. */
  readonly board: () => Board | null;
  readonly others: OthersMarks;
}

/** Makes moves: on the page at once, then on the server; what is refused goes back and both sides are shown. */
export function createMoves(root: HTMLElement, { url, csrf, board, others }: MovesOptions): Moves {
  const saved = root.querySelector('[data-saved]');
  const say = (words: string): void => void (saved && (saved.textContent = words));
  const sender = createSender({ url, csrf, say });

  const settle = (answer: Answer & { ok: true }): void => {
    for (const { debateId, version } of answer.versions) {
      others.own(debateId, version);
      showVersion(root, debateId, version);
    }
    others.look(sender.isBusy());
    if (!sender.isBusy()) say(`Saved ${clockTime()}`);
  };
  const move = async (changes: readonly SeatChange[], undone?: MadeMove): Promise<void> => {
    const seating = seatingOn(root);
    const touched = debatesTouched(seating, changes);
    const seen = debatesOn(root).flatMap(({ id, version }) => (touched.includes(id) ? [{ debateId: id, version }] : []));
    const words = moveWords(root, seating, changes);
    const cost = costOf(board(), root, changes);
    showChanges(root, changes);
    const answer = await sender.send(changes, seen);
    if (answer.ok) {
      settle(answer);
      if (undone === undefined) undos.push({ made: changes, back: undoing(seating, changes), words: `${words}${cost}.` });
      else undos.pushBack({ ...undone, words: `${words}.` });
      return;
    }
    say(`Not saved: ${answer.message}`);
    await refreshPage();
    others.look(sender.isBusy());
    const again = (): void => void move(changes).catch(() => {});
    if (answer.isConflict) showConflict(root, { wanted: words, message: answer.message, debates: touched, again });
    else undos.tell(answer.message);
  };
  const undo = (): boolean => takeBack(root, undos, move);
  const redo = (): boolean => doAgain(root, undos, move);
  const undos = createUndoList(root.querySelector('[data-toast]'), { undo, redo });
  return {
    make: (changes) => move(changes),
    undo,
    redo,
    tell: undos.tell,
    isPending: sender.isBusy,
    end: () => [sender, undos].forEach((one) => one.end()),
  };
}

type MoveNow = (changes: readonly SeatChange[], undone?: MadeMove) => Promise<void>;

function takeBack(root: HTMLElement, undos: UndoList, move: MoveNow): boolean {
  const last = undos.take();
  if (last === undefined) return false;
  if (areMade(seatingOn(root), last.made)) move(last.back, last).catch(() => {}); // the page was left
  else undos.tell('Somebody else has moved them since: nothing was taken back.');
  return true;
}

function doAgain(root: HTMLElement, undos: UndoList, move: MoveNow): boolean {
  const last = undos.takeAgain();
  if (last === undefined) return false;
  if (areMade(seatingOn(root), last.back)) move(last.made).catch(() => {}); // the page was left
  else undos.tell('Somebody else has moved them since: nothing was done again.');
  return true;
}

/** ", cost −12.3K"; nothing before the facts have come. */
function costOf(board: Board | null, root: HTMLElement, changes: readonly SeatChange[]): string {
  return board === null ? '' : `, ${costWords(outlookOf(boardNow(board, root), seatingOn(root), changes).cost)}`;
}

function moveWords(root: HTMLElement, seating: Seating, changes: readonly SeatChange[]): string {
  const lines = changes.map(({ adjudicatorId, to }) => {
    const from = seatWords(root, seating.get(adjudicatorId) ?? null);
    return `${nameOf(root, adjudicatorId)} from ${from} to ${seatWords(root, to)}`;
  });
  return lines.join('; ');
}

async function refreshPage(): Promise<void> {
  const region = document.querySelector('[data-live=page]');
  const answer = await fetch(location.href, { headers: { accept: 'text/html' }, cache: 'no-cache' }).catch(() => null);
  if (!answer?.ok || !region) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-live=page]');
  if (fresh) morphChildren(region, fresh);
}
