import type { SettingName } from './settings.ts';

const unbuilt: Readonly<Record<string, string>> = {
  registration: 'It acts once registration pages exist; until then nobody registers online.',
  email: 'It acts once the tab sends e-mails; until then none leaves.',
  panels: 'It acts once round-robins can be drawn in parallel panels.',
  printing: 'It acts once feedback sheets are printed from here.',
};

const single: Partial<Record<SettingName, keyof typeof unbuilt>> = {
  'draw_rules.prelim_panels': 'panels',
  'data_entry.feedback_return_location': 'printing',
};

/** The one setting of the registration section that acts without registration: it says how many people of a team a room must seat. */
const actsAlready: ReadonlySet<SettingName> = new Set(['registration.speakers_in_team']);

/** Why a setting does nothing yet, in a sentence; null for one that acts. */
export function waitOf(name: SettingName): string | null {
  if (actsAlready.has(name)) return null;
  const part = single[name] ?? name.slice(0, name.indexOf('.'));
  return unbuilt[part] ?? null;
}
