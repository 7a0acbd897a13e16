import { seededRandom } from '#kit/math/random.ts';
import { shownSpeakerMetrics } from '../rules/standings/metrics.ts';
import { speakerStandings, replyStandings } from '../rules/standings/speakers.ts';
import type { SpeakerStandings } from '../rules/standings/speakers.ts';
import { teamStandings } from '../rules/standings/teams.ts';
import type { TeamStandings } from '../rules/standings/teams.ts';
import type { PersonId, TeamId } from '../rules/ids.ts';
import type { Round } from '../rules/round.ts';
import type { Tournament } from '../rules/tournament.ts';
import { fieldOf } from '../store/standings.ts';
import type { StoredField } from '../store/standings.ts';
import type { Tab } from '../tab.ts';

/** The tables of a tournament after a round, with the field they come from (its names stand beside the figures). */
export interface Standings {
  readonly field: StoredField;
  readonly untilRound: number;
  readonly teams: TeamStandings;
  readonly speakers: SpeakerStandings;
  /** Null where teams give no replies. */
  readonly replies: SpeakerStandings | null;
}

/** Computed from the confirmed ballots at each call; nothing is kept that could be out of date. */
export async function standingsOf(tab: Tab, tournament: Tournament, untilRound = Infinity): Promise<Standings> {
  return standingsFrom(await fieldOf(tab.db, tournament.id), tournament, untilRound);
}

/** The tables of a field that has been read. */
export function standingsFrom(field: StoredField, tournament: Tournament, untilRound = Infinity): Standings {
  const { settings } = tournament;
  const shared = { untilRound, substantiveSpeakers: settings.substantive_speakers };
  return {
    field,
    untilRound,
    teams: teamTable(field, tournament, { untilRound, among: null }),
    speakers: speakerTable(field, tournament, { untilRound, among: null }),
    replies: settings.reply_scores_enabled
      ? replyStandings(field, {
          ...shared,
          precedence: ['replies_avg'],
          extras: ['replies_count'],
          missable: settings.standings_missed_replies,
        })
      : null,
  };
}

/** The table of teams alone, with the field it comes from: speeches are read only where a metric looks at them. */
export async function teamTabOf(
  tab: Tab,
  tournament: Tournament,
  table: { readonly untilRound: number; readonly among: ReadonlySet<TeamId> | null },
): Promise<{ readonly field: StoredField; readonly teams: TeamStandings }> {
  const { team_standings_precedence: ranked, team_standings_extra_metrics: extras } = tournament.settings;
  const withSpeeches = [...ranked, ...extras].includes('speaks_ind_avg');
  const field = await fieldOf(tab.db, tournament.id, { withSpeeches });
  return { field, teams: teamTable(field, tournament, table) };
}

/** The table of speakers alone, of some or of all for null, with the field it comes from. */
export async function speakerTabOf(
  tab: Tab,
  tournament: Tournament,
  table: { readonly untilRound: number; readonly among: ReadonlySet<PersonId> | null },
): Promise<{ readonly field: StoredField; readonly speakers: SpeakerStandings }> {
  const field = await fieldOf(tab.db, tournament.id);
  return { field, speakers: speakerTable(field, tournament, table) };
}

function speakerTable(
  field: StoredField,
  { settings }: Tournament,
  { untilRound, among }: { readonly untilRound: number; readonly among: ReadonlySet<PersonId> | null },
): SpeakerStandings {
  return speakerStandings(field, {
    untilRound,
    among,
    substantiveSpeakers: settings.substantive_speakers,
    precedence: settings.speaker_standings_precedence,
    extras: shownSpeakerMetrics(settings),
    missable: settings.standings_missed_debates,
  });
}

/** The team table of some teams, or of all for null. */
export function teamTable(
  field: StoredField,
  { id, settings }: Tournament,
  { untilRound, among }: { readonly untilRound: number; readonly among: ReadonlySet<TeamId> | null },
): TeamStandings {
  return teamStandings(field, {
    precedence: settings.team_standings_precedence,
    extras: settings.team_standings_extra_metrics,
    untilRound,
    among,
    substantiveSpeakers: settings.substantive_speakers,
    byes: settings.bye_team_results,
    random: seededRandom(`standings ${id}`),
  });
}

/** The number of the last preliminary round. */
export function lastPreliminary(rounds: readonly Round[]): number {
  return Math.max(0, ...rounds.filter((round) => round.stage === 'P').map(({ seq }) => seq));
}
