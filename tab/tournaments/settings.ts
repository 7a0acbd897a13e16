import sanitizeHtml from 'sanitize-html';
import { WrongInput } from '../errors.ts';
import { isSettingName, readSettings, settingTable } from '../rules/settings.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as journal from '../store/journal.ts';
import * as tournaments from '../store/tournaments.ts';
import type { Tab } from '../tab.ts';
import { tell } from '../round/act.ts';

export interface SettingsWish {
  readonly tournament: Tournament;
  /** By full name, `section.name`; the others stay. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly actor: string;
}

/** Changes some settings, all or nothing; what contradicts itself is refused here and not when a ballot comes in. */
export async function changeSettings(tab: Tab, { tournament, values, actor }: SettingsWish): Promise<void> {
  await tab.db.inTransaction(async (tx) => {
    await tournaments.lock(tx, tournament.id);
    const { changedSettings } = await tournaments.byId(tx, tournament.id);
    const next = { ...changedSettings, ...cleaned(values) };
    const read = readSettings(next);
    if (!read.ok) throw new WrongInput(read.faults.map(({ name, message }) => `${name}: ${message}`).join(' '));
    const before = Object.fromEntries(Object.keys(values).map((name) => [name, changedSettings[name] ?? null]));
    await tournaments.saveSettings(tx, tournament.id, next);
    const at = new Date(tab.clock.nowMs());
    await journal.append(tx, {
      tournamentId: tournament.id,
      at,
      actor,
      verb: 'settings_changed',
      subject: 'settings',
      change: { before, after: values },
    });
  });
  tell(tab, tournament, { verb: 'settings_changed', isPublic: true });
}

/** What stands on pages as HTML loses everything that could act there: scripts, styles, handlers. */
function cleaned(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const clean = (name: string, value: unknown): unknown =>
    isSettingName(name) && settingTable[name].kind === 'html' && typeof value === 'string' ? sanitizeHtml(value) : value;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, clean(name, value)]));
}
