import { settingContradictions } from './setting-contradictions.ts';
import { rankingTeamMetrics, repeatableMetrics, shownTeamMetrics, speakerMetrics } from './standings/metrics.ts';

/** One setting of a tournament: how it is entered, what it is when nobody has said, and what it does. */
export interface Setting<Value> {
  readonly kind: 'bool' | 'int' | 'decimal' | 'text' | 'html' | 'choice' | 'several';
  readonly fallback: Value;
  /** What the setting does, in a few words for the settings form. */
  readonly effect: string;
  readonly min?: number;
  /** choice, several: the values allowed. */
  readonly choices?: readonly string[];
  /** several: how many at most. */
  readonly most?: number;
}

function bool(fallback: boolean, effect: string): Setting<boolean> {
  return { kind: 'bool', fallback, effect };
}

function int(fallback: number, effect: string, min = 0): Setting<number> {
  return { kind: 'int', fallback, effect, min };
}

function decimal(fallback: number, effect: string, min = 0): Setting<number> {
  return { kind: 'decimal', fallback, effect, min };
}

function text(fallback: string, effect: string): Setting<string> {
  return { kind: 'text', fallback, effect };
}

function html(effect: string): Setting<string> {
  return { kind: 'html', fallback: '', effect };
}

function choice<const Value extends string>(choices: readonly Value[], fallback: NoInfer<Value>, effect: string): Setting<Value> {
  return { kind: 'choice', fallback, effect, choices };
}

interface Several<Value> {
  readonly fallback: readonly Value[];
  readonly most: number;
  readonly effect: string;
}

function several<const Value extends string>(
  choices: readonly Value[],
  { fallback, most, effect }: Several<NoInfer<Value>>,
): Setting<readonly Value[]> {
  return { kind: 'several', fallback, effect, choices, most };
}

const wayIn = ['off', 'private-urls', 'public'] as const;
const ballotsPer = ['per-adj', 'per-debate'] as const;

/**
 * Every setting under the name that imports and the API use, `section.name` (spec tab §2), with its default.
 * Names are unique without their section too, and rules read them so: `settings.score_min`.
 */
