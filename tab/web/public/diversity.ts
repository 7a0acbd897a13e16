import type { FreshPage } from '../../public-pages/render-once.ts';
import { counts as isCounted } from '../../rules/feedback.ts';
import { publicResults, publicStandingsRounds } from '../../rules/redaction.ts';
import {
  diversity,
  genderGroups,
  type CountLine,
  type DiversityField,
  type Gender,
  type SpreadLine,
} from '../../rules/standings/diversity.ts';
import * as breaks from '../../store/breaks.ts';
import * as publicLists from '../../store/public-lists.ts';
import * as publicScores from '../../store/public-scores.ts';
import { fieldOf } from '../../store/standings.ts';
import { headOf, type Site } from './site.ts';
import { figure } from './standings-cells.ts';
import { tablesPage, type PublicTable } from './views/tables.ts';

/** How many of each group there are and how they score, in rounds whose results are out. */
export async function showDiversity(site: Site): Promise<FreshPage> {
  const { settings } = site;
  const shown = { areTeamsShown: settings.public_breaking_teams, areAdjudicatorsShown: settings.public_breaking_adjs };
  const { field, names } = await fieldFor(site);
  const figures = diversity(field, shown);
  const spreads = (of: string, lines: readonly SpreadLine[]): PublicTable => spreadTable(of, lines);
  const breaking = figures.breaking === null ? [] : [countTable('Who goes on', [figures.breaking.speakers, figures.breaking.adjudicators])];
  const tables = [
    countTable('People', [figures.speakers, figures.adjudicators, figures.independents, ...figures.places]),
    ...breaking,
    countTable('Speakers by region', figures.speakersByRegion),
    countTable('Adjudicators by region', figures.adjudicatorsByRegion),
    countTable(
      'Speakers by category',
      figures.speakersByCategory.flatMap(({ category, inside, outside }) => [
        { of: names.get(category) ?? category, counts: inside },
        { of: `not ${names.get(category) ?? category}`, counts: outside },
      ]),
    ),
    spreads('Speaker scores', [
      { of: 'Preliminary rounds', spreads: figures.scores },
      ...figures.scoresByPosition,
      { of: 'Elimination rounds', spreads: figures.eliminationScores },
    ]),
    spreads('Feedback on adjudicators', figures.ratings),
  ].filter(({ rows }) => rows.length > 0);
  const say = 'By what people say of themselves; scores as mean, and the middle half.';
  return { status: 200, html: tablesPage({ head: headOf(site, 'diversity'), title: 'Diversity', say, tables }) };
}

const groups = { notMale: 'Not male', male: 'Male', unknown: 'Not said' } as const;
const groupColumns = genderGroups.map((group) => ({ label: groups[group], numeric: true }));

function countTable(title: string, lines: readonly CountLine[]): PublicTable {
  const rows = lines.map(({ of, counts }) => {
    const all = counts.notMale + counts.male + counts.unknown;
    return [of, ...genderGroups.map((group) => withShare(counts[group], all)), all];
  });
  return { title, caption: title, columns: [{ label: 'Of' }, ...groupColumns, { label: 'All', numeric: true }], rows };
}

function withShare(count: number, all: number): string {
  return all === 0 || count === 0 ? String(count) : `${count} (${Math.round((100 * count) / all)}%)`;
}

function spreadTable(title: string, lines: readonly SpreadLine[]): PublicTable {
  const rows = lines
    .filter(({ spreads }) => genderGroups.some((group) => spreads[group].mean !== null))
    .map(({ of, spreads }) => [of, ...genderGroups.map((group) => spreadWords(spreads[group]))]);
  return { title, caption: title, columns: [{ label: 'Of' }, ...groupColumns], rows };
}

function spreadWords({ mean, lowerQuartile, upperQuartile }: SpreadLine['spreads']['male']): string {
  return mean === null ? '–' : `${figure(mean)} (${figure(lowerQuartile)}–${figure(upperQuartile)})`;
}

async function fieldFor(site: Site): Promise<{ readonly field: DiversityField; readonly names: ReadonlyMap<string, string> }> {
  const { tab, tournament } = site;
  const [everybody, categories, seats, breaking, standings, ratings, late] = await Promise.all([
    publicLists.countedPeople(tab.db, tournament.id),
    publicLists.speakerCategories(tab.db, tournament.id),
    publicLists.seats(tab.db, tournament.id),
    breaks.breaking(tab.db, tournament.id),
    fieldOf(tab.db, tournament.id),
    publicScores.ratings(tab.db, tournament.id),
    publicScores.lateSpeeches(tab.db, tournament.id),
  ]);
  const open = categories.categories.filter(({ isPublic }) => isPublic);
  const slugs = new Map(open.map(({ id, slug }) => [id, slug]));
  const memberships = Map.groupBy(categories.members, ({ speakerId }) => speakerId);
  const going = new Set(breaking.filter(({ breakRank }) => breakRank !== null).map(({ teamId }) => teamId));
  const genders = new Map<number, Gender>(everybody.map(({ id, gender }) => [id, gender]));
  const results = new Set(publicResults(site).map(({ seq }) => seq));
  const field: DiversityField = {
    speakers: everybody
      .filter(({ kind }) => kind === 'speaker')
      .map((one) => ({
        gender: one.gender,
        region: one.region,
        categories: (memberships.get(one.id) ?? []).flatMap(({ categoryId }) => slugs.get(categoryId) ?? []),
        isBreaking: one.teamId !== null && going.has(one.teamId),
      })),
    adjudicators: everybody
      .filter(({ kind }) => kind === 'adjudicator')
      .map((one) => ({
        gender: one.gender,
        region: one.region,
        isIndependent: one.isIndependent === true,
        isBreaking: one.isBreaking === true,
      })),
    seats: seats.filter(({ round }) => results.has(round)).map(({ personId, place }) => ({ gender: genders.get(personId) ?? '', place })),
    speeches: [...speechesOf(site, standings, genders), ...lateSpeechesOf(site, late, genders)],
    ratings: ratings.filter(isTold).map(({ personId, from, score }) => ({ gender: genders.get(personId) ?? '', from, score })),
    categories: [...slugs.values()],
  };
  return { field, names: new Map(open.map(({ slug, name }) => [slug, name])) };
}

function speechesOf(
  site: Site,
  { debates }: Awaited<ReturnType<typeof fieldOf>>,
  genders: ReadonlyMap<number, Gender>,
): DiversityField['speeches'] {
  const counted = new Set(publicStandingsRounds(site).map(({ seq }) => seq));
  const { substantive_speakers: substantives } = site.settings;
  return debates
    .filter(({ round, isConfirmed }) => isConfirmed && counted.has(round))
    .flatMap(({ teams }) => teams.flatMap(({ speeches }) => speeches))
    .filter(({ isGhost, position }) => !isGhost && position <= substantives)
    .map(({ speaker, position, score }) => ({ gender: genders.get(speaker) ?? '', position, stage: 'P', score }));
}

/** Of trainees too, who have a line of their own here. */
const isTold = (piece: publicScores.Rating): boolean => isCounted({ ...piece, isFromTrainee: false });

function lateSpeechesOf(
  site: Site,
  speeches: readonly publicScores.LateSpeech[],
  genders: ReadonlyMap<number, Gender>,
): DiversityField['speeches'] {
  const counted = new Set(publicResults(site).map(({ seq }) => seq));
  return speeches
    .filter(({ round, position }) => counted.has(round) && position <= site.settings.substantive_speakers)
    .map(({ speaker, position, score }) => ({ gender: genders.get(speaker) ?? '', position, stage: 'E', score }));
}
