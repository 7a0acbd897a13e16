/** Metrics as a table's head names them. */
const titles: Readonly<Record<string, string>> = {
  points: 'Points',
  wins: 'Wins',
  speaks_sum: 'Speaks',
  speaks_avg: 'Average',
  speaks_ind_avg: 'Average a speech',
  speaks_stddev: 'Spread',
  margin_sum: 'Margin',
  margin_avg: 'Average margin',
  draw_strength: 'Draw strength',
  draw_strength_speaks: 'Opponents’ speaks',
  num_adjs: 'Ballots',
  firsts: 'Firsts',
  seconds: 'Seconds',
  thirds: 'Thirds',
  npullups: 'Pull-ups',
  total: 'Total',
  average: 'Average',
  trimmed_mean: 'Trimmed mean',
  stdev: 'Spread',
  count: 'Speeches',
  team_points: 'Team points',
  team_wins: 'Team wins',
  srank: 'Speech ranks',
};

/** The title of a metric; one that has none keeps its name, with spaces. */
export function metricTitle(name: string): string {
  return titles[name] ?? name.replaceAll('_', ' ');
}