export const settingTable = {
  'scoring.score_min': decimal(68, 'Lowest score of a substantive speech'),
  'scoring.score_max': decimal(82, 'Highest score of a substantive speech'),
  'scoring.score_step': decimal(1, 'Allowed step, counted from the lowest score'),
  'scoring.maximum_margin': decimal(0, 'Largest difference of team totals a ballot may have; 0 for no limit'),
  'scoring.reply_score_min': decimal(34, 'Lowest score of a reply'),
  'scoring.reply_score_max': decimal(41, 'Highest score of a reply'),
  'scoring.reply_score_step': decimal(0.5, 'Allowed step of replies, counted from the lowest score'),
  'scoring.margin_includes_dissenters': bool(
    false,
    'Scores and margins include dissenters; in rooms of more than two teams with a ballot per adjudicator: scores only, no places',
  ),
  'scoring.ballot_introduction': html('Text above the ballot form'),
  'scoring.teamscore_includes_ghosts': bool(true, 'Team scores count duplicate (iron) speeches'),

  'draw_rules.adj_min_voting_score': decimal(1.5, 'Adjudicators below this score are allocated as trainees'),
  'draw_rules.adj_conflict_penalty': int(1_000_000, 'Cost of an adjudicator meeting a conflict'),
  'draw_rules.adj_history_penalty': int(10_000, 'Cost of an adjudicator meeting somebody again'),
  'draw_rules.preformed_panel_mismatch_penalty': int(10_000_000, 'Cost per squared difference of importance between panel and debate'),
  'draw_rules.team_institution_penalty': int(1, 'Cost of a pairing within an institution'),
  'draw_rules.team_history_penalty': int(1000, 'Cost of each earlier meeting of a pairing'),
  'draw_rules.avoid_same_institution': bool(true, 'Avoid pairings within an institution'),
  'draw_rules.avoid_team_history': bool(true, 'Avoid pairings that have met'),
  'draw_rules.pullup_debates_penalty': int(0, 'Cost of a pull-up debate for each one the team has had'),
  'draw_rules.side_penalty': int(0, 'Cost of a pairing whose sides cannot be balanced'),
  'draw_rules.pairing_penalty': int(0, 'Cost of leaving the pairing method'),
  'draw_rules.draw_odd_bracket': choice(
    [
      'pullup_lowest_ds_rank',
      'pullup_top',
      'pullup_bottom',
      'pullup_middle',
      'pullup_random',
      'intermediate',
      'intermediate_bubble_up_down',
      'intermediate1',
      'intermediate2',
    ],
    'intermediate_bubble_up_down',
    'What happens to brackets with an odd number of teams',
  ),
  'draw_rules.draw_side_allocations': choice(['random', 'balance', 'preallocated', 'manual-ballot'], 'balance', 'How sides are given'),
  'draw_rules.draw_pairing_method': choice(
    ['slide', 'fold', 'random', 'adjacent', 'fold_top_adjacent_rest'],
    'slide',
    'How the teams of a bracket are paired',
  ),
  'draw_rules.draw_avoid_conflicts': choice(
    ['off', 'one_up_one_down', 'graph', 'graph_global'],
    'one_up_one_down',
    'How conflicts between teams are avoided',
  ),
  'draw_rules.draw_pullup_restriction': choice(
    ['none', 'least_to_date', 'lowest_ds_wins', 'lowest_ds_speaks'],
    'none',
    'Which teams may be pulled up',
  ),
  'draw_rules.draw_pullup_penalty': int(0, 'Cost of a pull-up when pull-ups are chosen by matching'),
  'draw_rules.bp_pullup_distribution': choice(
    ['anywhere', 'one_room'],
    'anywhere',
    'Where pulled-up teams sit; one room is not WUDC-legal',
  ),
  'draw_rules.bp_position_cost': choice(
    ['simple', 'simple_relative', 'entropy', 'variance'],
    'entropy',
    'How uneven positions are weighed',
  ),
  'draw_rules.bp_renyi_order': decimal(1, 'Order of the entropy'),
  'draw_rules.bp_position_cost_exponent': decimal(4, 'Exponent of the position cost'),
  'draw_rules.bp_assignment_method': choice(
    ['hungarian', 'hungarian_preshuffled'],
    'hungarian_preshuffled',
    'Only the second is WUDC-legal',
  ),
  'draw_rules.draw_skip_adj_checkins': bool(false, 'All adjudicators are available for all rounds'),
  'draw_rules.no_panellist_position': bool(false, 'Never allocate panellists'),
  'draw_rules.no_trainee_position': bool(false, 'Never allocate trainees'),
  'draw_rules.bye_team_results': choice(['none', 'points', 'average'], 'none', 'What a bye is worth'),
  'draw_rules.bye_team_selection': choice(
    ['off', 'random', 'lowest', 'lowest_no_repeat'],
    'off',
    'Who gets the bye when teams do not divide',
  ),
  'draw_rules.prelim_panels': int(1, 'Parallel panels of a round-robin', 1),
  'draw_rules.bp_room_conflict_penalty': int(0, 'Cost of conflicts within a BP room'),
  'draw_rules.room_rotation': choice(
    ['any', 'stay', 'rotate'],
    'any',
    'Whether debates come back to the rooms that their people were in last, or go to others',
  ),
  'draw_rules.room_allocation': choice(['best', 'in_turn'], 'best', 'Rooms are given out the best as a whole, or debate by debate'),
  'draw_rules.draw_lock_minutes': int(0, 'Minutes after its publish in which a draw of a preliminary round keeps its teams and rooms', 0),
  'draw_rules.panel_priority': choice(['low', 'high'], 'low', 'Whether single adjudicators or panels take the top rooms'),
  'draw_rules.adj_allocation_mode': choice(
    ['lexicographic', 'weighted'],
    'lexicographic',
    'Whether a conflict may be outweighed by weak adjudication',
  ),

  'feedback.adj_min_score': decimal(0, 'Lowest score of an adjudicator'),
  'feedback.adj_max_score': decimal(5, 'Highest score of an adjudicator'),
  'feedback.feedback_paths': choice(
    ['minimal', 'with-p-on-c', 'with-t-on-c', 'all-adjs', 'with-p-on-p', 'no-adjs'],
    'with-p-on-c',
    'Who of the panel rates whom',
  ),
  'feedback.feedback_from_teams': choice(['orallist', 'all-adjs', 'no-one'], 'orallist', 'Whom teams rate'),
  'feedback.show_unexpected_feedback': bool(true, 'Progress pages show pieces nobody asked for'),
  'feedback.show_unaccredited': bool(false, 'Mark trainees publicly'),
  'feedback.feedback_introduction': html('Text above the feedback form'),
  'feedback.feedback_opens': choice(['draw_released', 'debate_confirmed'], 'draw_released', 'When feedback opens'),
  'feedback.feedback_anonymous': bool(false, 'Hide the source from everyone but equity'),
  'feedback.feedback_orallist_check': bool(true, 'Ask teams who gave the oral adjudication'),

  'debate_rules.teams_in_debate': int(2, 'Teams in a room: 2, 4 (BP) or more', 2),
  'debate_rules.ballots_per_debate_prelim': choice(ballotsPer, 'per-adj', 'Ballots in preliminary rounds'),
  'debate_rules.ballots_per_debate_elim': choice(ballotsPer, 'per-adj', 'Ballots in elimination rounds'),
  'debate_rules.winners_in_ballots': choice(['none', 'high-points', 'tied-points', 'low-points'], 'none', 'Whether the winner is ticked'),
  'debate_rules.speakers_in_ballots': choice(['always', 'prelim', 'never'], 'always', 'When speaker scores are asked'),
  'debate_rules.substantive_speakers': int(3, 'Substantive speeches of a team', 1),
  'debate_rules.side_names': choice(
    ['aff-neg', 'gov-opp', 'prop-opp', 'pro-con', 'appellant-respondent', '1-2'],
    'aff-neg',
    'What the sides are called',
  ),
  'debate_rules.reply_scores_enabled': bool(true, 'Teams give reply speeches'),
  'debate_rules.require_substantive_for_reply': bool(true, 'The reply speaker must have spoken'),
  'debate_rules.speaker_ranks': choice(['none', 'any', 'high-points'], 'none', 'Whether the speeches of a room are ranked'),
  'debate_rules.preparation_time': int(-1, 'Minutes between motion and debate; sets the start of the round', -1),
  'debate_rules.enable_forfeits': bool(false, 'A ballot may say that a team forfeits'),
  'debate_rules.ballot_comment': bool(false, 'Adjudicators may write their reasons'),
  'debate_rules.poly_room_sizes': several(['3', '5', '6', '7', '8', '9', '10'], {
    fallback: [],
    most: 7,
    effect: 'Where rooms are neither of 2 nor of 4 teams: the sizes they may have, mixed as the teams need; none for one size',
  }),
  'debate_rules.custom_motion_in_ballot': bool(false, 'A ballot may name a motion of its own'),

  'standings.standings_missed_debates': int(-1, 'Speeches a speaker may miss and still be ranked; -1 for no limit', -1),
  'standings.standings_missed_replies': int(-1, 'The same for replies', -1),
  'standings.team_standings_precedence': several(rankingTeamMetrics, {
    fallback: ['wins', 'speaks_avg'],
    most: 8,
    effect: 'What ranks teams, in order',
  }),
  'standings.team_standings_extra_metrics': several(shownTeamMetrics, { fallback: [], most: 5, effect: 'Shown beside team standings' }),
  'standings.speaker_standings_precedence': several(speakerMetrics, {
    fallback: ['average'],
    most: 4,
    effect: 'What ranks speakers, in order',
  }),
  'standings.speaker_standings_extra_metrics': several(speakerMetrics, {
    fallback: ['stdev', 'count'],
    most: 5,
    effect: 'Shown beside speaker standings',
  }),

  'tab_release.team_tab_released': bool(false, 'The team tab is public'),
  'tab_release.team_tab_limit': int(0, 'Lowest rank shown; 0 for all'),
  'tab_release.speaker_tab_released': bool(false, 'The speaker tab is public'),
  'tab_release.speaker_tab_limit': int(0, 'Lowest rank shown; 0 for all'),
  'tab_release.replies_tab_released': bool(false, 'The reply tab is public'),
  'tab_release.replies_tab_limit': int(0, 'Lowest rank shown; 0 for all'),
  'tab_release.break_category_tabs_released': bool(false, 'Tabs of break categories are public'),
  'tab_release.speaker_category_tabs_released': bool(false, 'Tabs of speaker categories are public'),
  'tab_release.motion_tab_released': bool(false, 'The motion tab is public, with every motion'),
  'tab_release.adjudicators_tab_released': bool(false, 'The adjudicators tab is public'),
  'tab_release.adjudicators_tab_shows': choice(['test', 'final', 'all'], 'final', 'Which scores of adjudicators are shown'),
  'tab_release.ballots_released': bool(false, 'Every scoresheet is public'),
  'tab_release.all_results_released': bool(false, 'Silent and break rounds too'),
  'tab_release.private_ballots_released': bool(false, 'Confirmed scoresheets are shown on private links'),

  'data_entry.participant_ballots': choice(wayIn, 'off', 'Who may enter ballots online'),
  'data_entry.participant_feedback': choice(wayIn, 'off', 'Who may enter feedback online'),
  'data_entry.public_use_password': bool(false, 'Public forms ask for a password'),
  'data_entry.public_password': text('', 'Password of the public forms'),
  'data_entry.disable_ballot_confirms': bool(false, 'Ballots confirm themselves'),
  'data_entry.enable_blind_checks': bool(false, 'Who confirms a ballot types it again'),
  'data_entry.assistant_access': choice(['all_areas', 'results_draw', 'results_only', 'none'], 'all_areas', 'Where assistants may go'),
  'data_entry.public_checkins_submit': bool(false, 'Participants check themselves in'),
  'data_entry.checkin_window_people': decimal(12, 'Hours a person stays checked in'),
  'data_entry.checkin_window_venues': decimal(2, 'Hours a room stays checked in'),
  'data_entry.ballots_confirm_digits': bool(true, 'Printed ballots have circled digits'),
  'data_entry.ballots_hide_motions': bool(false, 'Printed ballots leave the motions out'),
  'data_entry.score_return_location': text('TBA', 'Where printed ballots are returned'),
  'data_entry.feedback_return_location': text('TBA', 'Where printed feedback is returned'),
  'data_entry.enable_postponements': bool(false, 'Debates may be postponed'),
  'data_entry.individual_ballots': bool(false, 'Each voting adjudicator sends a ballot of their own'),

  'public_features.on_front_page': bool(true, 'The site’s front page lists the tournament'),
  'public_features.public_participants': bool(false, 'The participants list is public'),
  'public_features.public_institutions_list': bool(false, 'The institutions list is public'),
  'public_features.public_diversity': bool(false, 'The diversity page is public'),
  'public_features.public_checkins': bool(false, 'Check-ins are public'),
  'public_features.public_break_categories': bool(false, 'Break categories stand on the participants page'),
  'public_features.public_side_allocations': bool(false, 'Preallocated sides are public'),
  'public_features.public_draw': choice(['off', 'current', 'all-released'], 'off', 'Which draws are public'),
  'public_features.public_results': bool(false, 'Results are public'),
  'public_features.public_motions': bool(false, 'Motions are public'),
  'public_features.public_team_standings': bool(false, 'Points and results are public, without scores and ranks'),
  'public_features.public_record': bool(true, 'Team and adjudicator pages are public'),
  'public_features.public_breaking_teams': bool(false, 'Breaking teams are public'),
  'public_features.public_breaking_adjs': bool(false, 'Breaking adjudicators are public'),
  'public_features.feedback_progress': bool(false, 'Feedback progress is public'),
  'public_features.tournament_staff': html('Who runs the tournament'),
  'public_features.welcome_message': html('Text on the home page'),
  'public_features.public_draw_adjudicators': choice(
    ['with_draw', 'when_confirmed', 'never'],
    'with_draw',
    'When the draw shows adjudicators',
  ),
  'public_features.public_draw_details': bool(false, 'Brackets and points stand on the public draw'),
  'public_features.public_progress': bool(false, 'The progress of results is public'),
  'public_features.public_schedule': bool(false, 'The schedule is public'),

  'ui_options.show_splitting_adjudicators': bool(false, 'Say who dissented'),
  'ui_options.team_code_names': choice(
    ['off', 'all-tooltips', 'admin-tooltips-code', 'admin-tooltips-real', 'everywhere'],
    'off',
    'Where code names stand for teams',
  ),
  'ui_options.participant_code_names': choice(['off', 'everywhere'], 'off', 'Where code names stand for people'),
  'ui_options.show_emoji': bool(true, 'Emoji beside team names'),
  'ui_options.show_team_institutions': bool(true, 'A column with the institution of teams'),
  'ui_options.show_adjudicator_institutions': bool(true, 'The institution beside adjudicators'),
  'ui_options.show_speakers_in_draw': bool(true, 'Speakers stand on the draw'),
  'ui_options.show_seed_in_importer': choice(
    ['off', 'numeric', 'title'],
    'off',
    'A column of seeds on import: none, numbers, or also unseeded, free, half, full',
  ),

  'email.reply_to_name': text('Tabulation Team', 'Name that answers go to'),
  'email.reply_to_address': text('', 'Address that answers go to'),
  'email.email_hook_key': text('', 'Key of the delivery webhook'),
  'email.enable_ballot_receipts': bool(false, 'Adjudicators get a receipt of their ballot'),
  'email.ballot_email_subject': text('Your ballot for {{ DEBATE }} has been received', 'Subject of a ballot receipt'),
  'email.ballot_email_message': text(
    'Hi {{ USER }},\n\nYour ballot for {{ DEBATE }} has been confirmed:\n{{ SCORES }}\n\nIf something is wrong, tell the tab room now.',
    'Text of a ballot receipt',
  ),
  'email.team_points_email_subject': text("{{ TEAM }}'s current wins after {{ ROUND }}: {{ POINTS }}", 'Subject of a team’s points'),
  'email.team_points_email_message': text(
    'Hi {{ USER }},\n\nYour team {{ TEAM }} has {{ POINTS }} wins after {{ ROUND }}.\nCurrent standings: {{ URL }}',
    'Text of a team’s points',
  ),
  'email.adj_email_subject': text('Your assigned debate for {{ ROUND }}: {{ VENUE }}', 'Subject of an adjudicator’s draw'),
  'email.adj_email_message': text(
    'Hi {{ USER }},\n\nIn {{ ROUND }} you are {{ POSITION }} in {{ VENUE }}.\nPanel: {{ PANEL }}\nTeams: {{ DRAW }}\nYour page: {{ URL }}',
    'Text of an adjudicator’s draw',
  ),
  'email.team_draw_email_subject': text('Your assigned debate for {{ ROUND }}: {{ VENUE }}', 'Subject of a team’s draw'),
  'email.team_draw_email_message': text(
    'Hi {{ USER }},\n\nIn {{ ROUND }} {{ TEAM }} is {{ SIDE }} in {{ VENUE }}.\nTeams: {{ DRAW }}\nPanel: {{ PANEL }}',
    'Text of a team’s draw',
  ),
  'email.url_email_subject': text('Your personal private URL for {{ TOURN }}', 'Subject of a private link'),
  'email.url_email_message': text(
    'Hi {{ USER }},\n\nYour page at {{ TOURN }} is {{ URL }}. Do not share it: whoever has it can act for you.',
    'Text of a private link',
  ),
  'email.motion_email_subject': text('Motions for {{ ROUND }}', 'Subject of the motions'),
  'email.motion_email_message': text('Hi {{ USER }},\n\nThe motions of {{ ROUND }}:\n{{ MOTIONS }}', 'Text of the motions'),
  'email.team_email_subject': text('Registration for {{ SHORT }}', 'Subject of a team’s registration'),
  'email.team_email_message': text(
    'Hi {{ USER }},\n\nYou are registered for {{ TOURN }} as {{ LONG }} ({{ SHORT }}) of {{ INSTITUTION }}.\nSpeakers: {{ SPEAKERS }}\nBreak categories: {{ BREAK }}\nCode name: {{ CODE }} {{ EMOJI }}\nYour page: {{ URL }}',
    'Text of a team’s registration',
  ),

  'motions.enable_motions': bool(true, 'Ballots name the motion'),
  'motions.motion_vetoes_enabled': bool(true, 'Ballots name vetoed motions'),
  'motions.show_motions_in_results': bool(false, 'Results name the motion'),
  'motions.public_motions_order': choice(['forward', 'reverse'], 'reverse', 'Order of rounds on the motions page'),
  'motions.enable_motion_reuse': bool(false, 'A motion may serve several rounds'),

  'registration.speakers_in_team': int(3, 'Speakers of a team', 1),
  'registration.team_name_generator': choice(['user', 'alphabetical', 'numerical', 'initials'], 'user', 'How teams get their name'),
  'registration.reg_team_fields': several(['use_institution_prefix', 'code_name', 'break_categories', 'seed', 'emoji'], {
    fallback: ['use_institution_prefix', 'emoji'],
    most: 5,
    effect: 'What registration asks of a team',
  }),
  'registration.reg_speaker_fields': several(['email', 'phone', 'gender', 'categories'], {
    fallback: ['email'],
    most: 4,
    effect: 'What registration asks of a speaker',
  }),
  'registration.reg_adjudicator_fields': several(['email', 'phone', 'gender'], {
    fallback: ['email'],
    most: 3,
    effect: 'What registration asks of an adjudicator',
  }),
  'registration.institution_registration': bool(false, 'Institutions register themselves'),
  'registration.institution_participant_registration': bool(false, 'Institutions register their people'),
  'registration.reg_institution_slots': bool(false, 'Institutions ask for slots'),
  'registration.open_team_registration': bool(false, 'Teams register themselves'),
  'registration.open_adj_registration': bool(false, 'Adjudicators register themselves'),
};

