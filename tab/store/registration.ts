import type { Queryable } from '#kit/db/connect.ts';
import { textQuery } from '#kit/db/query.ts';
import type { Answers } from '../rules/feedback-questions.ts';
import type { InstitutionId, PersonId, TeamId, TournamentId } from '../rules/ids.ts';
import type { RegistrationQuestion, RegistrationSubject } from '../rules/registration/form.ts';
import type { Slots } from '../rules/registration/slots.ts';

interface OfTournament {
  readonly tournamentId: TournamentId;
}

const questionsQuery = textQuery<OfTournament, RegistrationQuestion>(
  'registration.questions',
  `select id, subject, text, name, help_text as "helpText", answer_type as "answerType", required as "isRequired", min_value as min, max_value as max,
          case when choices = '' then '{}' else string_to_array(choices, e'\\n') end as choices
   from questions where tournament_id = $1 order by subject, seq limit 500`,
  ({ tournamentId }) => [tournamentId],
);

/** What registration asks, in the order of each form. */
export function questions(db: Queryable, tournamentId: TournamentId): Promise<RegistrationQuestion[]> {
  return db.run(questionsQuery, { tournamentId });
}

/** An institution as the tab room sees its registration. */
export interface InstitutionSlots extends Slots {
  readonly id: InstitutionId;
  readonly name: string;
  readonly code: string;
  readonly payment: string;
  /** Null: put there by the tab room. */
  readonly registeredAt: Date | null;
  readonly coaches: readonly string[];
}

// Text: what an institution has is counted where it lies.
const slotsQuery = textQuery<OfTournament, InstitutionSlots>(
  'registration.slots',
  `select i.id, i.name, i.code, ti.teams_requested as "teamsRequested", ti.teams_allocated as "teamsAllocated",
     ti.adjudicators_requested as "adjudicatorsRequested", ti.adjudicators_allocated as "adjudicatorsAllocated", ti.payment, ti.registered_at as "registeredAt",
     (select count(*)::int from teams t where t.tournament_id = $1 and t.institution_id = i.id) as teams,
     (select count(*)::int from adjudicators a join people p on p.id = a.id where p.tournament_id = $1 and a.institution_id = i.id) as adjudicators,
     coalesce((select array_agg(p.name order by p.name) from coaches c join people p on p.id = c.id where p.tournament_id = $1 and c.institution_id = i.id), '{}') as coaches
   from tournament_institutions ti join institutions i on i.id = ti.institution_id
   where ti.tournament_id = $1 order by ti.registered_at nulls last, i.name, i.id limit 2000`,
  ({ tournamentId }) => [tournamentId],
);

/** Every institution of the tournament: those that registered, first come first, then those of the tab room. */
export function slots(db: Queryable, tournamentId: TournamentId): Promise<InstitutionSlots[]> {
  return db.run(slotsQuery, { tournamentId });
}

const coachQuery = textQuery<{ personId: PersonId }, { id: InstitutionId }>(
  'registration.institutionOfCoach',
  'select institution_id as id from coaches where id = $1',
  ({ personId }) => [personId],
);

/** Whose coach this is; null for everybody else. */
export async function institutionOfCoach(db: Queryable, personId: PersonId): Promise<InstitutionId | null> {
  return (await db.maybeOne(coachQuery, { personId }))?.id ?? null;
}

interface Asked extends OfTournament {
  readonly institutionId: InstitutionId;
  readonly teams: number;
  readonly adjudicators: number;
  readonly answers: Answers;
  readonly at: Date;
}

const askQuery = textQuery<Asked, unknown>(
  'registration.ask',
  `update tournament_institutions set teams_requested = $3, adjudicators_requested = $4, answers = $5, registered_at = $6
   where tournament_id = $1 and institution_id = $2`,
  ({ tournamentId, institutionId, teams, adjudicators, answers, at }) => [
    tournamentId,
    institutionId,
    teams,
    adjudicators,
    JSON.stringify(answers),
    at,
  ],
);

/** Puts on record what an institution asked for when it registered. */
export async function ask(tx: Queryable, asked: Asked): Promise<void> {
  await tx.run(askQuery, asked);
}

/** What the tab room gives an institution. */
export interface Allotment {
  readonly teams: number;
  readonly adjudicators: number;
  readonly payment: string;
}

export interface AllotmentChange {
  readonly id: InstitutionId;
  /** What stood on the page that it was changed on. */
  readonly was: Allotment;
  readonly is: Allotment;
}

interface Allot extends OfTournament {
  readonly changes: readonly AllotmentChange[];
}

