import { readScans } from '../rules/check-in/identifiers.ts';
import { scanTimeMs } from '../rules/check-in/presence.ts';
import type { Tournament } from '../rules/tournament.ts';
import { tell } from '../round/act.ts';
import * as checkIns from '../store/check-ins.ts';
import type { Tab } from '../tab.ts';

export interface ScanWish {
  readonly tournament: Tournament;
  readonly actor: string;
  /** As the scanner typed it: one identifier or several. */
  readonly text: string;
  /** Made by the device for this scan; sent again, the scan counts once. */
  readonly intent: string;
  /** How long ago it was scanned: a device may have waited for the network. */
  readonly agoMs: number;
  /** What the actor may check in. */
  readonly kinds: ReadonlySet<'person' | 'venue'>;
}

export interface ScanLine {
  /** What was scanned. */
  readonly text: string;
  /** Whose it was, and when that was; null: nobody's. */
  readonly found: { readonly name: string; readonly at: Date } | null;
}

/** Checks in whoever was scanned, and says of each identifier whose it is. */
export async function scan(tab: Tab, { tournament, actor, text, intent, agoMs, kinds }: ScanWish): Promise<ScanLine[]> {
  const { identifiers, unreadable } = readScans(text);
  const { checkin_window_people: hours } = tournament.settings;
  const at = new Date(scanTimeMs(agoMs, { nowMs: tab.clock.nowMs(), hours }));
  const scans = identifiers.map((identifier) => ({ identifier, at, intent: `${intent}:${identifier}` }));
  const known = scans.length === 0 ? [] : await checkIns.scan(tab.db, { tournamentId: tournament.id, actor, scans, kinds });
  if (known.some(({ name }) => name !== null)) tell(tab, tournament, { verb: 'checked_in', isPublic: false });
  return [
    ...known.map(({ identifier, name }) => ({ text: identifier, found: name === null ? null : { name, at } })),
    ...unreadable.map((word) => ({ text: word, found: null })),
  ];
}
