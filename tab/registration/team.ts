import type { Transaction } from '#kit/db/connect.ts';
import { NothingThere, RegistrationClosed, WrongInput } from '../errors.ts';
import type { InstitutionId, PersonId, TeamId } from '../rules/ids.ts';
import { partField, type FilledPart, type Given } from '../rules/registration/form.ts';
import { mayRegister } from '../rules/registration/open.ts';
import { teamReference } from '../rules/registration/team-reference.ts';
import type { Tournament } from '../rules/tournament.ts';
import type { Place, Thing } from '../setup/kind.ts';
import { kinds } from '../setup/kinds.ts';
import * as conflicts from '../store/conflicts.ts';
import * as store from '../store/registration.ts';
import { checkedId } from '../store/setup-writes.ts';
import type { Tab } from '../tab.ts';
import { speakerKey, teamForm } from './forms.ts';
import { filledParts, mustFill, record, type Registrant, type RegistrationWish } from './record.ts';
import { refuseFull } from './slots.ts';
import { sendTeam } from './tell.ts';

/** Registers a team with its speakers, new for null, or changes what was registered; gives whose private page it goes on. */
export async function registerTeam(tab: Tab, wish: RegistrationWish & { readonly id: TeamId | null }): Promise<PersonId> {
  const { tournament, registrant, given, id } = wish;
  refuseClosed(tournament, registrant);
  const questions = await store.questions(tab.db, tournament.id);
  const shown = shownSpeakers(given);
  const form = teamForm({ settings: tournament.settings, questions, isOpen: registrant.kind !== 'coach' }, shown.length);
  const partOf = filledParts(form, given);
  const team = mustFill(partOf('team'));
  const speakers = form.slice(1).map((_part, index) => partOf(speakerKey(index)));
  return record(tab, wish, async (tx, place) => {
    const saved = await saveTeam(tx, place, { ...wish, team, speakers });
    const roster = await saveSpeakers(tx, place, { teamId: saved, speakers, shown });
    if (id === null) await sendTeam(tx, { ...wish, teamId: saved });
    const [first] = roster;
    return {
      verb: id === null ? 'team_registered' : 'registration_changed',
      subject: `teams:${saved}`,
      personId: registrant.kind === 'public' ? mustBeThere(first) : registrant.id,
    };
  });
}

function refuseClosed({ settings, name }: Tournament, { kind }: Registrant): void {
  const isOpen = kind === 'public' ? settings.open_team_registration : mayRegister(kind, settings);
  if (!isOpen) throw new RegistrationClosed(`Teams do not register for ${name} in this way now.`);
}

/** The team that somebody may change: a coach those of the institution, a speaker their own. */
export function ownTeam(all: readonly Thing[], registrant: Registrant, id: number): Thing {
  const found = all.find((one) => one.id === id);
  const isOwn =
    registrant.kind === 'coach'
      ? found?.values['institution'] === registrant.institutionId
      : registrant.kind === 'speaker' && registrant.teamId === id;
  if (found === undefined || !isOwn) throw new NothingThere('team of yours under this address');
  return found;
}

interface TeamParts extends RegistrationWish {
  readonly id: TeamId | null;
  readonly team: FilledPart;
  /** In the order of the form; null for a place about nobody. */
  readonly speakers: readonly (FilledPart | null)[];
}

async function saveTeam(tx: Transaction, place: Place, { id, registrant, team, speakers }: TeamParts): Promise<TeamId> {
  const { tournament, at } = place;
  const all = await kinds.teams.list(tx, tournament.id);
  const before = id === null ? null : ownTeam(all, registrant, id);
  if (before === null && registrant.kind === 'coach')
    await refuseFull(tx, { tournament, institutionId: registrant.institutionId, of: 'teams' });
  const institution = registrant.kind === 'coach' ? registrant.institutionId : (team.values['institution'] ?? null);
  const wanted = {
    ...(before?.values ?? newcomer(all, { place, institution, speakers })),
    ...team.values,
    institution,
    break_categories: await categoriesOf(tx, tournament, { before, chosen: team.values['break_categories'] }),
  };
  const saved = checkedId<TeamId>(await kinds.teams.save(tx, { ...place, id }, wanted));
  await conflictWithOwn(tx, saved, institution);
  await store.answer(tx, 'team', { id: saved, answers: team.answers, at: id === null ? at : null });
  return saved;
}

