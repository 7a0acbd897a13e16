import type { FastifyInstance } from 'fastify';
import { isIntent, newIntent } from '#kit/db/receipts.ts';
import { NothingThere, WrongInput } from '../../errors.ts';
import { askedAs, giveFeedback } from '../../feedback/give.ts';
import { debatesOf } from '../../feedback/sources.ts';
import { findTournament } from '../../round/find.ts';
import type { FeedbackSource } from '../../rules/feedback.ts';
import { questionsFor } from '../../rules/feedback-questions.ts';
import { readId, type PersonId } from '../../rules/ids.ts';
import type { Tournament } from '../../rules/tournament.ts';
import { ofTournament as questionsOf } from '../../store/feedback-questions.ts';
import * as people from '../../store/people.ts';
import * as rounds from '../../store/rounds.ts';
import * as teams from '../../store/teams.ts';
import type { Tab } from '../../tab.ts';
import { purgeTournament } from '../purge.ts';
import { questionField } from '../question-fields.ts';
import { eventOf } from './event.ts';
import { sourceOf } from './feedback-people.ts';
import { paths, patterns } from './routes.ts';
import { attempt, formText, formTexts, visitOf } from './visit.ts';
import type { Desk, Refusal, Visit } from './visit.ts';
import { feedbackAddPage } from './views/feedback-person.ts';

interface Named {
  readonly Params: { readonly slug: string };
  readonly Querystring: { readonly source?: string };
}

/** The tab room enters what came on paper. */
export function registerFeedbackEntry(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.get<Named>(patterns.feedbackAdd, async (request, reply) =>
    show(tab, await visitOf(request, reply, desk), { slug: request.params.slug, source: request.query.source ?? '' }),
  );

  server.post<Named>(patterns.feedbackAdd, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { slug } = request.params;
    const { body } = request;
    const source = formText(body, 'source');
    const tournament = await findTournament(tab, slug);
    const saved = await attempt(enter(tab, { tournament, actor: visit.actor, body }));
    if (!saved.ok) return show(tab, visit, { slug, source, refused: { fault: saved.refusal, body } });
    if (tournament.settings.feedback_progress) purgeTournament(reply, slug);
    return visit.goTo(`${paths.feedbackAdd(slug)}?source=${encodeURIComponent(source)}`, ['The piece is saved, and counts.']);
  });
}

interface Entry {
  readonly tournament: Tournament;
  readonly actor: string;
  readonly body: unknown;
}

async function enter(tab: Tab, { tournament, actor, body }: Entry): Promise<void> {
  const { source } = await chosen(tab, tournament, formText(body, 'source'));
  const room = (await debatesOf(tab, tournament, source)).find(({ debate }) => String(debate.id) === formText(body, 'debate'));
  if (room === undefined) throw new NothingThere('debate of theirs');
  const [target, intent, score] = [readId<PersonId>(formText(body, 'target')), formText(body, 'intent'), formText(body, 'score')];
  if (target === null) throw new WrongInput('Say whom it is about.');
  if (!isIntent(intent)) throw new WrongInput('This form is too old to be sent.', 'Open the page again.');
  await giveFeedback(tab, {
    tournament,
    debate: room.debate,
    source,
    target,
    score: score === '' ? Number.NaN : Number(score.replace(',', '.')),
    comment: formText(body, 'comment'),
    given: (question) => formTexts(body, questionField(question)),
    from: 'tab-room',
    submitter: actor,
    intent,
  });
}

function chosen(tab: Tab, tournament: Tournament, words: string) {
  const [kind = '', id = ''] = words.split('-');
  return sourceOf(tab, tournament, { kind, id });
}

interface Shown {
  readonly slug: string;
  readonly source: string;
  readonly refused?: { readonly fault: Refusal; readonly body: unknown };
}

async function show(tab: Tab, visit: Visit, { slug, source: words, refused }: Shown) {
  const tournament = await findTournament(tab, slug);
  const [all, judges, teamRows] = await Promise.all([
    rounds.ofTournament(tab.db, tournament.id),
    people.adjudicators(tab.db, tournament.id),
    teams.ofTournament(tab.db, tournament.id),
  ]);
  const source = words === '' ? null : (await chosen(tab, tournament, words)).source;
  const { adj_min_score: min, adj_max_score: max } = tournament.settings;
  const page = feedbackAddPage({
    visitor: visit.visitor,
    event: eventOf(tournament, all),
    fault: refused?.fault ?? null,
    sources: [
      ...judges.map(({ id, name }) => ({ value: `adjudicator-${id}`, label: `${name}, adjudicator` })),
      ...teamRows.map(({ id, name }) => ({ value: `team-${id}`, label: `${name}, team` })),
    ],
    source: words,
    range: { min, max },
    debates: source === null ? [] : await formsOf(tab, tournament, { source, body: refused?.body }),
  });
  return visit.show(page, refused?.fault ?? null);
}

async function formsOf(tab: Tab, tournament: Tournament, { source, body }: { readonly source: FeedbackSource; readonly body: unknown }) {
  const [rooms, questions] = await Promise.all([debatesOf(tab, tournament, source), questionsOf(tab.db, tournament.id)]);
  return rooms.map(({ round, debate }) => ({
    id: debate.id,
    round: round.name,
    intent: newIntent(),
    targets: debate.panel
      .filter(({ id }) => id !== source.id || source.kind === 'team')
      .map(({ id, name }) => ({ value: id, label: name })),
    questions: questionsFor(askedAs(source, debate), questions),
    typed: formText(body, 'debate') === String(debate.id) ? (name: string) => formTexts(body, name) : undefined,
  }));
}
