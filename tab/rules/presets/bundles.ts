import type { SettingValues } from '../settings.ts';

/** Settings that belong together on an occasion; every other setting stays as it is. Tab spec section 2.15. */
export interface Bundle {
  readonly title: string;
  readonly does: string;
  readonly settings: SettingValues;
}

export const bundles = {
  public_information: {
    title: 'Public information',
    does: 'Spectators see draws, results, motions and points as they are published.',
    settings: {
      'public_features.public_draw': 'current',
      'public_features.public_break_categories': true,
      'public_features.public_results': true,
      'public_features.public_motions': true,
      'public_features.public_team_standings': true,
    },
  },
  tab_release: {
    title: 'Tab release',
    does: 'The tournament is over: the tabs, every ballot and all results are public. The current draw stays up while elimination rounds go on.',
    settings: {
      'tab_release.team_tab_released': true,
      'tab_release.speaker_tab_released': true,
      'tab_release.motion_tab_released': true,
      'tab_release.ballots_released': true,
      'tab_release.all_results_released': true,
      'public_features.public_diversity': true,
      'public_features.public_results': true,
      'public_features.public_breaking_teams': true,
      'public_features.public_breaking_adjs': true,
      'public_features.public_checkins': false,
      'public_features.public_team_standings': false,
      'public_features.public_break_categories': false,
    },
  },
  private_links: {
    title: 'Entry by private links',
    does: 'Adjudicators and teams enter ballots and feedback on links of their own.',
    settings: { 'data_entry.participant_ballots': 'private-urls', 'data_entry.participant_feedback': 'private-urls' },
  },
  public_forms: {
    title: 'Entry by public forms',
    does: 'Everybody at the event enters ballots and feedback on forms that all can open.',
    settings: { 'data_entry.participant_ballots': 'public', 'data_entry.participant_feedback': 'public' },
  },
} as const satisfies Record<string, Bundle>;

/** One setting of a preset or bundle beside what it is now. */
export interface ProposedSetting {
  readonly name: string;
  readonly now: unknown;
  readonly proposed: unknown;
  readonly isDifferent: boolean;
}

/** All that a preset or bundle sets, in its order, with what would change; `now` are the tournament's settings by full name. */
export function proposedSettings(values: SettingValues, now: (name: string) => unknown): ProposedSetting[] {
  return Object.entries(values).map(([name, proposed]) => {
    const before = now(name);
    return { name, now: before, proposed, isDifferent: JSON.stringify(before) !== JSON.stringify(proposed) };
  });
}
