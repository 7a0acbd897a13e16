import type { FreshPage } from '../../public-pages/render-once.ts';
import { publicSpeaker } from '../../rules/redaction.ts';
import * as people from '../../store/people.ts';
import * as teams from '../../store/teams.ts';
import { adjudicatorUrl, headOf, teamUrl, type Site } from './site.ts';
import { nameCell, tablesPage, type PublicTable } from './views/tables.ts';

/** Who takes part: speakers by team, then adjudicators. */
export async function showParticipants(site: Site): Promise<FreshPage> {
  const { tab, tournament } = site;
  const [judges, allTeams, speakers] = await Promise.all([
    people.adjudicators(tab.db, tournament.id),
    teams.ofTournament(tab.db, tournament.id),
    teams.speakers(tab.db, tournament.id),
  ]);
  return {
    status: 200,
    html: tablesPage({
      head: headOf(site, 'participants'),
      title: 'People',
      say: `${speakers.length} speakers in ${allTeams.length} teams, ${judges.length} adjudicators.`,
      tables: [...speakerTables(allTeams, speakers, site), judgeTable(judges, site)],
    }),
  };
}

const inOrder = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

/** Where codes stand for teams and not for people, the two are listed apart: side by side they would tell which team it is. */
function speakerTables(allTeams: readonly teams.TeamRow[], speakers: readonly teams.SpeakerRow[], site: Site): PublicTable[] {
  const { names } = site;
  const shown = speakers.map((speaker) => ({ ...publicSpeaker({ ...speaker, name: names.person(speaker), team: '' }), ...idsOf(speaker) }));
  const listed = allTeams.map((team) => ({ id: team.id, name: names.team(team) })).sort((a, b) => inOrder(a.name, b.name));
  if (names.hidesTeams && !names.hidesPeople) {
    const byName = shown.map(({ name }) => [name]).sort(([a = ''], [b = '']) => inOrder(a, b));
    return [
      {
        title: 'Teams',
        caption: 'Teams by code',
        columns: [{ label: 'Team' }],
        rows: listed.map((team) => [nameCell(team.name, teamUrl(site, team.id))]),
      },
      { title: 'Speakers', caption: 'Speakers by name', columns: [{ label: 'Speaker' }], rows: byName },
    ];
  }
  const rows = listed.map((team) => {
    const members = shown.filter(({ teamId, isAnonymous }) => teamId === team.id && !isAnonymous);
    return [nameCell(team.name, teamUrl(site, team.id)), members.map(({ name }) => name).join(', ')];
  });
  const redacted = shown.filter(({ isAnonymous }) => isAnonymous).map(({ name }) => name);
  const columns = [{ label: 'Team' }, { label: 'Speakers' }];
  return [
    {
      title: 'Teams',
      caption: 'Speakers by team',
      columns,
      rows: redacted.length === 0 ? rows : [...rows, ['Redacted', redacted.join(', ')]],
    },
  ];
}

function idsOf({ teamId, isAnonymous }: teams.SpeakerRow): Pick<teams.SpeakerRow, 'teamId' | 'isAnonymous'> {
  return { teamId, isAnonymous };
}

function judgeTable(judges: readonly people.AdjudicatorRow[], site: Site): PublicTable {
  const { settings, names } = site;
  const rows = judges
    .map((judge) => ({ judge, name: names.person(judge) }))
    .sort((a, b) => inOrder(a.name, b.name))
    .map(({ judge, name }) => {
      const marks = [judge.isIndependent ? 'independent' : null, judge.isTrainee && settings.show_unaccredited ? 'trainee' : null];
      const institution = settings.show_adjudicator_institutions && !names.hidesPeople ? judge.institution : null;
      return [nameCell(name, adjudicatorUrl(site, judge.id)), [institution, ...marks].filter((mark) => mark !== null).join(', ')];
    });
  return { title: 'Adjudicators', caption: 'Adjudicators by name', columns: [{ label: 'Adjudicator' }, { label: '' }], rows };
}
