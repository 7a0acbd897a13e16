import { NothingThere } from '../errors.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as feedback from '../store/feedback.ts';
import * as journal from '../store/journal.ts';
import type { Tab } from '../tab.ts';

/** Leaves a piece out of the score of whom it is about, or takes it back in. */
export async function ignoreFeedback(
  tab: Tab,
  {
    tournament,
    actor,
    id,
    isIgnored,
  }: { readonly tournament: Tournament; readonly actor: string; readonly id: number; readonly isIgnored: boolean },
): Promise<void> {
  await tab.db.inTransaction(async (tx) => {
    if (!(await feedback.setIgnored(tx, { tournamentId: tournament.id, id, isIgnored }))) throw new NothingThere(`piece of feedback ${id}`);
    const verb = isIgnored ? 'feedback_ignored' : 'feedback_counted';
    const at = new Date(tab.clock.nowMs());
    await journal.append(tx, { tournamentId: tournament.id, at, actor, verb, subject: `feedback:${id}` });
  });
}
