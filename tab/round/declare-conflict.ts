import { NothingThere } from '../errors.ts';
import type { PersonId } from '../rules/ids.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as declared from '../store/declared-conflicts.ts';
import * as journal from '../store/journal.ts';
import type { Tab } from '../tab.ts';
import { tell } from './act.ts';

export interface Declaration {
  readonly tournament: Tournament;
  /** The adjudicator who says it of themself. */
  readonly personId: PersonId;
  readonly about: declared.ConflictSubject;
  readonly isTakenBack: boolean;
}

/** An adjudicator declares a conflict, or takes one back that was declared before; the next allocation heeds it, and equity sees it. */
export async function declareConflict(tab: Tab, { tournament, personId, about, isTakenBack }: Declaration): Promise<void> {
  const who = { tournamentId: tournament.id, personId };
  const verb = isTakenBack ? 'conflict_taken_back' : 'conflict_declared';
  await tab.db.inTransaction(async (tx) => {
    if (isTakenBack) await declared.withdraw(tx, who, about);
    else if (!(await declared.declare(tx, who, about))) throw new NothingThere(`${about.kind} ${about.id} in ${tournament.name}`);
    const at = new Date(tab.clock.nowMs());
    const entry = { tournamentId: tournament.id, at, actor: `person:${personId}`, verb, subject: `${about.kind}:${about.id}` };
    await journal.append(tx, entry);
  });
  tell(tab, tournament, { verb, isPublic: false });
}
