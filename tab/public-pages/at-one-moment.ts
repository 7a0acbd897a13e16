import { invariant } from '#kit/errors/invariant.ts';
import { inSnapshot } from '../store/snapshot.ts';
import type { Tab } from '../tab.ts';

/** Gives a tab that reads everything as it was at one moment, so that no page is half from before a publish and half from after. */
export function atOneMoment<Result>(tab: Tab, work: (tab: Tab) => Promise<Result>): Promise<Result> {
  return inSnapshot(tab.db, (db) => work({ ...tab, db: { ...db, inTransaction: refuse, end: refuse } }));
}

function refuse(): never {
  invariant(false, 'a page only reads');
}
