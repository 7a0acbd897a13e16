/**
 * The names of the metrics that standings are made of (spec tab §6.2, §6.3). The first list of each pair may rank;
 * the second may only be shown beside. `wbw` and `wbw_d` (who beat whom) may stand in a precedence several times.
 */
export const rankingTeamMetrics = [
  'points',
  'wins',
  'speaks_sum',
  'speaks_avg',
  'speaks_ind_avg',
  'speaks_stddev',
  'margin_sum',
  'margin_avg',
  'draw_strength',
  'draw_strength_speaks',
  'draw_strength_second',
  'opponent_win_pct',
  'npullups',
  'pullup_debates',
  'num_adjs',
  'firsts',
  'seconds',
  'thirds',
  'num_iron',
  'rounds_debated',
  'random',
  'wbw',
  'wbw_d',
] as const;
export const shownTeamMetrics = [...rankingTeamMetrics, 'draw_strength_rank'] as const;

/** Metrics of a speaker's substantive speeches and team, then those of replies. */
export const speakerMetrics = [
  'total',
  'average',
  'trimmed_mean',
  'stdev',
  'count',
  'srank',
  'team_points',
  'team_wins',
  'firsts',
  'seconds',
  'thirds',
  'num_adjs',
] as const;
export const replyMetrics = ['replies_avg', 'replies_sum', 'replies_stddev', 'replies_count'] as const;

export type RankingTeamMetric = (typeof rankingTeamMetrics)[number];
export type TeamMetric = (typeof shownTeamMetrics)[number];
export type SpeakerMetric = (typeof speakerMetrics)[number];
export type ReplyMetric = (typeof replyMetrics)[number];

/** The metrics of which less is better. */
export const ascendingMetrics: ReadonlySet<string> = new Set([
  'speaks_stddev',
  'draw_strength_rank',
  'num_iron',
  'stdev',
  'srank',
  'replies_stddev',
]);

/** The metrics that depend on those ranked before them, so that they may be used more than once. */
export const repeatableMetrics: ReadonlySet<string> = new Set(['wbw', 'wbw_d']);

/** What the speaker tab shows beside its ranking: as set, and the number of speeches where any number of them may be missed (spec tab §6.3). */
export function shownSpeakerMetrics(settings: {
  readonly standings_missed_debates: number;
  readonly speaker_standings_precedence: readonly SpeakerMetric[];
  readonly speaker_standings_extra_metrics: readonly SpeakerMetric[];
}): SpeakerMetric[] {
  const ranked = new Set(settings.speaker_standings_precedence);
  const extras = settings.speaker_standings_extra_metrics.filter((metric) => !ranked.has(metric));
  const needsCount = settings.standings_missed_debates < 0 && !ranked.has('count') && !extras.includes('count');
  return needsCount ? [...extras, 'count'] : extras;
}
