import { allocationCost, seatTerms } from '../../../rules/allocation/explain.ts';
import type { Seating } from '../../../rules/allocation/seating.ts';
import type { Board } from '../../../rules/allocation/what-if.ts';
import type { PersonId } from '../../../rules/ids.ts';
import { part, plainCost } from './board-words.ts';

interface Asked {
  readonly board: Board;
  readonly seating: Seating;
  readonly judge: PersonId;
}

/** Fills in what the seat of whoever is in hand costs, part by part, and the whole allocation; hides it for the free. */
export function explainSeat(card: HTMLElement, { board, seating, judge }: Asked): void {
  const [box, list] = [card.querySelector<HTMLElement>('[data-explain]'), card.querySelector('[data-explain-terms]')];
  if (box === null || list === null) return;
  const terms = seatTerms(board, seating, judge);
  box.hidden = terms.length === 0;
  const lines = [...terms, { words: 'The whole allocation', cost: allocationCost(board, seating) }];
  list.replaceChildren(...lines.flatMap(({ words, cost }) => [part('dt', '', words), part('dd', '', plainCost(cost))]));
}
