import { bundles } from '../rules/presets/bundles.ts';
import type { SettingValues } from '../rules/settings.ts';

/** What makes a tournament's draws, results and standings public as they come, with ballots by private links (requirements §2.15). */
export const openToThePublic: SettingValues = {
  ...bundles.public_information.settings,
  'public_features.public_participants': true,
  'public_features.public_breaking_teams': true,
  'data_entry.participant_ballots': 'private-urls',
};

/** A made-up tournament has no motions, so its ballots do not name any. */
export const withoutMotions: SettingValues = { 'motions.enable_motions': false, 'motions.motion_vetoes_enabled': false };
