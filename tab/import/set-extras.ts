import type { Transaction } from '#kit/db/connect.ts';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { SetRefused } from '../errors.ts';
import { faultSentence, type CsvFault } from '../rules/csv-set/columns.ts';
import { Names } from '../rules/csv-set/names.ts';
import type { SetExtras } from '../rules/csv-set/read-set.ts';
import type { SetTeam } from '../rules/csv-set/set.ts';
import { teamNames } from '../rules/team-name.ts';
import type { Place, Thing } from '../setup/kind.ts';
import { kinds } from '../setup/kinds.ts';
import type { KindName } from '../store/setup-lists.ts';
import * as teams from '../store/teams.ts';

/** What is stored once the teams, people and rooms of a set are there. */
export interface ExtrasWish extends Place {
  /** The new ones. */
  readonly teams: readonly SetTeam[];
  readonly extras: SetExtras;
}

/** Stores room categories with their rooms, who needs which, speaker categories, and what feedback asks. What is there already stays. */
export async function storeSetExtras(tx: Transaction, wish: ExtrasWish): Promise<void> {
  const faults: CsvFault[] = [];
  const roomCategories = await storeRoomCategories(tx, wish);
  await storeConstraints(tx, wish, { roomCategories, faults });
  await storeSpeakerCategories(tx, wish, faults);
  await storeQuestions(tx, wish);
  if (faults.length > 0) throw new SetRefused(faults.map(faultSentence));
}

type Raw = Readonly<Record<string, unknown>>;
const plain = (name: string): string => name.normalize('NFC').trim().toLowerCase();

const things = (tx: Transaction, kind: KindName, { tournament }: Place): Promise<Thing[]> => kinds[kind].list(tx, tournament.id);

/** The row that something is stored from, for who reads why it cannot be. */
interface Source {
  readonly file: string;
  readonly line: number;
}

async function save(
  tx: Transaction,
  place: Place,
  { kind, values, ...at }: Source & { readonly kind: KindName; readonly values: Raw },
): Promise<number> {
  return kinds[kind].save(tx, { ...place, id: null }, values).catch((error: unknown) => {
    if (!(error instanceof RostraError)) throw error;
    throw new SetRefused([faultSentence({ ...at, column: null, sentence: error.message.replace(/[.]$/, '') })]);
  });
}

/** A category that only a room names is made as well. */
async function storeRoomCategories(tx: Transaction, wish: ExtrasWish): Promise<Names<number>> {
  const { venue_categories: rows, venues } = wish.extras;
  const named = venues.flatMap(({ category, line }) => category.map((name) => ({ name, file: 'venues.csv', line, values: {} })));
  const said = rows.map(({ line, ...values }) => ({ name: values.name, file: 'venue_categories.csv', line, values }));
  const known = new Map((await things(tx, 'venue-categories', wish)).map(({ id, label }) => [plain(label), id]));
  for (const { name, values, ...at } of [...said, ...named]) {
    if (known.has(plain(name))) continue;
    known.set(plain(name), await save(tx, wish, { ...at, kind: 'venue-categories', values: { name, ...values, venues: [] } }));
  }
  const rooms = new Map((await things(tx, 'venues', wish)).map((one) => [plain(one.label), one]));
  for (const { name, category } of venues) {
    const room = rooms.get(plain(name));
    if (room === undefined || category.length === 0) continue;
    const before = Array.isArray(room.values['categories']) ? room.values['categories'] : [];
    const categories = [...new Set([...before, ...category.map((one) => known.get(plain(one)))])];
    await kinds.venues.save(tx, { ...wish, id: room.id }, { ...room.values, categories });
  }
  return namesOf([...known]);
}

function namesOf(pairs: readonly (readonly [name: string, id: number])[]): Names<number> {
  const names = new Names<number>();
  for (const [name, id] of pairs) names.add(id, [name]);
  return names;
}

interface Finding {
  readonly roomCategories: Names<number>;
  readonly faults: CsvFault[];
}