export type SettingName = keyof typeof settingTable;
type Bare<Name> = Name extends `${string}.${infer Last}` ? Last : never;
type ValueOf<Name extends SettingName> = (typeof settingTable)[Name] extends Setting<infer Value> ? Value : never;

/** The settings of one tournament, by name without section; every one is there. */
export type Settings = { readonly [Name in SettingName as Bare<Name>]: ValueOf<Name> };

/** Some settings under their full names: what a preset sets, what an organiser has changed. */
export type SettingValues = { readonly [Name in SettingName]?: ValueOf<Name> };

export interface SettingFault {
  readonly name: string;
  readonly message: string;
}

export const settingNames: readonly SettingName[] = Object.keys(settingTable).filter((name) => isSettingName(name));

/** The settings nobody has touched. */
export const defaultSettings: Settings = completeSettings({});

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(settingTable, name);
}

/** The part of a name that rules use: `score_min` of `scoring.score_min`. */
export function bareName(name: SettingName): string {
  return name.slice(name.indexOf('.') + 1);
}

/** All settings: the given values over the defaults. */
export function completeSettings(values: SettingValues): Settings {
  const pairs = settingNames.map((name) => [bareName(name), values[name] ?? settingTable[name].fallback]);
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- settingNames lists every key of the table and each value has its entry's type
  return Object.fromEntries(pairs) as Settings;
}