// Text: all of them in one statement; what somebody else has changed meanwhile stays as it is.
const allotQuery = textQuery<Allot, { id: InstitutionId }>(
  'registration.allot',
  `update tournament_institutions ti set teams_allocated = c.is_teams, adjudicators_allocated = c.is_adjudicators, payment = c.is_payment
   from jsonb_to_recordset($2::jsonb) as c(id int, was_teams int, was_adjudicators int, was_payment text, is_teams int, is_adjudicators int, is_payment text)
   where ti.tournament_id = $1 and ti.institution_id = c.id
     and (ti.teams_allocated, ti.adjudicators_allocated, ti.payment) = (c.was_teams, c.was_adjudicators, c.was_payment)
   returning ti.institution_id as id`,
  ({ tournamentId, changes }) => [
    tournamentId,
    JSON.stringify(
      changes.map(({ id, was, is }) => ({
        id,
        was_teams: was.teams,
        was_adjudicators: was.adjudicators,
        was_payment: was.payment,
        is_teams: is.teams,
        is_adjudicators: is.adjudicators,
        is_payment: is.payment,
      })),
    ),
  ],
);

/** Gives slots; answers whose stood as they were thought to stand, and are changed. */
export async function allot(tx: Queryable, change: Allot): Promise<ReadonlySet<InstitutionId>> {
  return new Set((await tx.run(allotQuery, change)).map(({ id }) => id));
}

interface Answered {
  readonly id: number;
  readonly answers: Answers;
  /** Null leaves it as it stands: what was registered before keeps its time. */
  readonly at: Date | null;
}

const answerOf = (table: 'teams' | 'people') =>
  textQuery<Answered, unknown>(
    `registration.answer.${table}`,
    `update ${table} set answers = $2, registered_at = coalesce($3::timestamptz, registered_at) where id = $1`,
    ({ id, answers, at }) => [id, JSON.stringify(answers), at],
  );
const answerQueries = { team: answerOf('teams'), person: answerOf('people') };

/** What a team or a person answered, and that they registered themselves. */
export async function answer(tx: Queryable, who: 'team' | 'person', answered: Answered): Promise<void> {
  await tx.run(answerQueries[who], answered);
}

/** Somebody or something that registered, or could have. */
export interface Registrant {
  readonly id: number;
  readonly name: string;
  /** Where they come from: a team's speaker the team, everybody else the institution. */
  readonly from: string | null;
  readonly email: string;
  readonly registeredAt: Date | null;
  readonly answers: Answers;
}

const people = (kind: string, joins: string): string =>
  `select p.id, p.name, x.name as "from", coalesce(p.email, '') as email, p.registered_at as "registeredAt", p.answers
   from people p ${joins} where p.tournament_id = $1 and p.kind = '${kind}' order by p.registered_at nulls last, p.name, p.id limit 8000`;

const registrantQueries = new Map(
  Object.entries({
    institution: `select i.id, i.name, null as "from", '' as email, ti.registered_at as "registeredAt", ti.answers
      from tournament_institutions ti join institutions i on i.id = ti.institution_id where ti.tournament_id = $1 order by ti.registered_at nulls last, i.name limit 2000`,
    coach: people('coach', 'join coaches c on c.id = p.id join institutions x on x.id = c.institution_id'),
    team: `select t.id, t.short_name as name, x.name as "from", '' as email, t.registered_at as "registeredAt", t.answers
      from teams t left join institutions x on x.id = t.institution_id where t.tournament_id = $1 order by t.registered_at nulls last, t.short_name, t.id limit 2000`,
    speaker: people('speaker', 'join speakers s on s.id = p.id join (select id, short_name as name from teams) x on x.id = s.team_id'),
    adjudicator: people('adjudicator', 'join adjudicators a on a.id = p.id left join institutions x on x.id = a.institution_id'),
  } satisfies Record<RegistrationSubject, string>).map(([subject, text]) => [
    subject,
    textQuery<OfTournament, Registrant>(`registration.${subject}`, text, ({ tournamentId }) => [tournamentId]),
  ]),
);

/** Everybody of a kind with their answers: who registered, first come first, then the others; one query. */
export async function registrants(db: Queryable, tournamentId: TournamentId, subject: RegistrationSubject): Promise<Registrant[]> {
  const query = registrantQueries.get(subject);
  return query === undefined ? [] : db.run(query, { tournamentId });
}

const keyQuery = textQuery<{ personId: PersonId }, { urlKey: string }>(
  'registration.urlKey',
  'select url_key as "urlKey" from private_links where person_id = $1 and revoked_at is null order by created_at desc limit 1',
  ({ personId }) => [personId],
);

/** The secret of a person's private link; null where it was taken away. */
export async function urlKey(db: Queryable, personId: PersonId): Promise<string | null> {
  return (await db.maybeOne(keyQuery, { personId }))?.urlKey ?? null;
}

const speakersQuery = textQuery<{ teamId: TeamId }, { id: PersonId }>(
  'registration.speakersOf',
  'select id from speakers where team_id = $1 order by seq limit 100',
  ({ teamId }) => [teamId],
);

/** The speakers of a team in the order of its roster. */
export async function speakersOf(db: Queryable, teamId: TeamId): Promise<PersonId[]> {
  return (await db.run(speakersQuery, { teamId })).map(({ id }) => id);
}
