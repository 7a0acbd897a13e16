import type { Clash } from '../../../rules/allocation/clash.ts';
import { changesOfDrop } from '../../../rules/allocation/seating.ts';
import type { DropTarget, SeatChange, Seating } from '../../../rules/allocation/seating.ts';
import { clashesAfter, costChange } from '../../../rules/allocation/what-if.ts';
import type { Board } from '../../../rules/allocation/what-if.ts';
import type { PersonId } from '../../../rules/ids.ts';
import { debatesOn, nameOf, seatingOn } from './board-screen.ts';
import { explainSeat } from './board-explain.ts';
import { isPinnedOn } from './board-pin.ts';
import { costWords, part, targetWords } from './board-words.ts';

/** What a move would do. */
interface Outlook {
  readonly cost: number;
  /** The worst clash it would bring; null for none. */
  readonly clash: (Clash & { readonly name: string }) | null;
}

const bestShown = 4;

/** What letting somebody go on the target would do, by the rule that allocates. */
export function outlookOf(board: Board, seating: Seating, changes: readonly SeatChange[]): Outlook {
  return { cost: costChange(board, seating, changes), clash: clashesAfter(board, seating, changes)[0] ?? null };
}

/** "fits, cost −12.3K"; "has judged Oak 1, cost +10K". */
export function outlookWords({ cost, clash }: Outlook, judgeName: string): string {
  const words = clash === null ? 'fits' : clash.name === judgeName ? clash.words : `${clash.name}: ${clash.words}`;
  return `${words}, ${costWords(cost)}`;
}

/** The facts with the importances that the page shows now. */
export function boardNow(board: Board, root: HTMLElement): Board {
  const debates = debatesOn(root).flatMap(({ id, importance }) => {
    const debate = board.debates.get(id);
    return debate ? [[id, { ...debate, importance }] as const] : [];
  });
  return { ...board, debates: new Map(debates) };
}

export interface Hand {
  readonly root: HTMLElement;
  /** The facts as they came. */
  readonly board: Board;
  readonly judge: PersonId;
}

/** Shows who is in hand, what the place under the hand would mean, and the places that lower the cost most. */
export function showHand(asked: Hand, over: DropTarget | null): string {
  const { root, judge } = asked;
  const hand = { ...asked, board: (boardSeen ??= boardNow(asked.board, root)) };
  const card = root.querySelector<HTMLElement>('[data-hand]');
  const places = card?.querySelector('[data-hand-places]');
  const name = card?.querySelector('[data-hand-name]');
  if (!card || !places || !name) return '';
  name.textContent = `${nameOf(root, judge)} in hand`;
  const here = over === null ? [] : placesOf(hand, [over]);
  places.replaceChildren(
    ...[...here, ...bestPlaces(hand).filter(({ words }) => words !== here[0]?.words)].flatMap((place) => placeLine(card, hand, place)),
  );
  if (explained !== judge) explainSeat(card, { board: hand.board, seating: seatingNow(root), judge });
  explained = judge;
  showPin(root, card, judge);
  card.hidden = false;
  return here.map(({ words, outlook }) => `${words}: ${outlookWords(outlook, nameOf(root, judge))}`).join('');
}

/** The button that pins whoever is in hand, for those who have a seat. */
function showPin(root: HTMLElement, card: HTMLElement, judge: PersonId): void {
  const button = card.querySelector<HTMLElement>('[data-pin]');
  if (button === null) return;
  button.hidden = !seatingNow(root).has(judge);
  button.dataset['pin'] = String(judge);
  button.replaceChildren(`${isPinnedOn(root, judge) ? 'Unpin' : 'Pin'} `, part('kbd', '', 'P'));
}

/** Nobody is in hand any more. */
export function hideHand(root: HTMLElement): void {
  const card = root.querySelector<HTMLElement>('[data-hand]');
  if (card) card.hidden = true;
}

interface Place {
  readonly words: string;
  readonly outlook: Outlook;
}

function placesOf({ root, board, judge }: Hand, targets: readonly DropTarget[]): Place[] {
  const seating = seatingNow(root);
  return targets.flatMap((target) => {
    const changes = changesOfDrop(seating, judge, target);
    return changes.length === 0 ? [] : [{ words: targetWords(root, target, seating), outlook: outlookOf(board, seating, changes) }];
  });
}

// Read and worked out once for somebody in hand: on a large board it takes longer than a frame.
let best: { readonly judge: PersonId; readonly places: readonly Place[] } | null = null;
let explained: PersonId | null = null;
let seatingSeen: Seating | null = null;
let boardSeen: Board | null = null;

/** Forgets what was read and worked out: somebody was picked anew or seats changed. */
export function forgetBest(): void {
  [best, explained, seatingSeen, boardSeen] = [null, null, null, null];
}

function seatingNow(root: HTMLElement): Seating {
  return (seatingSeen ??= seatingOn(root));
}

function bestPlaces(hand: Hand): readonly Place[] {
  if (best?.judge === hand.judge) return best.places;
  const seating = seatingNow(hand.root);
  const chairs = new Set([...seating.values()].flatMap(({ place, debateId }) => (place === 'C' ? [debateId] : [])));
  const empty = [...hand.board.debates.keys()].flatMap((debateId): DropTarget[] =>
    chairs.has(debateId) ? [] : [{ kind: 'seat', seat: { debateId, place: 'C' } }],
  );
  const swaps = [...seating.keys()].map((adjudicatorId): DropTarget => ({ kind: 'adjudicator', adjudicatorId }));
  const ranked = [...empty, ...swaps]
    .map((target) => ({ target, changes: changesOfDrop(seating, hand.judge, target) }))
    .filter(({ changes }) => changes.length > 0)
    .map(({ target, changes }) => ({ target, cost: costChange(hand.board, seating, changes) }))
    .toSorted((a, b) => a.cost - b.cost)
    .slice(0, bestShown);
  best = {
    judge: hand.judge,
    places: placesOf(
      hand,
      ranked.map(({ target }) => target),
    ),
  };
  return best.places;
}

function placeLine(card: HTMLElement, { root, judge }: Hand, { words, outlook }: Place): HTMLElement[] {
  const kind = outlook.clash?.kind ?? 'ok';
  const icon = card.querySelector(`[data-icon="${kind}"]`)?.firstElementChild?.cloneNode(true);
  return [part('dt', '', words), part('dd', `r-chip ${kind}`, ...(icon ? [icon] : []), outlookWords(outlook, nameOf(root, judge)))];
}
