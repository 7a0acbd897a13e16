import { NothingThere } from '../../errors.ts';
import type { FreshPage } from '../../public-pages/render-once.ts';
import { speakerTabOf, standingsOf } from '../../round/standings.ts';
import type { PersonId, TeamId } from '../../rules/ids.ts';
import { publicSpeaker } from '../../rules/redaction.ts';
import type { Round } from '../../rules/round.ts';
import { downToRank } from '../../rules/standings/teams.ts';
import type { SpeakerStandings } from '../../rules/standings/speakers.ts';
import { speakerCategories, type SpeakerCategories } from '../../store/public-lists.ts';
import type { StoredField } from '../../store/standings.ts';
import { paths } from './paths.ts';
import { headOf, type Site } from './site.ts';
import { countedRounds, figure, figureColumns, figuresOf, rankWord, roundColumns, teamNames } from './standings-cells.ts';
import { nameCell, tablesPage, type PageLink } from './views/tables.ts';

/** The speaker tab once it is released; who asked for it is neither named nor found through the team. */
export async function showSpeakerTab(site: Site): Promise<FreshPage> {
  const { untilRound } = countedRounds(site);
  const { tab, tournament, settings } = site;
  const [{ field, speakers }, categories] = await Promise.all([
    speakerTabOf(tab, tournament, { untilRound, among: null }),
    speakerCategories(tab.db, tournament.id),
  ]);
  const links = categoryLinks(site, categories);
  return speakersPage(site, field, { title: 'Speaker tab', standings: speakers, limit: settings.speaker_tab_limit, links, isReply: false });
}

/** The speakers of a category that is public, ranked among themselves. */
export async function showSpeakerTabOfCategory(site: Site, { category: slug }: { readonly category?: string }): Promise<FreshPage> {
  const { tab, tournament } = site;
  const all = await speakerCategories(tab.db, tournament.id);
  const category = all.categories.find((one) => one.slug === slug && one.isPublic);
  if (category === undefined) throw new NothingThere(`speaker category "${slug}" in ${tournament.name}`);
  const among = new Set<PersonId>(all.members.filter(({ categoryId }) => categoryId === category.id).map(({ speakerId }) => speakerId));
  const { field, speakers } = await speakerTabOf(tab, tournament, { untilRound: countedRounds(site).untilRound, among });
  const links = categoryLinks(site, all);
  return speakersPage(site, field, {
    title: `Speaker tab, ${category.name}`,
    standings: speakers,
    limit: category.limit,
    links,
    isReply: false,
  });
}

export async function showRepliesTab(site: Site): Promise<FreshPage> {
  const { field, replies } = await standingsOf(site.tab, site.tournament, countedRounds(site).untilRound);
  if (replies === null) throw new NothingThere(`replies tab in ${site.tournament.name}`);
  return speakersPage(site, field, {
    title: 'Replies tab',
    standings: replies,
    limit: site.settings.replies_tab_limit,
    links: [],
    isReply: true,
  });
}

function categoryLinks({ tournament: { slug }, settings }: Site, { categories }: SpeakerCategories): PageLink[] {
  const open = settings.speaker_category_tabs_released ? categories.filter(({ isPublic }) => isPublic) : [];
  if (open.length === 0) return [];
  const all = settings.speaker_tab_released ? [{ label: 'All speakers', href: paths.speakerTab(slug) }] : [];
  return [...all, ...open.map((one) => ({ label: one.name, href: paths.speakerTabOfCategory(slug, one.slug) }))];
}

interface SpeakersTable {
  readonly title: string;
  readonly standings: SpeakerStandings;
  readonly limit: number;
  readonly links: readonly PageLink[];
  readonly isReply: boolean;
}

function speakersPage(site: Site, field: StoredField, { title, standings, limit, links, isReply }: SpeakersTable): FreshPage {
  const { rounds, say } = countedRounds(site);
  const teams = teamNames(site, field);
  const speakers = new Map(field.speakers.map((speaker) => [speaker.id, speaker]));
  const scores = scoreCells(site, field, { rounds, isReply });
  const figures = figuresOf(standings.rows);
  const rows = downToRank(standings.rows, limit).map((row) => {
    const speaker = speakers.get(row.speaker);
    const isAnonymous = speaker?.isAnonymous ?? true;
    const named = { id: row.speaker, name: speaker?.name ?? '' };
    const shown = publicSpeaker({ name: site.names.person(named), team: teams.get(row.team) ?? '', isAnonymous });
    const cells = [
      rankWord(row),
      shown.name,
      isAnonymous ? shown.team : nameCell(shown.team, null, site.signs.get(row.team)),
      ...scores(row.speaker),
      ...figures(row.values),
    ];
    return isAnonymous ? cells : { cells, team: rowTeam(site, row.team) };
  });
  const columns = [
    { label: 'Rank', numeric: true },
    { label: 'Speaker' },
    { label: 'Team' },
    ...roundColumns(rounds).map((column) => ({ ...column, numeric: true })),
    ...figureColumns(standings.columns),
  ];
  const tables = [{ caption: `${title} by rank`, columns, rows }];
  return { status: 200, html: tablesPage({ head: headOf(site, isReply ? 'repliesTab' : 'speakerTab'), title, say, links, tables }) };
}

/** Marks the row for whoever follows the team; a code that hides teams has no marks. */
function rowTeam({ names }: Site, team: TeamId): number | null {
  return names.hidesTeams ? null : team;
}

/** The score of a speaker in each round; of two speeches in one round their mean, with a mark. */
function scoreCells(
  { settings }: Site,
  field: StoredField,
  { rounds, isReply }: { readonly rounds: readonly Round[]; readonly isReply: boolean },
): (speaker: PersonId) => string[] {
  const isShown = (position: number): boolean => position > settings.substantive_speakers === isReply;
  const scores = new Map<string, number[]>();
  for (const { round, isConfirmed, teams } of field.debates) {
    if (!isConfirmed) continue;
    for (const { speaker, position, score, isGhost } of teams.flatMap((team) => team.speeches)) {
      if (isGhost || !isShown(position)) continue;
      const key = `${speaker} ${round}`;
      scores.set(key, [...(scores.get(key) ?? []), score]);
    }
  }
  return (speaker) =>
    rounds.map(({ seq }) => {
      const [first, ...more] = scores.get(`${speaker} ${seq}`) ?? [];
      if (first === undefined) return '–';
      const mean = (first + more.reduce((sum, score) => sum + score, 0)) / (more.length + 1);
      return more.length === 0 ? figure(first) : `${figure(mean)}*`;
    });
}
