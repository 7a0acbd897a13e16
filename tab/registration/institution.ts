import type { Transaction } from '#kit/db/connect.ts';
import { RegistrationClosed, WrongInput } from '../errors.ts';
import type { InstitutionId, PersonId } from '../rules/ids.ts';
import type { FilledPart } from '../rules/registration/form.ts';
import type { Tournament } from '../rules/tournament.ts';
import type { Place } from '../setup/kind.ts';
import { kinds } from '../setup/kinds.ts';
import * as institutions from '../store/institutions.ts';
import * as store from '../store/registration.ts';
import { checkedId } from '../store/setup-writes.ts';
import type { Tab } from '../tab.ts';
import { institutionForm } from './forms.ts';
import { filledParts, mustFill, record, type RegistrationWish } from './record.ts';
import { sendLink } from './tell.ts';

/** An institution registers itself, asks for slots and names its coach; gives the coach, on whose private page the rest is done. */
export async function registerInstitution(tab: Tab, wish: RegistrationWish): Promise<PersonId> {
  const { tournament, given } = wish;
  if (!tournament.settings.institution_registration)
    throw new RegistrationClosed(`Institutions do not register themselves for ${tournament.name} now.`);
  const questions = await store.questions(tab.db, tournament.id);
  const partOf = filledParts(institutionForm({ settings: tournament.settings, questions, isOpen: true }), given);
  const [institution, coach] = [mustFill(partOf('institution')), mustFill(partOf('coach'))];
  return record(tab, wish, async (tx, place) => {
    const id = await joinAs(tx, place, institution);
    const coachId = await addCoach(tx, place, { id, coach });
    await sendLink(tx, { ...wish, personId: coachId });
    return { verb: 'institution_registered', subject: `institutions:${id}`, personId: coachId };
  });
}

async function joinAs(tx: Transaction, { tournament, at }: Place, { values, answers }: FilledPart): Promise<InstitutionId> {
  const [name, code] = [String(values['name']), String(values['code'])];
  await refuseTwice(tx, tournament, { name, code });
  const [joined] = await institutions.join(tx, tournament.id, [{ name, code, region: '' }]);
  if (joined === undefined) throw new WrongInput('The institution could not be registered.');
  await store.ask(tx, {
    tournamentId: tournament.id,
    institutionId: joined.id,
    teams: Number(values['teams_requested'] ?? 0),
    adjudicators: Number(values['adjudicators_requested'] ?? 0),
    answers,
    at,
  });
  return joined.id;
}

/** Whoever comes second would otherwise get a key to what the first one registered. */
async function refuseTwice(tx: Transaction, tournament: Tournament, wanted: { readonly name: string; readonly code: string }) {
  const isSame = (a: string, b: string): boolean => a.localeCompare(b, 'en', { sensitivity: 'base' }) === 0;
  const present = await institutions.ofTournament(tx, tournament.id);
  const same = present.find(({ name, code }) => isSame(name, wanted.name) || isSame(code, wanted.code));
  if (same !== undefined)
    throw new WrongInput(
      `${same.name} (${same.code}) is registered already.`,
      'Ask whoever registered it for their link, or the tab room for a link of your own. Another institution needs another code.',
    );
}

interface NewCoach {
  readonly id: InstitutionId;
  readonly coach: FilledPart;
}

async function addCoach(tx: Transaction, place: Place, { id, coach }: NewCoach): Promise<PersonId> {
  const coachId = checkedId<PersonId>(await kinds.coaches.save(tx, { ...place, id: null }, { ...coach.values, institution: id }));
  await store.answer(tx, 'person', { id: coachId, answers: coach.answers, at: place.at });
  return coachId;
}
