import type { Lab } from '../lab.ts';
import type { Visit } from './load-visit.ts';
import type { Spot } from './reply.ts';
import type { Departure } from './save.ts';

/** Somebody who is about to leave a page. */
export interface Mover<Refusal> {
  readonly code: string;
  /** Under this name the process remembers what the callbacks touch. */
  readonly page: string;
  /** With what was typed and not sent. */
  readonly withDraft?: boolean;
  /**
   * Author code and rules: where the visitor goes and what is written, or why they stay. Runs again, from a fresh load, until it came
   * through, so it has no effect but on the visit.
   */
  readonly decide: (visit: Visit) => Departure | { readonly refusal: Refusal };
}

export type Moved<Refusal> = { readonly spot: Spot } | { readonly refusal: Refusal };

/** Lets the mover decide, and remembers what that touched. */
export function decide<Refusal>(visit: Visit, mover: Mover<Refusal>, lab: Lab): Departure | { readonly refusal: Refusal } {
  return lab.needs.learning(mover.page, 'submit', () => mover.decide(visit));
}

/** Where a step leads. */
export function spotAfter(visit: Visit, { step }: Pick<Departure, 'step'>): Spot {
  return { code: visit.code, pageIndex: step.to.pageIndex, place: step.place };
}
