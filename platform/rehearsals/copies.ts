import type { Control } from '../control/control.ts';

/** By the name of a copy that bots play with: the app that it is of. Copies are no apps of anybody: nobody is told how they are. */
export const copies = ({ rehearsals }: Control): ReadonlyMap<string, string> =>
  new Map(rehearsals.store.withTarget().flatMap(({ app, target }) => (target === null ? [] : [[target, app]])));
