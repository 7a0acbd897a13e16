const titles: Readonly<Record<string, string>> = {
  points: 'Points',
  wins: 'Wins',
  speaks_sum: 'Speaks',
  speaks_avg: 'Average',
  speaks_ind_avg: 'Speaker average',
  speaks_stddev: 'Deviation',
  margin_sum: 'Margin',
  margin_avg: 'Average margin',
  draw_strength: 'Draw strength',
  draw_strength_speaks: 'Draw strength (speaks)',
  draw_strength_rank: 'Draw strength (ranks)',
  npullups: 'Pull-ups',
  pullup_debates: 'Pull-up debates',
  num_adjs: 'Ballots',
  num_iron: 'Iron',
  firsts: '1sts',
  seconds: '2nds',
  thirds: '3rds',
  total: 'Total',
  average: 'Average',
  trimmed_mean: 'Trimmed mean',
  stdev: 'Deviation',
  count: 'Speeches',
  srank: 'Speech ranks',
  team_points: 'Team points',
  team_wins: 'Team wins',
  replies_avg: 'Average',
  replies_sum: 'Total',
  replies_stddev: 'Deviation',
  replies_count: 'Replies',
};

/** What a column of standings is headed with. */
export function metricTitle(name: string): string {
  const title = titles[name];
  if (title !== undefined) return title;
  return name.startsWith('wbw') ? 'Who beat whom' : name.replaceAll('_', ' ');
}
