import { tell } from '../round/act.ts';
import { WrongInput } from '../errors.ts';
import type { PublicMode, Tournament } from '../rules/tournament.ts';
import * as journal from '../store/journal.ts';
import * as publicSites from '../store/public-sites.ts';
import * as tournaments from '../store/tournaments.ts';
import type { Tab } from '../tab.ts';

export interface SwitchWish {
  readonly tournament: Tournament;
  readonly mode: PublicMode;
  /** The organisers' words, for the one page that is left. */
  readonly notice: string;
  readonly actor: string;
}

const mostLetters = 2000;

/** Opens the public site, freezes it, or leaves one page of it. Private links, ballots and the tab room go on; settings stay as they are. */
export async function turnSwitch(tab: Tab, { tournament, mode, notice, actor }: SwitchWish): Promise<void> {
  if (notice.length > mostLetters)
    throw new WrongInput(`A notice has at most ${mostLetters} characters, and this one has ${notice.length}.`);
  if (mode === 'notice' && notice === '') throw new WrongInput('Write what spectators should read instead of the public site.');
  await tab.db.inTransaction(async (tx) => {
    await tournaments.lock(tx, tournament.id);
    const before = await publicSites.switchOf(tx, tournament.id);
    await publicSites.setMode(tx, { id: tournament.id, mode, notice });
    const at = new Date(tab.clock.nowMs());
    const change = { before, after: { mode, notice } };
    await journal.append(tx, { tournamentId: tournament.id, at, actor, verb: 'public_site_switched', subject: 'tournament', change });
  });
  tell(tab, tournament, { verb: 'public_site_switched', isPublic: true });
}