interface Newcomer {
  readonly place: Place;
  readonly institution: unknown;
  readonly speakers: TeamParts['speakers'];
}

/** What a new team has where the form does not ask: its institution before the name, and a name by rule. */
function newcomer(all: readonly Thing[], { place: { tournament }, institution, speakers }: Newcomer) {
  const { team_name_generator: generator } = tournament.settings;
  const base = { use_institution_prefix: institution !== null };
  if (generator === 'user') return base;
  const taken = new Set(all.filter(({ values }) => values['institution'] === institution).map(({ values }) => String(values['reference'])));
  const names = speakers.flatMap((speaker) => (speaker === null ? [] : [String(speaker.values['name'])]));
  return { ...base, reference: teamReference(generator, { taken, speakers: names }) };
}

interface Chosen {
  readonly before: Thing | null;
  readonly chosen: unknown;
}

/** Every team may break in the general categories; the others it chooses where the form asks, and keeps where it does not. */
async function categoriesOf(tx: Transaction, tournament: Tournament, { before, chosen }: Chosen): Promise<unknown[]> {
  const all = await kinds['break-categories'].list(tx, tournament.id);
  const general = all.filter(({ values }) => values['is_general'] === true).map(({ id }) => id);
  const kept = chosen ?? before?.values['break_categories'] ?? [];
  return [...new Set([...general, ...(Array.isArray(kept) ? kept : [])])];
}

/** The speakers who stood on the form, by their places; null for a new place. */
function shownSpeakers(given: Given): (number | null)[] {
  const ids: (number | null)[] = [];
  for (
    let texts = given(partField(speakerKey(0), 'id'));
    texts.length > 0 && ids.length < mostSpeakers;
    texts = given(partField(speakerKey(ids.length), 'id'))
  )
    ids.push(Number(texts[0]) || null);
  return ids;
}

const mostSpeakers = 30;

interface Roster {
  readonly teamId: TeamId;
  readonly speakers: TeamParts['speakers'];
  readonly shown: readonly (number | null)[];
}

/** Adds, changes and removes speakers as the form says; gives the roster. */
async function saveSpeakers(tx: Transaction, place: Place, { teamId, speakers, shown }: Roster): Promise<PersonId[]> {
  const own = new Map(
    (await kinds.speakers.list(tx, place.tournament.id)).filter(({ values }) => values['team'] === teamId).map((one) => [one.id, one]),
  );
  if (shown.some((id) => id !== null && !own.has(id)))
    throw new WrongInput('The speakers of the team were changed meanwhile.', 'Nothing was changed. Open the form again.');
  for (const [index, speaker] of speakers.entries()) {
    const id = shown[index] ?? null;
    if (speaker === null && id !== null) await kinds.speakers.remove(tx, { ...place, id });
    if (speaker === null) continue;
    const before = id === null ? {} : own.get(id)?.values;
    const saved = await kinds.speakers.save(tx, { ...place, id }, { ...before, ...speaker.values, team: teamId });
    await store.answer(tx, 'person', { id: saved, answers: speaker.answers, at: id === null ? place.at : null });
  }
  return store.speakersOf(tx, teamId);
}

/** Whoever comes from where a team comes from does not judge it. */
async function conflictWithOwn(tx: Transaction, id: TeamId, institution: unknown): Promise<void> {
  if (typeof institution !== 'number') return;
  await tx.run(conflicts.insertTeamInstitution, { rows: [{ team_id: id, institution_id: checkedId<InstitutionId>(institution) }] });
}

function mustBeThere(first: PersonId | undefined): PersonId {
  if (first === undefined) throw new WrongInput('A team needs a speaker.');
  return first;
}

/** A coach takes back a team that was registered; one that is in a draw stays. */
export async function withdrawTeam(tab: Tab, wish: RegistrationWish & { readonly id: TeamId }): Promise<void> {
  const { tournament, registrant, id } = wish;
  refuseClosed(tournament, registrant);
  await record(tab, wish, async (tx, place) => {
    if (registrant.kind !== 'coach') throw new NothingThere('team of yours under this address');
    ownTeam(await kinds.teams.list(tx, tournament.id), registrant, id);
    for (const speaker of await store.speakersOf(tx, id)) await kinds.speakers.remove(tx, { ...place, id: speaker });
    await kinds.teams.remove(tx, { ...place, id });
    return { verb: 'registration_withdrawn', subject: `teams:${id}`, personId: registrant.id };
  });
}