/**
 * Checks settings that came from outside (a form, the API, a stored document), by full name.
 * A value that is not mentioned keeps its default; an unknown name or a value of the wrong kind is a fault.
 */
export function readSettings(
  given: Readonly<Record<string, unknown>>,
): { ok: true; settings: Settings } | { ok: false; faults: SettingFault[] } {
  const faults = Object.entries(given).flatMap(([name, value]): SettingFault[] => {
    if (!isSettingName(name)) return [{ name, message: `There is no setting called ${name}.` }];
    const message = settingFault(settingTable[name], value);
    return message === null ? [] : [{ name, message }];
  });
  if (faults.length > 0) return { ok: false, faults };
  const settings = completeSettings(given);
  const contradictions = settingContradictions(settings);
  return contradictions.length > 0 ? { ok: false, faults: contradictions } : { ok: true, settings };
}

/**
 * Settings as they were stored by this or an earlier version: what can no longer be read has its default, and nothing is refused, so that
 * a tournament always opens. What is saved goes through {@link readSettings}.
 */
export function storedSettings(stored: Readonly<Record<string, unknown>>): Settings {
  const readable = Object.entries(stored).filter(
    ([name, value]) => isSettingName(name) && settingFault(settingTable[name], value) === null,
  );
  return completeSettings(Object.fromEntries(readable));
}

