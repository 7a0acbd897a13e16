import { findTournament } from '../../round/find.ts';
import { settingNames, settingTable } from '../../rules/settings.ts';
import type { Tab } from '../../tab.ts';
import { changeSettings } from '../../tournaments/settings.ts';

/** For tests: opens every page of a tournament's public site, and every tab. */
export async function makeEverythingPublic(tab: Tab, slug: string): Promise<void> {
  const open = settingNames.filter((name) => /^(?:public_features|tab_release)\./.test(name) && settingTable[name].kind === 'bool');
  const values = { ...Object.fromEntries(open.map((name) => [name, true])), 'public_features.public_draw': 'all-released' };
  await changeSettings(tab, { tournament: await findTournament(tab, slug), values, actor: 'test' });
}
