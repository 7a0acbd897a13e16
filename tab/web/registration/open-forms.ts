import type { Html } from '#kit/html/html.ts';
import { NothingThere, RegistrationClosed } from '../../errors.ts';
import { registerAdjudicator } from '../../registration/adjudicator.ts';
import { adjudicatorForm, institutionForm, speakerKey, teamForm, type FormPlan } from '../../registration/forms.ts';
import { registerInstitution } from '../../registration/institution.ts';
import type { RegistrationWish } from '../../registration/record.ts';
import { registerTeam } from '../../registration/team.ts';
import type { PersonId } from '../../rules/ids.ts';
import type { FormPart } from '../../rules/registration/form.ts';
import { openRegistrations, type OpenRegistration } from '../../rules/registration/open.ts';
import type { Tournament } from '../../rules/tournament.ts';
import * as store from '../../store/registration.ts';
import type { Tab } from '../../tab.ts';
import { paths as publicPaths } from '../public/paths.ts';
import { showForm, type FormWish, type Stored } from './form.ts';
import { paths } from './paths.ts';
import { startPage } from './views/start.ts';

interface OpenForm {
  /** What leads to it. */
  readonly button: string;
  readonly title: string;
  readonly say: string;
  readonly parts: (plan: FormPlan) => FormPart[];
  readonly send: (tab: Tab, wish: RegistrationWish) => Promise<PersonId>;
}

const openForms: Readonly<Record<OpenRegistration, OpenForm>> = {
  institution: {
    button: 'Register an institution',
    title: 'Your institution',
    say: 'Its coach gets a private page for all that follows: slots, teams, adjudicators.',
    parts: institutionForm,
    send: registerInstitution,
  },
  team: {
    button: 'Register a team',
    title: 'Your team',
    say: 'Each speaker gets a private page of their own.',
    parts: (plan) => teamForm(plan, 0),
    send: (tab, wish) => registerTeam(tab, { ...wish, id: null }),
  },
  adjudicator: {
    button: 'Register as an adjudicator',
    title: 'You as an adjudicator',
    say: 'You get a private page: where you judge, your ballots, your feedback.',
    parts: adjudicatorForm,
    send: (tab, wish) => registerAdjudicator(tab, { ...wish, id: null }),
  },
};

/** Which forms are open to everybody. */
export function showStart({ slug, name, settings }: Tournament): Html {
  return startPage({
    event: name,
    forms: openRegistrations(settings).map((form) => ({
      label: openForms[form].button,
      say: openForms[form].say,
      href: paths.open(slug, form),
    })),
    homeUrl: publicPaths.home(slug),
  });
}

/** @throws where there is no such form, or the settings keep it closed. */
function openForm({ settings, name }: Tournament, form: string): [OpenRegistration, OpenForm] {
  const found = Object.keys(openForms).find((one): one is OpenRegistration => one === form);
  if (found === undefined) throw new NothingThere(`registration of the kind "${form}"`);
  if (!openRegistrations(settings).includes(found)) throw new RegistrationClosed(`This registration for ${name} is not open.`);
  return [found, openForms[found]];
}

export async function showOpenForm(tab: Tab, tournament: Tournament, asked: { form: string; refused: FormWish['refused'] }): Promise<Html> {
  const [form, { button, title, say, parts }] = openForm(tournament, asked.form);
  const questions = await store.questions(tab.db, tournament.id);
  const shown = parts({ settings: tournament.settings, questions, isOpen: true });
  return showForm(tab, {
    tournament,
    title,
    say,
    action: paths.open(tournament.slug, form),
    label: button,
    back: { label: 'Registration', href: paths.start(tournament.slug) },
    withdraw: null,
    parts: shown,
    stored: emptyPlaces(shown),
    refused: asked.refused,
  });
}

/** The places of speakers whom nobody has named yet. */
function emptyPlaces(parts: readonly FormPart[]): ReadonlyMap<string, Stored> {
  const nobody: Stored = { id: null, values: {}, answers: {} };
  return new Map(parts.flatMap(({ key }, index) => (key === speakerKey(index - 1) ? [[key, nobody] as const] : [])));
}

/** Takes a form that was sent; gives the person on whose private page it goes on. */
export function sendOpenForm(tab: Tab, form: string, wish: RegistrationWish): Promise<PersonId> {
  const [, { send }] = openForm(wish.tournament, form);
  return send(tab, wish);
}
