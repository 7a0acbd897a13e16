import { invariant } from '#kit/errors/invariant.ts';
import type { PersonId, TeamId } from '../ids.ts';
import type { PlayedSpeech, StandingsField } from './field.ts';
import { mean, present, standardDeviation, sum, trimmedMean } from './figures.ts';
import { ascendingMetrics, type ReplyMetric, type SpeakerMetric } from './metrics.ts';
import { ranking, type Column } from './ranking.ts';
import { teamMetrics } from './team-metrics.ts';
import { teamRecords, type TeamRecord } from './team-record.ts';

/** What a table of speakers should show. */
export interface SpeakerTable<Metric extends string> {
  /** The metrics that rank, the first one first. */
  readonly precedence: readonly Metric[];
  /** Metrics shown beside. */
  readonly extras?: readonly Metric[];
  /** Rounds up to this one count. */
  readonly untilRound: number;
  /** How many speeches one may miss and still be ranked; −1 for any number. */
  readonly missable: number;
  /** Only these speakers stand in the table (a speaker category); null for all. */
  readonly among?: ReadonlySet<PersonId> | null;
  /** The setting substantive_speakers. */
  readonly substantiveSpeakers: number;
}

export interface SpeakerStandings {
  /** Names of the columns: precedence, then extras. */
  readonly columns: readonly string[];
  /** Best first, then those without a rank; ties keep the order of the field's speakers. */
  readonly rows: readonly SpeakerStanding[];
}

export interface SpeakerStanding {
  readonly speaker: PersonId;
  readonly team: TeamId;
  /** Competition rank; null for those who missed too many speeches. */
  readonly rank: number | null;
  readonly isTied: boolean;
  /** In the order of the columns; null where there is no data. */
  readonly values: readonly (number | null)[];
}

/** What a speaker metric looks at: speeches that count, and the record of the speaker's team. */
interface SpeakerRecord {
  readonly id: PersonId;
  readonly team: TeamId;
  readonly speeches: readonly PlayedSpeech[];
  readonly teamRecord: TeamRecord;
}

/** The speaker tab: substantive speeches that are no ghosts (spec tab §6.3). */
export function speakerStandings(field: StandingsField, table: SpeakerTable<SpeakerMetric>): SpeakerStandings {
  const records = speakerRecords(field, table, (position) => position <= table.substantiveSpeakers);
  return rankSpeakers(records, { table, metrics: speakerMetrics, needed: speechesNeeded(field, table) });
}

/** The replies tab: everybody who gave a reply that is no ghost. */
export function replyStandings(field: StandingsField, table: SpeakerTable<ReplyMetric>): SpeakerStandings {
  const records = speakerRecords(field, table, (position) => position === table.substantiveSpeakers + 1);
  const replying = records.filter((record) => record.speeches.length > 0);
  return rankSpeakers(replying, { table, metrics: replyMetrics, needed: speechesNeeded(field, table) });
}

type MetricTable<Metric extends string> = Record<Metric, (speaker: SpeakerRecord) => number | null>;

const speakerMetrics: MetricTable<SpeakerMetric> = {
  total: (speaker) => sum(scores(speaker)),
  average: (speaker) => mean(scores(speaker)),
  trimmed_mean: (speaker) => trimmedMean(scores(speaker)),
  stdev: (speaker) => standardDeviation(scores(speaker)),
  count: (speaker) => speaker.speeches.length,
  srank: (speaker) => sum(present(speaker.speeches.map((speech) => speech.rank))),
  team_points: (speaker) => sum(present(speaker.teamRecord.debates.map(({ mine }) => mine.points))),
  team_wins: (speaker) => ofTeam(speaker, 'wins'),
  firsts: (speaker) => ofTeam(speaker, 'firsts'),
  seconds: (speaker) => ofTeam(speaker, 'seconds'),
  thirds: (speaker) => ofTeam(speaker, 'thirds'),
  num_adjs: (speaker) => ofTeam(speaker, 'num_adjs'),
};

const replyMetrics: MetricTable<ReplyMetric> = {
  replies_avg: (speaker) => mean(scores(speaker)),
  replies_sum: (speaker) => sum(scores(speaker)),
  replies_stddev: (speaker) => standardDeviation(scores(speaker)),
  replies_count: (speaker) => speaker.speeches.length,
};

function scores(speaker: SpeakerRecord): number[] {
  return speaker.speeches.map((speech) => speech.score);
}

function ofTeam(speaker: SpeakerRecord, metric: 'wins' | 'firsts' | 'seconds' | 'thirds' | 'num_adjs'): number | null {
  return teamMetrics[metric](speaker.teamRecord, { records: new Map(), substantives: 0 });
}

type Among = Pick<SpeakerTable<string>, 'untilRound' | 'among'>;

function speakerRecords(field: StandingsField, table: Among, isCounted: (position: number) => boolean): SpeakerRecord[] {
  const teams = teamRecords(field, table.untilRound);
  const speeches = new Map<PersonId, PlayedSpeech[]>(field.speakers.map((speaker) => [speaker.id, []]));
  for (const speech of [...teams.values()].flatMap((team) => team.debates.flatMap(({ mine }) => mine.speeches)))
    if (!speech.isGhost && isCounted(speech.position)) speeches.get(speech.speaker)?.push(speech);
  return field.speakers.flatMap(({ id, team }) => {
    const teamRecord = teams.get(team);
    if (teamRecord === undefined || !(table.among?.has(id) ?? true)) return [];
    return [{ id, team, teamRecord, speeches: speeches.get(id) ?? [] }];
  });
}

/** Speeches a speaker must have given to be ranked. */
function speechesNeeded(field: StandingsField, table: SpeakerTable<string>): number {
  if (table.missable < 0) return 0;
  return field.rounds.filter((round) => round.seq <= table.untilRound).length - table.missable;
}

interface Ranked<Metric extends string> {
  readonly table: SpeakerTable<Metric>;
  readonly metrics: MetricTable<Metric>;
  readonly needed: number;
}

function rankSpeakers<Metric extends string>(
  records: readonly SpeakerRecord[],
  { table, metrics, needed }: Ranked<Metric>,
): SpeakerStandings {
  const names = [...table.precedence, ...(table.extras ?? [])];
  const ranked = records.filter((record) => record.speeches.length >= needed);
  const columns = table.precedence.map((name): Column => {
    return { name, values: ranked.map((record) => metrics[name](record)), isAscending: ascendingMetrics.has(name) };
  });
  const { order, ranks, isTied } = ranking(columns, ranked.length);
  const standing = (record: SpeakerRecord, rank: number | null, tied: boolean): SpeakerStanding => {
    return { speaker: record.id, team: record.team, rank, isTied: tied, values: names.map((name) => metrics[name](record)) };
  };
  const rows = order.map((row) => {
    const record = ranked[row];
    invariant(record !== undefined, 'an order names rows that are there');
    return standing(record, ranks[row] ?? null, isTied[row] ?? false);
  });
  const unranked = records.filter((record) => record.speeches.length < needed).map((record) => standing(record, null, false));
  return { columns: names, rows: [...rows, ...unranked] };
}
