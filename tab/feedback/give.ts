import { violates } from '#kit/db/database-fault.ts';
import { NotReady, WrongInput } from '../errors.ts';
import type { Debate } from '../rules/debate.ts';
import { feedbackFault, targetsOfAdjudicator, targetsOnTeamsForm } from '../rules/feedback.ts';
import type { FeedbackSource } from '../rules/feedback.ts';
import type { PersonId } from '../rules/ids.ts';
import type { Settings } from '../rules/settings.ts';
import type { Tournament } from '../rules/tournament.ts';
import { tell } from '../round/act.ts';
import * as debates from '../store/debates.ts';
import * as feedback from '../store/feedback.ts';
import * as journal from '../store/journal.ts';
import type { Tab } from '../tab.ts';

/** One piece as somebody sent it. */
export interface FeedbackWish {
  readonly tournament: Tournament;
  readonly debate: Debate;
  readonly source: FeedbackSource;
  readonly target: PersonId;
  readonly score: number;
  readonly comment: string;
  readonly submitter: string;
  /** Of the form; the same form never counts twice. */
  readonly intent: string;
}

const longestComment = 4000;

/** Takes a piece: it counts at once, and what the same source said before of the same person counts no more. */
export async function giveFeedback(tab: Tab, wish: FeedbackWish): Promise<void> {
  const { tournament, debate, source, target } = wish;
  const fault = feedbackFault(wish, facesOf(debate), tournament.settings);
  if (fault !== null) throw new WrongInput(fault);
  if (!targetsFor(source, debate, tournament.settings).includes(target)) throw new WrongInput('This tournament does not ask you for that.');
  if (wish.comment.length > longestComment) throw new WrongInput(`Write at most ${longestComment} characters.`);
  const replacesAll = source.kind === 'team' && tournament.settings.feedback_from_teams === 'orallist';
  await tab.db
    .inTransaction(async (tx) => {
      await debates.lock(tx, debate.id);
      await feedback.retire(tx, { debateId: debate.id, source, target: replacesAll ? null : target });
      await feedback.insert(tx, { ...wish, debateId: debate.id });
      const at = new Date(tab.clock.nowMs());
      const entry = { tournamentId: tournament.id, at, actor: wish.submitter, verb: 'feedback_given', subject: `debate:${debate.id}` };
      await journal.append(tx, entry);
    })
    .catch((error: unknown) => {
      if (violates(error, 'one_piece_an_intent')) return; // the same form again: it is there
      throw error;
    });
  tell(tab, tournament, { verb: 'feedback_given', isPublic: false });
}

/** Whom a source is asked about in a debate. */
export function targetsFor(source: FeedbackSource, debate: Debate, settings: Settings): PersonId[] {
  return source.kind === 'team' ? targetsOnTeamsForm(debate, settings) : targetsOfAdjudicator(source.id, debate, settings);
}

/** Whether feedback on a debate can be given now. */
export function isOpen(
  { resultStatus }: Pick<Debate, 'resultStatus'>,
  { feedback_opens: opens }: Pick<Settings, 'feedback_opens'>,
): boolean {
  return opens === 'draw_released' || resultStatus === 'C';
}

/** @throws NotReady while this tournament does not take feedback on private links. */
export function refuseClosed({ participant_feedback: way }: Pick<Settings, 'participant_feedback'>): void {
  if (way === 'off') throw new NotReady('This tournament takes no feedback online.', 'Ask the tab room where it is returned.');
}

const facesOf = ({ panel, teams }: Debate) => ({ panel, teams: teams.map(({ id }) => id) });
