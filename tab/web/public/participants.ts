import type { FreshPage } from '../../public-pages/render-once.ts';
import { publicSpeaker } from '../../rules/redaction.ts';
import * as people from '../../store/people.ts';
import * as teams from '../../store/teams.ts';
import { headOf, type Site } from './site.ts';
import { tablesPage } from './views/tables.ts';

/** Who takes part: adjudicators, then speakers by team. */
export async function showParticipants(site: Site): Promise<FreshPage> {
  const { tab, tournament, settings, names } = site;
  const [judges, allTeams, speakers] = await Promise.all([
    people.adjudicators(tab.db, tournament.id),
    teams.ofTournament(tab.db, tournament.id),
    teams.speakers(tab.db, tournament.id),
  ]);
  const teamNames = new Map(allTeams.map((team) => [team.id, names.team(team)]));
  const judgeRows = judges.map((judge) => {
    const marks = [judge.isIndependent ? 'independent' : null, judge.isTrainee && settings.show_unaccredited ? 'trainee' : null];
    const institution = settings.show_adjudicator_institutions ? judge.institution : null;
    return [names.person(judge), [institution, ...marks].filter((mark) => mark !== null).join(', ')];
  });
  const named = speakers.map((speaker) =>
    publicSpeaker({ ...speaker, name: names.person(speaker), team: teamNames.get(speaker.teamId) ?? '' }),
  );
  const byTeam = Map.groupBy(named, ({ team }) => team);
  const teamRows = [...byTeam].map(([team, members]) => [team, members.map(({ name }) => name).join(', ')]);
  return {
    status: 200,
    html: tablesPage({
      head: headOf(site, 'participants'),
      title: 'People',
      say: `${speakers.length} speakers in ${allTeams.length} teams, ${judges.length} adjudicators.`,
      tables: [
        { title: 'Teams', caption: 'Speakers by team', columns: [{ label: 'Team' }, { label: 'Speakers' }], rows: teamRows },
        { title: 'Adjudicators', caption: 'Adjudicators by name', columns: [{ label: 'Adjudicator' }, { label: '' }], rows: judgeRows },
      ],
    }),
  };
}
