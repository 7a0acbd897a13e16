import type { NewCriterion } from '../ballots/criteria.ts';
import type { SettingValues } from '../settings.ts';

/** A format of debating: the settings it sets; every other setting stays as it is. Tab spec section 2.14. */
export interface FormatPreset {
  readonly title: string;
  /** What kind of debate it is, and where its rules stand. */
  readonly does: string;
  readonly speakersInTeam: number;
  readonly settings: SettingValues;
  /** What speeches are scored by, in a tournament that is made for this format. */
  readonly criteria?: readonly NewCriterion[];
}

const bothPerDebate = {
  'debate_rules.ballots_per_debate_prelim': 'per-debate',
  'debate_rules.ballots_per_debate_elim': 'per-debate',
} as const satisfies SettingValues;

const bothPerAdjudicator = {
  'debate_rules.ballots_per_debate_prelim': 'per-adj',
  'debate_rules.ballots_per_debate_elim': 'per-adj',
} as const satisfies SettingValues;

const noMotions = { 'motions.enable_motions': false, 'motions.motion_vetoes_enabled': false } as const satisfies SettingValues;
const noReplies = { 'debate_rules.reply_scores_enabled': false } as const satisfies SettingValues;
const avoidNobody = {
  'draw_rules.avoid_same_institution': false,
  'draw_rules.avoid_team_history': false,
} as const satisfies SettingValues;

const australs: SettingValues = {
  'scoring.score_min': 70,
  'scoring.score_max': 80,
  'scoring.score_step': 1,
  'scoring.reply_score_min': 35,
  'scoring.reply_score_max': 40,
  'scoring.reply_score_step': 0.5,
  'scoring.maximum_margin': 0,
  'draw_rules.avoid_same_institution': true,
  'draw_rules.avoid_team_history': true,
  'draw_rules.draw_odd_bracket': 'intermediate_bubble_up_down',
  'draw_rules.draw_side_allocations': 'balance',
  'draw_rules.draw_pairing_method': 'slide',
  'draw_rules.draw_avoid_conflicts': 'one_up_one_down',
  'debate_rules.teams_in_debate': 2,
  ...bothPerAdjudicator,
  'debate_rules.substantive_speakers': 3,
  'debate_rules.reply_scores_enabled': true,
  'debate_rules.side_names': 'aff-neg',
  'motions.enable_motions': true,
  'motions.motion_vetoes_enabled': true,
  'standings.standings_missed_debates': 2,
  'standings.team_standings_precedence': ['wins', 'speaks_sum'],
  'standings.speaker_standings_precedence': ['average'],
  'standings.speaker_standings_extra_metrics': ['stdev', 'count'],
  'ui_options.show_team_institutions': false,
  'ui_options.show_adjudicator_institutions': true,
};

const nzSchools: SettingValues = {
  ...australs,
  'scoring.score_min': 60,
  'scoring.reply_score_min': 30,
  ...avoidNobody,
  'draw_rules.draw_pairing_method': 'fold',
  'draw_rules.draw_avoid_conflicts': 'off',
  'standings.team_standings_precedence': ['wins', 'wbw', 'speaks_sum', 'wbw', 'draw_strength', 'wbw'],
};

const publicForum: SettingValues = {
  'debate_rules.teams_in_debate': 2,
  'debate_rules.side_names': 'pro-con',
  'debate_rules.substantive_speakers': 2,
  ...noReplies,
  'scoring.score_min': 20,
  'scoring.score_max': 30,
  'scoring.score_step': 0.5,
  'debate_rules.winners_in_ballots': 'low-points',
  ...bothPerAdjudicator,
  'draw_rules.draw_side_allocations': 'manual-ballot',
  'draw_rules.draw_odd_bracket': 'pullup_middle',
  'draw_rules.draw_pairing_method': 'fold',
  'draw_rules.draw_avoid_conflicts': 'graph',
  'standings.team_standings_precedence': ['wins', 'speaks_avg', 'draw_strength'],
};

