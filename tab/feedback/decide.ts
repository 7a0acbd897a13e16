import { NothingThere } from '../errors.ts';
import type { FeedbackSource } from '../rules/feedback.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as debates from '../store/debates.ts';
import * as feedback from '../store/feedback.ts';
import * as journal from '../store/journal.ts';
import type { Tab } from '../tab.ts';
import { replacesAll } from './give.ts';

interface Decision {
  readonly tournament: Tournament;
  readonly actor: string;
  readonly id: number;
}

/** Leaves a piece out of the score of whom it is about, or takes it back in. */
export async function ignoreFeedback(
  tab: Tab,
  { tournament, actor, id, isIgnored }: Decision & { readonly isIgnored: boolean },
): Promise<void> {
  await tab.db.inTransaction(async (tx) => {
    if (!(await feedback.setIgnored(tx, { tournamentId: tournament.id, id, isIgnored }))) throw new NothingThere(`piece of feedback ${id}`);
    const verb = isIgnored ? 'feedback_ignored' : 'feedback_counted';
    const at = new Date(tab.clock.nowMs());
    await journal.append(tx, { tournamentId: tournament.id, at, actor, verb, subject: `feedback:${id}` });
  });
}

/** Says that a piece is the one of its source that counts, in place of any other; or that it counts no more. */
export async function confirmFeedback(
  tab: Tab,
  { tournament, actor, id, isConfirmed }: Decision & { readonly isConfirmed: boolean },
): Promise<void> {
  await tab.db.inTransaction(async (tx) => {
    const piece = await feedback.byId(tx, { tournamentId: tournament.id, id });
    if (piece === null) throw new NothingThere(`piece of feedback ${id}`);
    await debates.lock(tx, piece.debateId);
    const source: FeedbackSource =
      piece.sourceTeamId === null
        ? { kind: 'adjudicator', id: piece.sourceAdjudicatorId ?? piece.targetId }
        : { kind: 'team', id: piece.sourceTeamId };
    const target = replacesAll(source, tournament.settings) ? null : piece.targetId;
    if (isConfirmed) await feedback.retire(tx, { debateId: piece.debateId, source, target });
    await feedback.setConfirmed(tx, { id, isConfirmed });
    const verb = isConfirmed ? 'feedback_confirmed' : 'feedback_unconfirmed';
    await journal.append(tx, { tournamentId: tournament.id, at: new Date(tab.clock.nowMs()), actor, verb, subject: `feedback:${id}` });
  });
}
