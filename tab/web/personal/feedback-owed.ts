import { expectedFeedback, feedbackProgress } from '../../rules/feedback.ts';
import type { FeedbackSource } from '../../rules/feedback.ts';
import type { PersonId } from '../../rules/ids.ts';
import type { Round } from '../../rules/round.ts';
import * as ownResults from '../../store/own-results.ts';
import * as records from '../../store/records.ts';
import type { Visit } from './visit.ts';

const nobody: ReadonlySet<PersonId> = new Set();

/** Names of those whom the visitor still owes feedback, the oldest debate first; one of several when any of them will do. */
export async function namesOwed(visit: Visit, source: FeedbackSource, rounds: readonly Round[]): Promise<string[]> {
  const { tab, tournament, names } = visit;
  const [own, given] = await Promise.all([
    source.kind === 'team' ? records.debatesOfTeam(tab.db, source.id) : records.debatesOfAdjudicator(tab.db, source.id),
    ownResults.feedbackOf(tab.db, source),
  ]);
  const panel = new Map(own.flatMap(({ debate }) => debate.panel.map((member) => [member.id, names.person(member)] as const)));
  const expected = own.flatMap(({ roundId, debate }) => {
    const round = rounds.find(({ id }) => id === roundId);
    if (round?.drawStatus !== 'R') return [];
    const { stage, isSilent } = round;
    const isConfirmed = debate.resultStatus === 'C';
    const teams = debate.teams.map(({ id }) => id);
    return expectedFeedback(
      { id: debate.id, stage, isSilent, isConfirmed, panel: debate.panel, teams, dissenters: nobody },
      tournament.settings,
    );
  });
  const mine = expected.filter((piece) => piece.source.kind === source.kind && piece.source.id === source.id);
  const owed = feedbackProgress(mine, given).owed;
  return owed.map(({ targets }) => targets.map((id) => panel.get(id) ?? '').join(' or '));
}
