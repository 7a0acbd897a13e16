import { isIntent, newIntent } from '#kit/db/receipts.ts';
import type { Html } from '#kit/html/html.ts';
import { NothingThere, WrongInput } from '../../errors.ts';
import { askedAs, giveFeedback, isOpen, refuseClosed, replacesAll, targetsFor } from '../../feedback/give.ts';
import { isFrom } from '../../feedback/sources.ts';
import type { Debate } from '../../rules/debate.ts';
import type { FeedbackSource } from '../../rules/feedback.ts';
import { questionsFor } from '../../rules/feedback-questions.ts';
import type { PersonId } from '../../rules/ids.ts';
import { readId } from '../../rules/ids.ts';
import * as debates from '../../store/debates.ts';
import * as feedback from '../../store/feedback.ts';
import { ofTournament as questionsOf } from '../../store/feedback-questions.ts';
import type { OwnDebate } from '../../store/personal.ts';
import { paragraphsOf } from '../public/plain-text.ts';
import { questionField } from '../question-fields.ts';
import { paths } from './paths.ts';
import type { Visit } from './visit.ts';
import { feedbackPage } from './views/feedback.ts';

/** What was refused: why, and what was on the form. */
export interface RefusedFeedback {
  readonly fault: string;
  readonly body: unknown;
}

/** Whom the visitor may rate, debate by debate, and what was sent. */
export async function showFeedback(visit: Visit, refused: RefusedFeedback | null = null): Promise<Html> {
  const { tab, tournament, key, names } = visit;
  refuseClosed(tournament.settings);
  const source = sourceOf(visit);
  const [rooms, pieces, questions] = await Promise.all([
    openDebates(visit),
    feedback.ofTournament(tab.db, tournament.id),
    questionsOf(tab.db, tournament.id),
  ]);
  const { adj_min_score: min, adj_max_score: max, feedback_orallist_check: asksOrallist } = tournament.settings;
  const own = pieces.filter((piece) => piece.isConfirmed && isFrom(piece, source));
  return feedbackPage({
    event: tournament.name,
    action: paths.feedback(tournament.slug, key),
    homeUrl: visit.homeUrl,
    range: { min, max },
    introduction: paragraphsOf(tournament.settings.feedback_introduction),
    isOneOf: replacesAll(source, tournament.settings),
    asksOrallist,
    fault: refused?.fault ?? null,
    debates: rooms.map(({ own: place, debate }) => ({
      id: debate.id,
      round: place.roundName,
      intent: newIntent(),
      questions: questionsFor(askedAs(source, debate), questions),
      typed: refused !== null && textIn(refused.body, 'debate') === String(debate.id) ? (name) => textsIn(refused.body, name) : undefined,
      targets: debate.panel
        .filter(({ id }) => targetsFor(source, debate, tournament.settings).includes(id))
        .map((member) => ({ id: member.id, name: names.person(member), place: member.place })),
      sent: own
        .filter(({ debateId }) => debateId === debate.id)
        .map((piece) => ({
          targetId: piece.targetId,
          name: names.person({ id: piece.targetId, name: piece.target }),
          score: visit.isOpen ? null : piece.score,
        })),
    })),
  });
}

/** Takes the form of one debate. */
export async function sendFeedback(visit: Visit, body: unknown): Promise<void> {
  const { tab, tournament, person } = visit;
  refuseClosed(tournament.settings);
  const text = (name: string): string => textIn(body, name);
  const room = (await openDebates(visit)).find(({ debate }) => String(debate.id) === text('debate'));
  if (room === undefined) throw new NothingThere('debate of yours that feedback is open for');
  const [target, intent] = [readId<PersonId>(text('target')), text('intent')];
  if (target === null) throw new WrongInput('Say whom it is about.');
  if (!isIntent(intent)) throw new WrongInput('This form is too old to be sent.', 'Open your feedback page again.');
  const score = text('score') === '' ? Number.NaN : Number(text('score').replace(',', '.'));
  const source = sourceOf(visit);
  await giveFeedback(tab, {
    tournament,
    debate: room.debate,
    source,
    target,
    score,
    comment: text('comment'),
    given: (question) => textsIn(body, questionField(question)),
    from: 'participant',
    submitter: `person:${person.id}`,
    intent,
  });
}

/** Whether this visitor has a page for feedback at all. */
export function mayGiveFeedback({ tournament, person }: Visit): boolean {
  return tournament.settings.participant_feedback !== 'off' && (person.kind === 'adjudicator' || person.teamId !== null);
}

/** Speakers speak for their team. */
function sourceOf({ person }: Visit): FeedbackSource {
  if (person.kind === 'adjudicator') return { kind: 'adjudicator', id: person.id };
  if (person.teamId === null) throw new NothingThere('feedback for you to give');
  return { kind: 'team', id: person.teamId };
}

interface OpenDebate {
  readonly own: OwnDebate;
  readonly debate: Debate;
}

async function openDebates({ tab, tournament, debates: own }: Visit): Promise<OpenDebate[]> {
  const rooms = await Promise.all(own.map(async (one) => ({ own: one, debate: await debates.byId(tab.db, one.debateId) })));
  return rooms.flatMap(({ own: place, debate }) =>
    debate !== null && isOpen(debate, tournament.settings) ? [{ own: place, debate }] : [],
  );
}

function textsIn(body: unknown, name: string): string[] {
  const value: unknown = typeof body === 'object' && body !== null && Object.hasOwn(body, name) ? Reflect.get(body, name) : undefined;
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' ? [value] : [];
}

function textIn(body: unknown, name: string): string {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === 'string' ? value.trim() : '';
}
