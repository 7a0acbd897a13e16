import { violates } from '#kit/db/database-fault.ts';
import { NotReady, WrongInput } from '../errors.ts';
import type { Debate } from '../rules/debate.ts';
import { feedbackFault, targetsOfAdjudicator, targetsOnTeamsForm } from '../rules/feedback.ts';
import type { FeedbackSource } from '../rules/feedback.ts';
import { questionsFor, readAnswers } from '../rules/feedback-questions.ts';
import type { Answers, Asked } from '../rules/feedback-questions.ts';
import type { PersonId } from '../rules/ids.ts';
import type { Settings } from '../rules/settings.ts';
import type { Tournament } from '../rules/tournament.ts';
import { tell } from '../round/act.ts';
import * as debates from '../store/debates.ts';
import * as feedback from '../store/feedback.ts';
import { ofTournament as questionsOf } from '../store/feedback-questions.ts';
import * as journal from '../store/journal.ts';
import * as tournaments from '../store/tournaments.ts';
import type { Tab } from '../tab.ts';

/** One piece as somebody sent it. */
export interface FeedbackWish {
  readonly tournament: Tournament;
  readonly debate: Debate;
  readonly source: FeedbackSource;
  readonly target: PersonId;
  readonly score: number;
  readonly comment: string;
  /** What was answered to a question, as it was sent. */
  readonly given: (question: number) => readonly string[];
  /** The tab room may take down what nobody is asked for; a program speaks for whoever it says. */
  readonly from: 'participant' | 'tab-room' | 'program';
  readonly submitter: string;
  /** Of the form; the same form never counts twice. */
  readonly intent: string;
}

const longestComment = 4000;

/** Takes a piece: it counts at once, and what the same source said before of the same person counts no more. Gives its id. */
export async function giveFeedback(tab: Tab, wish: FeedbackWish): Promise<number> {
  const { tournament, debate, source, target } = wish;
  refuseWrong(wish);
  const answers = await answersIn(tab, wish);
  const id = await tab.db
    .inTransaction(async (tx) => {
      await debates.lock(tx, debate.id);
      await feedback.retire(tx, { debateId: debate.id, source, target: replacesAll(source, tournament.settings) ? null : target });
      const made = await feedback.insert(tx, { ...wish, answers, submitterType: submitterTypes[wish.from], debateId: debate.id });
      const at = new Date(tab.clock.nowMs());
      const entry = { tournamentId: tournament.id, at, actor: wish.submitter, verb: 'feedback_given', subject: `debate:${debate.id}` };
      await journal.append(tx, entry);
      if (tournament.settings.feedback_progress) await tournaments.bumpPublicVersion(tx, tournament.id);
      return made;
    })
    .catch(async (error: unknown) => {
      const before = violates(error, 'one_piece_an_intent') ? await feedback.idOfIntent(tab.db, wish.intent) : null;
      if (before === null) throw error;
      return before; // the same form again: it is there
    });
  tell(tab, tournament, { verb: 'feedback_given', isPublic: tournament.settings.feedback_progress });
  return id;
}

const submitterTypes = { participant: 'P', 'tab-room': 'T', program: 'A' } as const;

/** A team that rates one orallist has one piece a debate, whoever it is about. */
export function replacesAll({ kind }: FeedbackSource, { feedback_from_teams: from }: Pick<Settings, 'feedback_from_teams'>): boolean {
  return kind === 'team' && from === 'orallist';
}

function refuseWrong(wish: FeedbackWish): void {
  const { tournament, debate, source, target, from } = wish;
  const fault = feedbackFault(wish, facesOf(debate), tournament.settings);
  if (fault !== null) throw new WrongInput(fault);
  if (from !== 'tab-room' && !targetsFor(source, debate, tournament.settings).includes(target))
    throw new WrongInput('This tournament does not ask you for that.');
  if (wish.comment.length > longestComment) throw new WrongInput(`Write at most ${longestComment} characters.`);
}

async function answersIn(tab: Tab, { tournament, debate, source, given }: FeedbackWish): Promise<Answers> {
  const questions = questionsFor(askedAs(source, debate), await questionsOf(tab.db, tournament.id));
  const read = readAnswers(questions, given);
  if (!read.ok) throw new WrongInput(read.faults.map(({ question, message }) => `${question.text} ${message}`).join(' '));
  return read.answers;
}

/** As what a source is asked in a debate. */
export function askedAs(source: FeedbackSource, { panel }: Pick<Debate, 'panel'>): Asked {
  return source.kind === 'team' ? 'team' : (panel.find(({ id }) => id === source.id)?.place ?? 'P');
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
