import type { FastifyInstance } from 'fastify';
import { csvLine } from '#kit/files/csv.ts';
import { NothingThere } from '../../errors.ts';
import { allotSlots } from '../../registration/slots.ts';
import { findTournament } from '../../round/find.ts';
import { answerWords } from '../../rules/feedback-questions.ts';
import { registrationSubjects, type RegistrationSubject } from '../../rules/registration/form.ts';
import { openRegistrations } from '../../rules/registration/open.ts';
import { twins } from '../../rules/registration/twins.ts';
import * as store from '../../store/registration.ts';
import type { Allotment, AllotmentChange, InstitutionSlots } from '../../store/registration.ts';
import * as rounds from '../../store/rounds.ts';
import { paths as registrationForms } from '../registration/paths.ts';
import { eventOf } from './event.ts';
import { registrationPaths, registrationPatterns } from './registration-paths.ts';
import { registrantsPage, slotsPage } from './views/registration.ts';
import { attempt, formText, visitOf, type Desk, type Refusal, type Visit } from './visit.ts';

interface Named {
  readonly Params: { readonly slug: string };
}
interface OfSubject {
  readonly Params: { readonly slug: string; readonly subject: string };
}

/** Who registered online: institutions with the slots they are given, and everybody's answers. */
export function registerRegistrations(server: FastifyInstance, desk: Desk): void {
  const { tab } = desk;
  server.get<Named>(registrationPatterns.slots, async (request, reply) =>
    showSlots(desk, await visitOf(request, reply, desk), { slug: request.params.slug, fault: null }),
  );

  server.post<Named>(registrationPatterns.slots, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { slug } = request.params;
    const tournament = await findTournament(tab, slug);
    const all = await store.slots(tab.db, tournament.id);
    const changes = changesIn(all, request.body);
    const done = await attempt(allotSlots(tab, { tournament, actor: visit.actor, changes }));
    if (!done.ok) return showSlots(desk, visit, { slug, fault: done.refusal });
    return visit.goTo(registrationPaths.slots(slug), [done.value === 0 ? 'Nothing was changed.' : 'Saved.']);
  });

  server.get<OfSubject>(registrationPatterns.answers, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { tournament, subject, questions, list } = await registrantsOf(desk, request.params);
    const all = await rounds.ofTournament(tab.db, tournament.id);
    return visit.show(
      registrantsPage({
        visitor: visit.visitor,
        event: eventOf(tournament, all),
        subject,
        timezone: tournament.timezone,
        headings: questions.map(({ name }) => name),
        rows: list.map((one) => ({ ...one, answers: questions.map(({ id }) => answerWords(one.answers[String(id)])) })),
        twins: twins(list),
      }),
    );
  });

  server.get<OfSubject>(registrationPatterns.answersFile, async (request, reply) => {
    const { tournament, subject, questions, list } = await registrantsOf(desk, request.params);
    const rows = list.map(({ name, from, email, registeredAt, answers }) => [
      name,
      from ?? '',
      email,
      registeredAt?.toISOString() ?? '',
      ...questions.map(({ id }) => answerWords(answers[String(id)])),
    ]);
    reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="${tournament.slug}-${subject}-answers.csv"`);
    const head = ['name', 'from', 'email', 'registered', ...questions.map(({ name }) => name)];
    return reply.type('text/csv; charset=utf-8').send([head, ...rows].map((row) => csvLine(row, true)).join(''));
  });
}

async function registrantsOf({ tab }: Desk, { slug, subject: text }: OfSubject['Params']) {
  const subject = Object.keys(registrationSubjects).find((one): one is RegistrationSubject => one === text);
  if (subject === undefined) throw new NothingThere(`registration of the kind "${text}"`);
  const tournament = await findTournament(tab, slug);
  const [questions, list] = await Promise.all([store.questions(tab.db, tournament.id), store.registrants(tab.db, tournament.id, subject)]);
  return { tournament, subject, list, questions: questions.filter((question) => question.subject === subject) };
}

interface Shown {
  readonly slug: string;
  readonly fault: Refusal | null;
}

async function showSlots({ tab }: Desk, visit: Visit, { slug, fault }: Shown) {
  const tournament = await findTournament(tab, slug);
  const [all, institutions] = await Promise.all([rounds.ofTournament(tab.db, tournament.id), store.slots(tab.db, tournament.id)]);
  const { settings } = tournament;
  const page = slotsPage({
    visitor: visit.visitor,
    fault,
    event: eventOf(tournament, all),
    institutions,
    asksForSlots: settings.reg_institution_slots,
    openForms: openRegistrations(settings).length,
    publicUrl: registrationForms.start(slug),
    mayAllot: visit.account.may('add.inst'),
    maySeeAnswers: visit.account.may('view.answers'),
    timezone: tournament.timezone,
  });
  return visit.show(page, fault);
}

const fieldsOf = ({ id }: Pick<InstitutionSlots, 'id'>) => ({
  teams: `teams-${id}`,
  adjudicators: `adjudicators-${id}`,
  payment: `payment-${id}`,
});

/** What differs from what stood on the page; a row that was not on it is left alone. With `as-asked` who has nothing yet gets what they asked for. */
function changesIn(all: readonly InstitutionSlots[], body: unknown): AllotmentChange[] {
  const isAsAsked = formText(body, 'as-asked') !== '';
  return all.flatMap((institution) => {
    const was = wasIn(formText(body, `was-${institution.id}`));
    if (was === null) return [];
    const names = fieldsOf(institution);
    const typed = {
      teams: countIn(formText(body, names.teams)),
      adjudicators: countIn(formText(body, names.adjudicators)),
      payment: formText(body, names.payment),
    };
    const is = isAsAsked ? asAsked(institution, typed) : typed;
    const isSame = is.teams === was.teams && is.adjudicators === was.adjudicators && is.payment === was.payment;
    return isSame ? [] : [{ id: institution.id, was, is }];
  });
}

const countIn = (text: string): number => (/^\d{1,5}$/.test(text) ? Number(text) : Number.NaN);

function asAsked({ teamsRequested, adjudicatorsRequested }: InstitutionSlots, typed: Allotment): Allotment {
  const hasNothing = typed.teams + typed.adjudicators === 0;
  return hasNothing ? { ...typed, teams: teamsRequested, adjudicators: adjudicatorsRequested } : typed;
}

/** `2/1/paid`: what the page was made with. */
function wasIn(text: string): Allotment | null {
  const [, teams, adjudicators, payment = ''] = /^(\d+)\/(\d+)\/(.*)$/s.exec(text) ?? [];
  return teams === undefined ? null : { teams: Number(teams), adjudicators: Number(adjudicators), payment };
}