const policy: SettingValues = {
  ...publicForum,
  'debate_rules.side_names': 'aff-neg',
  'draw_rules.draw_side_allocations': 'balance',
  'debate_rules.speaker_ranks': 'any',
};

/** The formats by their short names, those of the requirements first, then ours, whose values are starting points. */
export const formatPresets = {
  australs: {
    title: 'Australs',
    does: 'Two teams of three with replies; each adjudicator has a ballot. Rules: the constitution of the Australasian Intervarsity Debating Association.',
    speakersInTeam: 3,
    settings: australs,
  },
  bp: {
    title: 'British Parliamentary (WUDC)',
    does: 'Four teams of two; the panel has one ballot. Rules: the WUDC Debating and Judging Manual.',
    speakersInTeam: 2,
    settings: {
      'scoring.score_min': 50,
      'scoring.score_max': 99,
      'scoring.score_step': 1,
      'scoring.maximum_margin': 0,
      'scoring.teamscore_includes_ghosts': true,
      'debate_rules.substantive_speakers': 2,
      'debate_rules.teams_in_debate': 4,
      ...bothPerDebate,
      'debate_rules.winners_in_ballots': 'none',
      'debate_rules.speakers_in_ballots': 'prelim',
      'debate_rules.side_names': 'gov-opp',
      ...noReplies,
      'debate_rules.preparation_time': 15,
      ...noMotions,
      ...avoidNobody,
      'draw_rules.bp_pullup_distribution': 'anywhere',
      'draw_rules.bp_position_cost': 'entropy',
      'draw_rules.bp_renyi_order': 1,
      'draw_rules.bp_position_cost_exponent': 4,
      'draw_rules.bp_assignment_method': 'hungarian_preshuffled',
      'standings.standings_missed_debates': -1,
      'standings.team_standings_precedence': ['points', 'speaks_sum', 'firsts', 'seconds', 'draw_strength'],
      'standings.speaker_standings_precedence': ['total'],
      'standings.speaker_standings_extra_metrics': ['average', 'stdev'],
      'feedback.adj_max_score': 10,
      'registration.speakers_in_team': 2,
      'ui_options.show_team_institutions': false,
      'ui_options.show_adjudicator_institutions': true,
      'email.team_points_email_subject': "{{ TEAM }}'s current points after {{ ROUND }}: {{ POINTS }}",
      'email.team_points_email_message':
        'Hi {{ USER }},\n\nYour team {{ TEAM }} has {{ POINTS }} points after {{ ROUND }}.\nCurrent standings: {{ URL }}',
    },
  },
  canadian: {
    title: 'Canadian Parliamentary',
    does: 'Two teams of two; the panel has one ballot.',
    speakersInTeam: 2,
    settings: {
      'scoring.score_min': 50,
      'scoring.score_max': 100,
      'debate_rules.teams_in_debate': 2,
      ...noReplies,
      'debate_rules.substantive_speakers': 2,
      'debate_rules.side_names': 'gov-opp',
      ...bothPerDebate,
      ...noMotions,
      ...avoidNobody,
      'draw_rules.draw_odd_bracket': 'pullup_top',
      'draw_rules.draw_side_allocations': 'balance',
      'draw_rules.draw_pairing_method': 'fold',
      'draw_rules.draw_avoid_conflicts': 'off',
    },
  },
  australian_easters: {
    title: 'Australian Easters',
    does: 'Two teams of three without replies; the panel has one ballot until the break.',
    speakersInTeam: 3,
    settings: {
      ...australs,
      'scoring.maximum_margin': 15,
      ...noReplies,
      'debate_rules.ballots_per_debate_prelim': 'per-debate',
      'debate_rules.ballots_per_debate_elim': 'per-adj',
    },
  },
  nz_easters: {
    title: '2 vs 2 Impromptu (NZ Easters)',
    does: 'Two teams of two with replies; the ballot says which side a team had.',
    speakersInTeam: 2,
    settings: {
      ...nzSchools,
      'debate_rules.substantive_speakers': 2,
      'draw_rules.draw_side_allocations': 'manual-ballot',
      'draw_rules.draw_odd_bracket': 'intermediate',
    },
  },
  joynt_scroll: {
    title: '3 vs 3 Prepared (Joynt Scroll)',
    does: 'Two teams of three with replies; sides are allocated beforehand and public.',
    speakersInTeam: 3,
    settings: {
      ...nzSchools,
      ...noMotions,
      'draw_rules.draw_side_allocations': 'preallocated',
      'draw_rules.draw_odd_bracket': 'intermediate2',
      'public_features.public_side_allocations': true,
    },
  },
  uadc: {
    title: 'UADC / Asian Parliamentary',
    does: 'Two teams of three with replies; pull-ups go round. Rules: the constitution of the United Asian Debating Championship.',
    speakersInTeam: 3,
    settings: {
      ...australs,
      'scoring.score_min': 69,
      'scoring.score_max': 81,
      'scoring.reply_score_min': 34.5,
      'scoring.reply_score_max': 42,
      'scoring.margin_includes_dissenters': false,
      'draw_rules.avoid_same_institution': false,
      'draw_rules.draw_odd_bracket': 'pullup_top',
      'draw_rules.draw_pullup_restriction': 'least_to_date',
      'debate_rules.side_names': 'gov-opp',
      'standings.team_standings_precedence': ['wins', 'speaks_sum', 'margin_avg'],
      'feedback.adj_min_score': 1,
      'feedback.adj_max_score': 10,
      'feedback.feedback_from_teams': 'all-adjs',
      'public_features.feedback_progress': true,
    },
  },
  wsdc: {
    title: 'World Schools (WSDC)',
    does: 'Two teams of three with replies and half points; dissenting ballots count. Rules: the tournament rules of the World Schools Debating Championships.',
    speakersInTeam: 3,
    settings: {
      ...australs,
      'scoring.score_min': 60,
      'scoring.score_step': 0.5,
      'scoring.reply_score_min': 30,
      'scoring.margin_includes_dissenters': true,
      ...noMotions,
      'debate_rules.side_names': 'prop-opp',
      'draw_rules.avoid_same_institution': false,
      'draw_rules.draw_pairing_method': 'fold',
      'draw_rules.draw_odd_bracket': 'pullup_top',
      'draw_rules.draw_pullup_restriction': 'lowest_ds_wins',
      'standings.team_standings_precedence': ['wins', 'num_adjs', 'speaks_avg'],
      'ui_options.show_adjudicator_institutions': false,
    },
  },
  apda: {
    title: 'APDA',
    does: 'Two teams of two, speeches ranked; byes for the lowest. Rules: the by-laws of the American Parliamentary Debate Association.',
    speakersInTeam: 2,
    settings: {
      'scoring.score_min': 15,
      'scoring.score_max': 40,
      ...noMotions,
      'draw_rules.draw_odd_bracket': 'pullup_bottom',
      'draw_rules.team_institution_penalty': 1000,
      'draw_rules.team_history_penalty': 100_000,
      'draw_rules.draw_pairing_method': 'fold',
      'draw_rules.draw_pullup_restriction': 'least_to_date',
      'draw_rules.bye_team_results': 'points',
      'draw_rules.bye_team_selection': 'lowest',
      'draw_rules.draw_avoid_conflicts': 'graph',
      'draw_rules.pullup_debates_penalty': 10_000,
      'draw_rules.side_penalty': 100,
      'draw_rules.pairing_penalty': 1,
      'debate_rules.teams_in_debate': 2,
      ...bothPerDebate,
      'debate_rules.winners_in_ballots': 'tied-points',
      'debate_rules.speakers_in_ballots': 'prelim',
      'debate_rules.substantive_speakers': 2,
      'debate_rules.side_names': 'gov-opp',
      ...noReplies,
      'debate_rules.speaker_ranks': 'any',
      'standings.speaker_standings_precedence': ['average', 'srank', 'trimmed_mean'],
    },
  },
  public_speaking: {
    title: 'Public Speaking',
    does: 'Six speakers in a room, each for themselves; scores only, no places.',
    speakersInTeam: 1,
    settings: {
      'scoring.score_min': 50,
      'scoring.score_max': 99,
      'scoring.score_step': 1,
      'scoring.maximum_margin': 0,
      'scoring.margin_includes_dissenters': true,
      'debate_rules.substantive_speakers': 1,
      'debate_rules.teams_in_debate': 6,
      ...bothPerAdjudicator,
      'debate_rules.speakers_in_ballots': 'prelim',
      'debate_rules.side_names': '1-2',
      ...noReplies,
      ...noMotions,
      ...avoidNobody,
      'standings.team_standings_precedence': ['speaks_avg'],
    },
  },
  schools_league: {
    title: 'Schools league (WADL)',
    does: 'Two teams of three without replies, in divisions that each send their winner on. Rules: the Western Australian Debating League.',
    speakersInTeam: 3,
    settings: {
      ...australs,
      ...noReplies,
      'scoring.score_min': 60,
      'scoring.score_max': 100,
      ...bothPerDebate,
      'standings.team_standings_precedence': ['wins', 'wbw_d', 'speaks_avg'],
    },
  },
  public_forum: {
    title: 'Public Forum',
    does: 'Two teams of two; a coin gives the sides, and the winner may have fewer points. Rules: the National Speech & Debate Association.',
    speakersInTeam: 2,
    settings: publicForum,
  },
  policy: {
    title: 'Policy',
    does: 'Two teams of two, speeches ranked. Rules: the National Speech & Debate Association.',
    speakersInTeam: 2,
    settings: policy,
  },
  lincoln_douglas: {
    title: 'Lincoln–Douglas',
    does: 'One against one. Rules: the National Speech & Debate Association.',
    speakersInTeam: 1,
    settings: { ...policy, 'debate_rules.substantive_speakers': 1 },
  },
  karl_popper: {
    title: 'Karl Popper',
    does: 'Two teams of three without replies; a team may forfeit. Rules: the International Debate Education Association.',
    speakersInTeam: 3,
    settings: {
      'debate_rules.teams_in_debate': 2,
      'debate_rules.substantive_speakers': 3,
      ...noReplies,
      ...bothPerAdjudicator,
      'debate_rules.winners_in_ballots': 'high-points',
      'debate_rules.preparation_time': 60,
      'debate_rules.enable_forfeits': true,
      'draw_rules.draw_avoid_conflicts': 'graph',
    },
  },
  moot: {
    title: 'Moot court',
    does: 'Appellants against respondents, two speeches each, scored by criteria; every ballot counts.',
    speakersInTeam: 2,
    settings: {
      'debate_rules.teams_in_debate': 2,
      'debate_rules.side_names': 'appellant-respondent',
      'debate_rules.substantive_speakers': 2,
      ...bothPerAdjudicator,
      'scoring.margin_includes_dissenters': true,
      'scoring.score_min': 0,
      'scoring.score_max': 100,
    },
    criteria: ['Law', 'Use of facts', 'Structure', 'Manner'].map((name) => ({
      name,
      weight: 1,
      min: 0,
      max: 25,
      step: 1,
      isRequired: true,
    })),
  },
  criteria_schools: {
    title: 'Schools with criteria (CNDC)',
    does: 'Two teams, scored by criteria.',
    speakersInTeam: 3,
    settings: {
      'debate_rules.teams_in_debate': 2,
      'scoring.score_min': 60,
      'scoring.score_max': 80,
      'scoring.score_step': 0.5,
      'scoring.reply_score_min': 30,
      'scoring.reply_score_max': 40,
    },
    criteria: [
      { name: 'Content', weight: 1, min: 24, max: 32, step: 0.5, isRequired: true },
      { name: 'Style', weight: 1, min: 24, max: 32, step: 0.5, isRequired: true },
      { name: 'Strategy', weight: 1, min: 12, max: 16, step: 0.5, isRequired: true },
    ],
  },
} as const satisfies Record<string, FormatPreset>;

export type FormatPresetName = keyof typeof formatPresets;

// oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- the keys of a table that is frozen by `as const`
export const formatPresetNames = Object.keys(formatPresets) as readonly FormatPresetName[];
