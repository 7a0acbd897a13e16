import type { SettingValues } from '../rules/settings.ts';

/** A format of debating: the settings that a new tournament of it starts with (requirements §2.14). */
export interface Format {
  readonly title: string;
  readonly speakersInTeam: number;
  readonly settings: SettingValues;
}

const australs: SettingValues = {
  'scoring.score_min': 70,
  'scoring.score_max': 80,
  'scoring.reply_score_min': 35,
  'scoring.reply_score_max': 40,
  'draw_rules.draw_odd_bracket': 'intermediate_bubble_up_down',
  'draw_rules.draw_side_allocations': 'balance',
  'draw_rules.draw_pairing_method': 'slide',
  'draw_rules.draw_avoid_conflicts': 'one_up_one_down',
  'standings.standings_missed_debates': 2,
  'standings.team_standings_precedence': ['wins', 'speaks_sum'],
  'motions.enable_motions': false,
  'motions.motion_vetoes_enabled': false,
};

export const formats = {
  bp: {
    title: 'British Parliamentary: four teams of two',
    speakersInTeam: 2,
    settings: {
      'scoring.score_min': 50,
      'scoring.score_max': 99,
      'debate_rules.teams_in_debate': 4,
      'debate_rules.substantive_speakers': 2,
      'debate_rules.reply_scores_enabled': false,
      'debate_rules.ballots_per_debate_prelim': 'per-debate',
      'debate_rules.ballots_per_debate_elim': 'per-debate',
      'debate_rules.speakers_in_ballots': 'prelim',
      'debate_rules.side_names': 'gov-opp',
      'debate_rules.preparation_time': 15,
      'draw_rules.avoid_same_institution': false,
      'draw_rules.avoid_team_history': false,
      'feedback.adj_max_score': 10,
      'motions.enable_motions': false,
      'motions.motion_vetoes_enabled': false,
      'registration.speakers_in_team': 2,
      'standings.team_standings_precedence': ['points', 'speaks_sum', 'firsts', 'seconds', 'draw_strength'],
      'standings.speaker_standings_precedence': ['total'],
      'standings.speaker_standings_extra_metrics': ['average', 'stdev'],
      'ui_options.show_team_institutions': false,
    },
  },
  australs: { title: 'Australs: two teams of three, with replies', speakersInTeam: 3, settings: australs },
  wsdc: {
    title: 'World Schools: two teams of three, half points',
    speakersInTeam: 3,
    settings: {
      ...australs,
      'scoring.score_min': 60,
      'scoring.score_step': 0.5,
      'scoring.reply_score_min': 30,
      'scoring.margin_includes_dissenters': true,
      'debate_rules.side_names': 'prop-opp',
      'draw_rules.avoid_same_institution': false,
      'draw_rules.draw_pairing_method': 'fold',
      'draw_rules.draw_odd_bracket': 'pullup_top',
      'draw_rules.draw_pullup_restriction': 'lowest_ds_wins',
      'standings.team_standings_precedence': ['wins', 'num_adjs', 'speaks_avg'],
      'ui_options.show_team_institutions': false,
      'ui_options.show_adjudicator_institutions': false,
    },
  },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof formats;

// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- the keys of a table that is frozen by `as const`
export const formatNames = Object.keys(formats) as readonly FormatName[];

/** What makes a tournament's draws, results and standings public as they come, with ballots by private links (requirements §2.15). */
export const openToThePublic: SettingValues = {
  'public_features.public_draw': 'current',
  'public_features.public_results': true,
  'public_features.public_motions': true,
  'public_features.public_team_standings': true,
  'public_features.public_participants': true,
  'public_features.public_breaking_teams': true,
  'data_entry.participant_ballots': 'private-urls',
};
