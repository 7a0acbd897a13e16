import type { Html } from '#kit/html/html.ts';
import { NothingThere } from '../../errors.ts';
import { ownAdjudicator } from '../../registration/adjudicator.ts';
import { adjudicatorForm, teamForm } from '../../registration/forms.ts';
import type { Registrant } from '../../registration/record.ts';
import { ownTeam } from '../../registration/team.ts';
import type { Answers } from '../../rules/feedback-questions.ts';
import { readId, type PersonId, type TeamId } from '../../rules/ids.ts';
import type { RegistrationSubject } from '../../rules/registration/form.ts';
import type { Thing } from '../../setup/kind.ts';
import { kinds } from '../../setup/kinds.ts';
import * as store from '../../store/registration.ts';
import type { Visit } from '../personal/visit.ts';
import { showForm, type FormWish, type Stored } from './form.ts';
import { registrantOf } from './own.ts';
import { paths } from './paths.ts';

/** What a form behind a private link is about, and what was refused of it. */
export interface OwnForm {
  readonly id: string;
  readonly refused: FormWish['refused'];
}

/** The form of a team: a new one, or one that is there. */
export async function showTeamForm(visit: Visit, { id: text, refused }: OwnForm): Promise<Html> {
  const { tab, tournament } = visit;
  const registrant = await registrantOf(visit);
  const id = readId<TeamId>(text);
  if (id === null) refuseNew(text, registrant);
  const [questions, teams, speakers, teamAnswers, speakerAnswers] = await Promise.all([
    store.questions(tab.db, tournament.id),
    kinds.teams.list(tab.db, tournament.id),
    id === null ? [] : kinds.speakers.list(tab.db, tournament.id),
    answersOf(visit, 'team'),
    answersOf(visit, 'speaker'),
  ]);
  const team = id === null ? null : ownTeam(teams, registrant, id);
  const roster = id === null ? [] : await rosterOf(visit, id, speakers);
  const parts = teamForm({ settings: tournament.settings, questions, isOpen: registrant.kind !== 'coach' }, roster.length);
  const stored = parts.map(({ key }, index): [string, Stored] =>
    index === 0 ? [key, storedOf(team, teamAnswers)] : [key, speakerPlace(roster[index - 1] ?? null, speakerAnswers)],
  );
  return showForm(tab, { ...words(visit, { what: 'team', registrant, thing: team }), refused, parts, stored: new Map(stored) });
}

/** The form of an adjudicator: a new one, or one who is there. */
export async function showAdjudicatorForm(visit: Visit, { id: text, refused }: OwnForm): Promise<Html> {
  const { tab, tournament } = visit;
  const registrant = await registrantOf(visit);
  const id = readId<PersonId>(text);
  if (id === null) refuseNew(text, registrant);
  const [questions, all, answers] = await Promise.all([
    store.questions(tab.db, tournament.id),
    kinds.adjudicators.list(tab.db, tournament.id),
    answersOf(visit, 'adjudicator'),
  ]);
  const judge = id === null ? null : ownAdjudicator(all, registrant, id);
  return showForm(tab, {
    ...words(visit, { what: 'adjudicator', registrant, thing: judge }),
    refused,
    parts: adjudicatorForm({ settings: tournament.settings, questions, isOpen: registrant.kind !== 'coach' }),
    stored: new Map([['adjudicator', storedOf(judge, answers)]]),
  });
}

/** Coaches alone add new ones here. */
function refuseNew(text: string, { kind }: Registrant): void {
  if (text !== 'new' || kind !== 'coach') throw new NothingThere('registration of yours under this address');
}

/** The speakers of a team in the order of its roster. */
async function rosterOf({ tab }: Visit, teamId: TeamId, speakers: readonly Thing[]): Promise<Thing[]> {
  return (await store.speakersOf(tab.db, teamId)).flatMap((id) => speakers.find((one) => one.id === id) ?? []);
}

type AnswersById = ReadonlyMap<number, Answers>;

async function answersOf({ tab, tournament }: Visit, subject: RegistrationSubject): Promise<AnswersById> {
  return new Map((await store.registrants(tab.db, tournament.id, subject)).map(({ id, answers }) => [id, answers]));
}

const storedOf = (thing: Thing | null, answers: AnswersById): Stored =>
  thing === null ? { values: {}, answers: {} } : { values: thing.values, answers: answers.get(thing.id) ?? {} };

const speakerPlace = (speaker: Thing | null, answers: AnswersById): Stored => ({
  ...storedOf(speaker, answers),
  id: speaker === null ? null : speaker.id,
});

interface About {
  readonly what: 'team' | 'adjudicator';
  readonly registrant: Registrant;
  /** Null: a new one. */
  readonly thing: Thing | null;
}

const ways = {
  team: { title: 'A team', form: paths.team, withdraw: paths.withdrawTeam },
  adjudicator: { title: 'An adjudicator', form: paths.adjudicator, withdraw: paths.withdrawAdjudicator },
} as const;

function words({ tournament, key }: Visit, { what, registrant, thing }: About) {
  const { slug } = tournament;
  const way = ways[what];
  const about = {
    tournament,
    say: tournament.name,
    back: { label: 'Back to what is registered', href: paths.own(slug, key) },
  };
  if (thing === null)
    return { ...about, title: way.title, action: way.form(slug, key, 'new'), label: `Register the ${what}`, withdraw: null };
  const withdraw = { action: way.withdraw(slug, key, thing.id), label: `Hold 1 s: withdraw the ${what}` };
  return {
    ...about,
    title: thing.label,
    action: way.form(slug, key, thing.id),
    label: 'Save',
    withdraw: registrant.kind === 'coach' ? withdraw : null,
  };
}