/** Why the value cannot be this setting's, or null. */
export function settingFault(setting: Setting<unknown>, value: unknown): string | null {
  return faultOf[setting.kind](setting, value);
}

const faultOf: Record<Setting<unknown>['kind'], (setting: Setting<unknown>, value: unknown) => string | null> = {
  bool: (_setting, value) => (typeof value === 'boolean' ? null : 'Must be yes or no.'),
  int: numberFault,
  decimal: numberFault,
  text: textFault,
  html: textFault,
  choice: (setting, value) => (isOneOf(setting.choices, value) ? null : `Must be one of ${setting.choices?.join(', ')}.`),
  several: severalFault,
};

function textFault(_setting: Setting<unknown>, value: unknown): string | null {
  return typeof value === 'string' ? null : 'Must be a text.';
}

function numberFault(setting: Setting<unknown>, value: unknown): string | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'Must be a number.';
  if (setting.kind === 'int' && !Number.isInteger(value)) return 'Must be a whole number.';
  if (setting.min !== undefined && value < setting.min) return `Must be at least ${setting.min}.`;
  return null;
}

function severalFault(setting: Setting<unknown>, value: unknown): string | null {
  if (!Array.isArray(value)) return 'Must be a list.';
  const strange = value.find((item) => !isOneOf(setting.choices, item));
  if (strange !== undefined) return `${String(strange)} is none of ${setting.choices?.join(', ')}.`;
  if (setting.most !== undefined && value.length > setting.most) return `Must have at most ${setting.most} entries.`;
  const repeated = value.find((item, index) => value.indexOf(item) !== index && !repeatableMetrics.has(String(item)));
  return repeated === undefined ? null : `${String(repeated)} stands in the list twice.`;
}

function isOneOf(choices: readonly string[] | undefined, value: unknown): boolean {
  return typeof value === 'string' && choices !== undefined && choices.includes(value);
}
