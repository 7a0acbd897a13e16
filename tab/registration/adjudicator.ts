import type { Transaction } from '#kit/db/connect.ts';
import { NothingThere, RegistrationClosed, WrongInput } from '../errors.ts';
import type { InstitutionId, PersonId } from '../rules/ids.ts';
import { mayRegister } from '../rules/registration/open.ts';
import type { Tournament } from '../rules/tournament.ts';
import type { Place, Thing } from '../setup/kind.ts';
import { kinds } from '../setup/kinds.ts';
import * as conflicts from '../store/conflicts.ts';
import * as store from '../store/registration.ts';
import { checkedId } from '../store/setup-writes.ts';
import type { Tab } from '../tab.ts';
import { adjudicatorForm } from './forms.ts';
import { filledParts, mustFill, record, type Registrant, type RegistrationWish } from './record.ts';
import { refuseFull } from './slots.ts';
import { sendLink } from './tell.ts';

/** Registers an adjudicator, new for null, or changes what was registered; gives whose private page it goes on. */
export async function registerAdjudicator(tab: Tab, wish: RegistrationWish & { readonly id: PersonId | null }): Promise<PersonId> {
  const { tournament, registrant, given, id } = wish;
  refuseClosed(tournament, registrant);
  const { settings } = tournament;
  const questions = await store.questions(tab.db, tournament.id);
  const isOpen = registrant.kind !== 'coach';
  const partOf = filledParts(adjudicatorForm({ settings, questions, isOpen }), given);
  const { values, answers } = mustFill(partOf('adjudicator'));
  return record(tab, wish, async (tx, place) => {
    const all = await kinds.adjudicators.list(tx, tournament.id);
    refuseTwice(all, id, textOf(values['email']));
    const before = id === null ? null : ownAdjudicator(all, registrant, id);
    const institution = registrant.kind === 'coach' ? registrant.institutionId : values['institution'];
    const wanted = { ...(before?.values ?? (await newcomer(tx, wish))), ...values, institution };
    const saved = checkedId<PersonId>(await kinds.adjudicators.save(tx, { ...place, id }, wanted));
    await store.answer(tx, 'person', { id: saved, answers, at: id === null ? place.at : null });
    await conflictWithOwn(tx, saved, institution);
    if (before === null) await sendLink(tx, { ...wish, personId: saved });
    return {
      verb: id === null ? 'adjudicator_registered' : 'registration_changed',
      subject: `adjudicators:${saved}`,
      personId: registrant.kind === 'coach' ? registrant.id : saved,
    };
  });
}

function refuseClosed({ settings, name }: Tournament, { kind }: Registrant): void {
  const isOpen = kind === 'public' ? settings.open_adj_registration : mayRegister(kind, settings);
  if (!isOpen) throw new RegistrationClosed(`Adjudicators do not register for ${name} in this way now.`);
}

/** The adjudicator that somebody may change: a coach those of the institution, an adjudicator themself. */
export function ownAdjudicator(all: readonly Thing[], registrant: Registrant, id: number): Thing {
  const found = all.find((one) => one.id === id);
  const isOwn =
    registrant.kind === 'coach'
      ? found?.values['institution'] === registrant.institutionId
      : registrant.kind === 'adjudicator' && registrant.id === id;
  if (found === undefined || !isOwn) throw new NothingThere('adjudicator of yours under this address');
  return found;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** One person registers once; the database decides between two who come at the same moment. */
function refuseTwice(all: readonly Thing[], id: number | null, email: string): void {
  const isSame = ({ id: other, values }: Thing): boolean => other !== id && textOf(values['email']).toLowerCase() === email.toLowerCase();
  if (email !== '' && all.some(isSame))
    throw new WrongInput(
      `An adjudicator with the address ${email} is registered already.`,
      'Their private link came by e-mail: what is registered is changed there.',
    );
}

/** What a new one has that no form asks for. */
async function newcomer(tx: Transaction, { tournament, registrant }: RegistrationWish) {
  if (registrant.kind === 'coach') await refuseFull(tx, { tournament, institutionId: registrant.institutionId, of: 'adjudicators' });
  const { adj_min_score: min, adj_max_score: max } = tournament.settings;
  return { base_score: (min + max) / 2 };
}

/** Nobody judges where they come from. */
async function conflictWithOwn(tx: Transaction, id: PersonId, institution: unknown): Promise<void> {
  if (typeof institution !== 'number') return;
  await tx.run(conflicts.insertAdjudicatorInstitution, {
    rows: [{ adjudicator_id: id, institution_id: checkedId<InstitutionId>(institution) }],
  });
}

/** A coach takes back an adjudicator who was registered; whoever has judged stays. */
export async function withdrawAdjudicator(tab: Tab, wish: RegistrationWish & { readonly id: PersonId }): Promise<void> {
  const { tournament, registrant, id } = wish;
  refuseClosed(tournament, registrant);
  await record(tab, wish, async (tx, place: Place) => {
    if (registrant.kind !== 'coach') throw new NothingThere('adjudicator of yours under this address');
    ownAdjudicator(await kinds.adjudicators.list(tx, tournament.id), registrant, id);
    await kinds.adjudicators.remove(tx, { ...place, id });
    return { verb: 'registration_withdrawn', subject: `adjudicators:${id}`, personId: registrant.id };
  });
}
