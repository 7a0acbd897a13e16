import type { SettingName } from './settings.ts';

const unbuilt: Readonly<Record<string, string>> = {
  registration: 'It acts once registration pages exist; until then nobody registers online.',
  email: 'It acts once the tab sends this message by itself; until then none of the kind leaves.',
  panels: 'It acts once round-robins can be drawn in parallel panels.',
  printing: 'It acts once feedback sheets are printed from here.',
};

const single: Partial<Record<SettingName, keyof typeof unbuilt>> = {
  'draw_rules.prelim_panels': 'panels',
  'data_entry.feedback_return_location': 'printing',
};

/** Settings of those sections that act already: how many people of a team a room must seat, and the messages that the tab room sends. */
const actsAlready: ReadonlySet<SettingName> = new Set([
  'registration.speakers_in_team',
  'email.reply_to_name',
  'email.reply_to_address',
  'email.adj_email_subject',
  'email.adj_email_message',
  'email.team_draw_email_subject',
  'email.team_draw_email_message',
  'email.url_email_subject',
  'email.url_email_message',
  'email.motion_email_subject',
  'email.motion_email_message',
]);

/** Why a setting does nothing yet, in a sentence; null for one that acts. */
export function waitOf(name: SettingName): string | null {
  if (actsAlready.has(name)) return null;
  const part = single[name] ?? name.slice(0, name.indexOf('.'));
  return unbuilt[part] ?? null;
}
