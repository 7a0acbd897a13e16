import type { SettingFault, SettingName, Settings } from './settings.ts';

/** One thing that settings may not say together: the setting to blame, and why, where it is so. */
type Contradiction = readonly [name: SettingName, isSo: (settings: Settings) => boolean, message: string];

const wholeMetrics: ReadonlySet<string> = new Set([
  'points',
  'wins',
  'npullups',
  'pullup_debates',
  'firsts',
  'seconds',
  'thirds',
  'num_iron',
  'rounds_debated',
]);
const sidedBrackets: ReadonlySet<string> = new Set(['pullup_top', 'pullup_bottom', 'pullup_random', 'intermediate1', 'intermediate2']);

const isBp = (settings: Settings): boolean => settings.teams_in_debate === 4;
const hasManyTeams = (settings: Settings): boolean => settings.teams_in_debate > 2;
const isRankedByWholeFirst = (settings: Settings): boolean => wholeMetrics.has(settings.team_standings_precedence[0] ?? '');

const scores: readonly Contradiction[] = [
  ['scoring.score_max', ({ score_min, score_max }) => score_min > score_max, 'The highest score is below the lowest.'],
  [
    'scoring.reply_score_max',
    ({ reply_score_min, reply_score_max }) => reply_score_min > reply_score_max,
    'The highest reply score is below the lowest.',
  ],
  [
    'feedback.adj_max_score',
    ({ adj_min_score, adj_max_score }) => adj_min_score > adj_max_score,
    'The highest adjudicator score is below the lowest.',
  ],
  [
    'draw_rules.adj_min_voting_score',
    ({ adj_min_voting_score, adj_max_score }) => adj_min_voting_score > adj_max_score,
    'Nobody could vote: the score needed is above the highest adjudicator score.',
  ],
  ['scoring.score_step', ({ score_step }) => score_step <= 0, 'The step must be above 0.'],
  ['scoring.reply_score_step', ({ reply_score_step }) => reply_score_step <= 0, 'The step must be above 0.'],
];

const perAdjudicator = (['prelim', 'elim'] as const).flatMap((stage): Contradiction[] => {
  const name = `debate_rules.ballots_per_debate_${stage}` as const;
  const isPerAdjudicator = (settings: Settings): boolean => settings[`ballots_per_debate_${stage}`] === 'per-adj';
  return [
    [name, (settings) => isBp(settings) && isPerAdjudicator(settings), 'BP rooms have one ballot per debate.'],
    [
      name,
      (settings) => hasManyTeams(settings) && !isBp(settings) && isPerAdjudicator(settings) && !settings.margin_includes_dissenters,
      'Rooms of more than two teams have one ballot per debate, unless scores and margins include dissenters.',
    ],
  ];
});

const ballots: readonly Contradiction[] = [
  ...perAdjudicator,
  [
    'debate_rules.winners_in_ballots',
    (settings) => isBp(settings) && settings.winners_in_ballots !== 'none',
    'BP ballots rank the teams by score; the winner is not ticked.',
  ],
  [
    'debate_rules.winners_in_ballots',
    (settings) => hasManyTeams(settings) && !isBp(settings) && settings.winners_in_ballots !== 'none',
    'In rooms of more than two teams the winner is not ticked.',
  ],
  [
    'debate_rules.enable_forfeits',
    (settings) => hasManyTeams(settings) && settings.enable_forfeits,
    'Only a debate of two teams can be forfeited.',
  ],
  [
    'debate_rules.speaker_ranks',
    (settings) => settings.speaker_ranks !== 'none' && settings.speakers_in_ballots === 'never',
    'Speeches cannot be ranked on ballots that do not ask for speaker scores.',
  ],
  [
    'data_entry.public_password',
    (settings) => settings.public_use_password && settings.public_password.trim() === '',
    'Public forms ask for a password, and none is set.',
  ],
];

const draws: readonly Contradiction[] = [
  [
    'draw_rules.draw_odd_bracket',
    (settings) => !hasManyTeams(settings) && isSided(settings) && !sidedBrackets.has(settings.draw_odd_bracket),
    'With preallocated sides, odd brackets are made even by pullup_top, pullup_bottom, pullup_random, intermediate1 or intermediate2.',
  ],
  [
    'draw_rules.draw_odd_bracket',
    (settings) => !hasManyTeams(settings) && !isSided(settings) && ['intermediate1', 'intermediate2'].includes(settings.draw_odd_bracket),
    'intermediate1 and intermediate2 are for preallocated sides.',
  ],
  [
    'draw_rules.draw_odd_bracket',
    (settings) => !hasManyTeams(settings) && settings.draw_odd_bracket.startsWith('intermediate') && !isRankedByWholeFirst(settings),
    'Intermediate brackets need a first metric in whole numbers, such as wins; pull teams up instead.',
  ],
  [
    'draw_rules.draw_avoid_conflicts',
    (settings) => settings.draw_avoid_conflicts === 'graph_global' && isSided(settings),
    'One matching over all brackets does not go with preallocated sides.',
  ],
  [
    'draw_rules.draw_side_allocations',
    (settings) => hasManyTeams(settings) && (isSided(settings) || settings.draw_side_allocations === 'manual-ballot'),
    'In rooms of more than two teams the draw gives the sides.',
  ],
];

const standings: readonly Contradiction[] = [
  [
    'standings.team_standings_precedence',
    (settings) => settings.team_standings_precedence.length === 0,
    'Teams must be ranked by something.',
  ],
  [
    'standings.team_standings_precedence',
    (settings) => isBp(settings) && settings.team_standings_precedence.length > 0 && !isRankedByWholeFirst(settings),
    'BP draws need a first metric in whole numbers, such as points.',
  ],
  [
    'standings.team_standings_precedence',
    (settings) => isBp(settings) && settings.team_standings_precedence[0] === 'wins',
    'BP rooms have places and no winner: rank teams by points first.',
  ],
  [
    'standings.speaker_standings_precedence',
    (settings) => settings.speaker_standings_precedence.length === 0,
    'Speakers must be ranked by something.',
  ],
  [
    'standings.speaker_standings_precedence',
    (settings) => settings.speaker_standings_precedence.includes('srank') && settings.speaker_ranks === 'none',
    'Speakers are ranked by the ranks of their speeches, and ballots do not ask for them (speaker_ranks).',
  ],
];

function isSided({ draw_side_allocations: allocations }: Settings): boolean {
  return allocations === 'preallocated';
}

/** Settings that cannot be true together, so that they are refused when saved and not when a draw is made or a ballot comes in. */
export function settingContradictions(settings: Settings): SettingFault[] {
  return [...scores, ...ballots, ...draws, ...standings].flatMap(([name, isSo, message]) => (isSo(settings) ? [{ name, message }] : []));
}
