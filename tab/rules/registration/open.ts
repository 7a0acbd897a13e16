import type { Settings } from '../settings.ts';

/** A form of registration that needs no link. */
export type OpenRegistration = 'institution' | 'team' | 'adjudicator';

/** The forms that the settings open to everybody, in the order of the page that leads to them. */
export function openRegistrations(settings: Settings): OpenRegistration[] {
  return [
    ...(settings.institution_registration ? (['institution'] as const) : []),
    ...(settings.open_team_registration ? (['team'] as const) : []),
    ...(settings.open_adj_registration ? (['adjudicator'] as const) : []),
  ];
}

/** Whether somebody behind a private link may still change what they registered. */
export function mayRegister(kind: 'speaker' | 'adjudicator' | 'coach', settings: Settings): boolean {
  if (kind === 'coach') return settings.institution_participant_registration;
  return kind === 'speaker' ? settings.open_team_registration : settings.open_adj_registration;
}
