import type { FreshPage } from '../../public-pages/render-once.ts';
import { byName } from '../../rules/name-order.ts';
import { publicSpeaker } from '../../rules/redaction.ts';
import * as breaks from '../../store/breaks.ts';
import * as people from '../../store/people.ts';
import * as publicLists from '../../store/public-lists.ts';
import * as teams from '../../store/teams.ts';
import { adjudicatorUrl, headOf, teamCell, type Site } from './site.ts';
import { nameCell, tablesPage, type PublicTable } from './views/tables.ts';

/** Who takes part: speakers by team, then adjudicators. */
export async function showParticipants(site: Site): Promise<FreshPage> {
  const { tab, tournament } = site;
  const [judges, allTeams, speakers, marks] = await Promise.all([
    people.adjudicators(tab.db, tournament.id),
    teams.ofTournament(tab.db, tournament.id),
    teams.speakers(tab.db, tournament.id),
    marksOf(site),
  ]);
  return {
    status: 200,
    html: tablesPage({
      head: headOf(site, 'participants'),
      title: 'People',
      say: `${speakers.length} speakers in ${allTeams.length} teams, ${judges.length} adjudicators.`,
      tables: [...speakerTables(allTeams, { speakers, marks }, site), judgeTable(judges, { marks, site })],
    }),
  };
}

/** Where codes stand for teams and not for people, the two are listed apart: side by side they would tell which team it is. */
function speakerTables(
  allTeams: readonly teams.TeamRow[],
  { speakers, marks }: { readonly speakers: readonly teams.SpeakerRow[]; readonly marks: Marks },
  site: Site,
): PublicTable[] {
  const { names } = site;
  const shown = speakers.map((speaker) => ({ ...publicSpeaker({ ...speaker, name: names.person(speaker), team: '' }), ...idsOf(speaker) }));
  const listed = allTeams.map((team) => ({ id: team.id, name: names.team(team) })).sort((a, b) => byName(a.name, b.name));
  if (names.hidesTeams && !names.hidesPeople) {
    const alone = shown.map(({ name }) => [name]).sort(([a = ''], [b = '']) => byName(a, b));
    return [
      {
        title: 'Teams',
        caption: 'Teams by code',
        columns: [{ label: 'Team' }],
        rows: listed.map((team) => [teamCell(site, team)]),
      },
      { title: 'Speakers', caption: 'Speakers by name', columns: [{ label: 'Speaker' }], rows: alone },
    ];
  }
  const rows = listed.map((team) => {
    const members = shown.filter(({ teamId, isAnonymous }) => teamId === team.id && !isAnonymous);
    const words = members.map(({ id, name }) => withMarks(name, marks.ofSpeaker.get(id)));
    const cells = [teamCell(site, team), words.join(', '), ...(marks.hasBreaks ? [(marks.ofTeam.get(team.id) ?? []).join(', ')] : [])];
    return { cells, id: `team-${team.id}` };
  });
  const redacted = shown.filter(({ isAnonymous }) => isAnonymous).map(({ name }) => name);
  const columns = [{ label: 'Team' }, { label: 'Speakers' }, ...(marks.hasBreaks ? [{ label: 'May break in' }] : [])];
  const hidden = ['Redacted', redacted.join(', '), ...(marks.hasBreaks ? [''] : [])];
  return [
    {
      title: 'Teams',
      caption: 'Speakers by team',
      columns,
      rows: redacted.length === 0 ? rows : [...rows, hidden],
    },
  ];
}

function idsOf({ id, teamId, isAnonymous }: teams.SpeakerRow): Pick<teams.SpeakerRow, 'id' | 'teamId' | 'isAnonymous'> {
  return { id, teamId, isAnonymous };
}

/** What stands beside names: categories of speakers that are public, categories that teams may break in, who is core. */
interface Marks {
  readonly ofSpeaker: ReadonlyMap<number, readonly string[]>;
  readonly ofTeam: ReadonlyMap<number, readonly string[]>;
  readonly hasBreaks: boolean;
  readonly core: ReadonlySet<number>;
}

async function marksOf({ tab, tournament, settings, names }: Site): Promise<Marks> {
  const [all, categories, members, everybody] = await Promise.all([
    publicLists.speakerCategories(tab.db, tournament.id),
    breaks.categories(tab.db, tournament.id),
    publicLists.breakMembers(tab.db, tournament.id),
    publicLists.countedPeople(tab.db, tournament.id),
  ]);
  const open = new Map(all.categories.filter(({ isPublic }) => isPublic).map(({ id, name }) => [id, name]));
  const breaking = new Map(categories.map(({ id, name }) => [id, name]));
  return {
    ofSpeaker: namesBy(all.members.map(({ speakerId, categoryId }) => [speakerId, open.get(categoryId)])),
    ofTeam: namesBy(members.map(({ teamId, categoryId }) => [teamId, breaking.get(categoryId)])),
    hasBreaks: settings.public_break_categories && !names.hidesTeams,
    core: new Set(everybody.filter(({ isCore }) => isCore === true).map(({ id }) => id)),
  };
}

function namesBy(pairs: readonly (readonly [number, string | undefined])[]): Map<number, string[]> {
  const lists = new Map<number, string[]>();
  for (const [id, name] of pairs) if (name !== undefined) lists.set(id, [...(lists.get(id) ?? []), name]);
  return lists;
}

function withMarks(name: string, marks: readonly string[] | undefined): string {
  return marks === undefined || marks.length === 0 ? name : `${name} (${marks.join(', ')})`;
}

function judgeTable(
  judges: readonly people.AdjudicatorRow[],
  { marks: { core }, site }: { readonly marks: Marks; readonly site: Site },
): PublicTable {
  const { settings, names } = site;
  const rows = judges
    .map((judge) => ({ judge, name: names.person(judge) }))
    .sort((a, b) => byName(a.name, b.name))
    .map(({ judge, name }) => {
      const marks = [
        judge.isIndependent ? 'independent' : null,
        core.has(judge.id) ? 'core' : null,
        judge.isTrainee && settings.show_unaccredited ? 'trainee' : null,
      ];
      const institution = settings.show_adjudicator_institutions && !names.hidesPeople ? judge.institution : null;
      return [nameCell(name, adjudicatorUrl(site, judge.id)), [institution, ...marks].filter((mark) => mark !== null).join(', ')];
    });
  return { title: 'Adjudicators', caption: 'Adjudicators by name', columns: [{ label: 'Adjudicator' }, { label: 'Known as' }], rows };
}
