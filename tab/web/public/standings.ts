import { NothingThere } from '../../errors.ts';
import type { FreshPage } from '../../public-pages/render-once.ts';
import { standingsOf } from '../../round/standings.ts';
import type { TeamId } from '../../rules/ids.ts';
import { publicSpeaker, publicStandingsRounds } from '../../rules/redaction.ts';
import type { Round } from '../../rules/round.ts';
import { downToRank, teamStandings } from '../../rules/standings/teams.ts';
import type { SpeakerStandings } from '../../rules/standings/speakers.ts';
import type { StoredField } from '../../store/standings.ts';
import { metricTitle } from './metric-titles.ts';
import { outcomeWord } from './results.ts';
import { headOf, teamUrl, type Site } from './site.ts';
import { nameCell, tablesPage } from './views/tables.ts';

/** Points so far by name: no ranks, no scores. Tab spec section 6.5. */
export async function showStandings(site: Site): Promise<FreshPage> {
  const rounds = publicStandingsRounds(site);
  const untilRound = lastSeq(rounds);
  const { field } = await standingsOf(site.tab, site.tournament, untilRound);
  const metric = site.settings.team_standings_precedence.includes('wins') ? 'wins' : 'points';
  const table = teamStandings(field, { precedence: [metric], untilRound, substantiveSpeakers: site.settings.substantive_speakers });
  const names = teamNames(site, field);
  const results = resultsByTeam(field, site);
  const rows = table.rows
    .map((row) => ({ team: row.team, name: names.get(row.team) ?? '', points: row.values[0] ?? 0 }))
    .sort((a, b) => b.points - a.points || a.name.localeCompare(b.name, 'en', { numeric: true }));
  return {
    status: 200,
    html: tablesPage({
      head: headOf(site, 'standings'),
      title: 'Standings',
      say:
        rounds.length === 0
          ? 'No round is over yet.'
          : `After ${rounds.at(-1)?.name ?? ''}, by ${metric}. Scores and ranks stay with the tab room.`,
      tables: [
        {
          caption: `Teams by ${metric}`,
          columns: [
            { label: 'Team' },
            { label: metricTitle(metric), numeric: true },
            ...rounds.map(({ abbreviation }) => ({ label: abbreviation })),
          ],
          rows: rows.map(({ team, name, points }) => ({
            id: `team-${team}`,
            cells: [nameCell(name, teamUrl(site, team)), points, ...rounds.map(({ seq }) => results.get(`${team} ${seq}`) ?? '–')],
          })),
        },
      ],
    }),
  };
}

/** The whole team tab once it is released. */
export async function showTeamTab(site: Site): Promise<FreshPage> {
  const rounds = publicStandingsRounds(site);
  const { field, teams } = await standingsOf(site.tab, site.tournament, lastSeq(rounds));
  const names = teamNames(site, field);
  const results = resultsByTeam(field, site);
  const rows = downToRank(teams.rows, site.settings.team_tab_limit);
  return {
    status: 200,
    html: tablesPage({
      head: headOf(site, 'teamTab'),
      title: 'Team tab',
      say: afterWords(rounds),
      tables: [
        {
          caption: 'Teams by rank',
          columns: [
            { label: 'Rank', numeric: true },
            { label: 'Team' },
            ...rounds.map(({ abbreviation }) => ({ label: abbreviation })),
            ...teams.columns.map((name) => ({ label: metricTitle(name), numeric: true })),
          ],
          rows: rows.map((row) => ({
            id: `team-${row.team}`,
            cells: [
              rankWord(row),
              nameCell(names.get(row.team) ?? '', teamUrl(site, row.team)),
              ...rounds.map(({ seq }) => results.get(`${row.team} ${seq}`) ?? '–'),
              ...row.values.map(figure),
            ],
          })),
        },
      ],
    }),
  };
}

/** The speaker tab once it is released; who asked for it is neither named nor found through the team. */
export async function showSpeakerTab(site: Site): Promise<FreshPage> {
  const rounds = publicStandingsRounds(site);
  const { field, speakers } = await standingsOf(site.tab, site.tournament, lastSeq(rounds));
  return speakersPage(site, field, {
    title: 'Speaker tab',
    current: 'speakerTab',
    standings: speakers,
    limit: site.settings.speaker_tab_limit,
  });
}

export async function showRepliesTab(site: Site): Promise<FreshPage> {
  const rounds = publicStandingsRounds(site);
  const { field, replies } = await standingsOf(site.tab, site.tournament, lastSeq(rounds));
  if (replies === null) throw new NothingThere(`replies tab in ${site.tournament.name}`);
  return speakersPage(site, field, {
    title: 'Replies tab',
    current: 'repliesTab',
    standings: replies,
    limit: site.settings.replies_tab_limit,
  });
}

interface SpeakersTable {
  readonly title: string;
  readonly current: 'speakerTab' | 'repliesTab';
  readonly standings: SpeakerStandings;
  readonly limit: number;
}

function speakersPage(site: Site, field: StoredField, { title, current, standings, limit }: SpeakersTable): FreshPage {
  const teams = teamNames(site, field);
  const speakers = new Map(field.speakers.map((speaker) => [speaker.id, speaker]));
  const rows = downToRank(standings.rows, limit).map((row) => {
    const speaker = speakers.get(row.speaker);
    const named = { id: row.speaker, name: speaker?.name ?? '' };
    const shown = publicSpeaker({
      name: site.names.person(named),
      team: teams.get(row.team) ?? '',
      isAnonymous: speaker?.isAnonymous ?? true,
    });
    return [rankWord(row), shown.name, shown.team, ...row.values.map(figure)];
  });
  const figures = standings.columns.map((name) => ({ label: metricTitle(name), numeric: true }));
  const columns = [{ label: 'Rank', numeric: true }, { label: 'Speaker' }, { label: 'Team' }, ...figures];
  const tables = [{ caption: `${title} by rank`, columns, rows }];
  return { status: 200, html: tablesPage({ head: headOf(site, current), title, say: afterWords(publicStandingsRounds(site)), tables }) };
}

function afterWords(rounds: readonly Round[]): string {
  return rounds.length === 0 ? 'No round is over yet.' : `After ${rounds.at(-1)?.name ?? ''}.`;
}

function lastSeq(rounds: readonly Round[]): number {
  return rounds.at(-1)?.seq ?? 0;
}

function teamNames({ names }: Site, field: StoredField): ReadonlyMap<TeamId, string> {
  return new Map(field.teams.map((team) => [team.id, names.team(team)]));
}

/** By team and round, what the team took: "won", "2nd", "bye". */
function resultsByTeam(field: StoredField, { settings }: Site): ReadonlyMap<string, string> {
  const entries = field.debates.flatMap(({ round, isConfirmed, teams }) =>
    isConfirmed
      ? teams.map((one): [string, string] => [
          `${one.team} ${round}`,
          one.side < 0 ? 'bye' : outcomeWord(one, { teams: settings.teams_in_debate, isElimination: false }),
        ])
      : [],
  );
  return new Map(entries);
}

function rankWord({ rank, isTied }: { readonly rank: number | null; readonly isTied: boolean }): string {
  return rank === null ? '–' : `${rank}${isTied ? '=' : ''}`;
}

/** Whole numbers as they are, others with two decimals. */
function figure(value: number | null): string {
  if (value === null) return '–';
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