async function storeConstraints(tx: Transaction, wish: ExtrasWish, { roomCategories, faults }: Finding): Promise<void> {
  const { adj_venue_constraints: ofJudges, team_venue_constraints: ofTeams } = wish.extras;
  if (ofJudges.length + ofTeams.length === 0) return;
  const judges = namesOf((await things(tx, 'adjudicators', wish)).map(({ id, label }) => [label, id]));
  const teamNamed = new Names<number>();
  for (const { id, name, longName } of await teams.ofTournament(tx, wish.tournament.id)) teamNamed.add(id, [name, longName]);
  const rows = [
    ...ofJudges.map((row) => ({ ...row, file: 'adj_venue_constraints.csv', subject: 'adjudicator', name: row.adjudicator, among: judges })),
    ...ofTeams.map((row) => ({ ...row, file: 'team_venue_constraints.csv', subject: 'team', name: row.team, among: teamNamed })),
  ];
  const there = new Set((await things(tx, 'venue-constraints', wish)).map(({ values }) => constraintKey(values)));
  for (const { file, line, subject, name, among, category, priority } of rows) {
    const id = among.mustFind(name, { file, line, column: subject }, faults);
    const room = roomCategories.mustFind(category, { file, line, column: 'category' }, faults);
    const values = { category: room, priority, [subject]: id };
    if (id === null || room === null || there.has(constraintKey(values))) continue;
    await save(tx, wish, { file, line, kind: 'venue-constraints', values });
  }
}

const constraintKey = ({ category, team, adjudicator }: Raw): string => JSON.stringify([category, team ?? null, adjudicator ?? null]);

async function storeSpeakerCategories(tx: Transaction, wish: ExtrasWish, faults: CsvFault[]): Promise<void> {
  const members = wish.teams.flatMap((team) =>
    team.speakers.flatMap((speaker) => (speaker.categories ?? []).map((category) => ({ team, speaker: speaker.name, category }))),
  );
  if (wish.extras.speaker_categories.length + members.length === 0) return;
  const names = await speakerCategoryNames(tx, wish);
  const [people, sides] = [await things(tx, 'speakers', wish), await things(tx, 'teams', wish)];
  const teamIds = new Map(sides.map(({ id, label }) => [plain(label), id]));
  const found = members.map(({ team, speaker, category }) => {
    const teamId = teamIds.get(plain(teamNames(team).shortName));
    const id = names.mustFind(category, { file: 'teams.csv', line: null, column: 'category' }, faults);
    return { id, speaker: people.find(({ label, values }) => label === speaker && values['team'] === teamId)?.id };
  });
  const added = Map.groupBy(found, ({ id }) => id);
  for (const { id, values } of await things(tx, 'speaker-categories', wish)) {
    const fresh = (added.get(id) ?? []).flatMap(({ speaker }) => speaker ?? []);
    const before = Array.isArray(values['speakers']) ? values['speakers'] : [];
    if (fresh.length > 0) await kinds['speaker-categories'].save(tx, { ...wish, id }, { ...values, speakers: [...before, ...fresh] });
  }
}

/** Every speaker category by its name and its address, those of the set made first. */
async function speakerCategoryNames(tx: Transaction, wish: ExtrasWish): Promise<Names<number>> {
  const names = new Names<number>();
  for (const { id, label, values } of await things(tx, 'speaker-categories', wish)) names.add(id, [label, String(values['slug'])]);
  for (const { line, ...values } of wish.extras.speaker_categories) {
    if (names.has(values.name)) continue;
    const at = { file: 'speaker_categories.csv', line };
    const id = await save(tx, wish, { ...at, kind: 'speaker-categories', values: { ...values, speakers: [] } });
    names.add(id, [values.name, values.slug]);
  }
  return names;
}

async function storeQuestions(tx: Transaction, wish: ExtrasWish): Promise<void> {
  const there = new Set((await things(tx, 'feedback-questions', wish)).map(({ values }) => values['text']));
  for (const { line, choices, ...values } of wish.extras.adj_feedback_questions) {
    if (there.has(values.text)) continue;
    const lines = choices.split(/\s*(?:\/\/|;|\|)\s*/).join('\n');
    await save(tx, wish, { file: 'adj_feedback_questions.csv', line, kind: 'feedback-questions', values: { ...values, choices: lines } });
  }
}
