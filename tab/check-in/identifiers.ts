import { seededRandom } from '#kit/math/random.ts';
import { drawIdentifiers, type IdentifierKind } from '../rules/check-in/identifiers.ts';
import type { Tournament } from '../rules/tournament.ts';
import * as checkIns from '../store/check-ins.ts';
import * as journal from '../store/journal.ts';
import type { Tab } from '../tab.ts';

interface GivenTo {
  readonly tournament: Tournament;
  readonly kind: IdentifierKind;
  readonly actor: string;
  /** Only this one of them. */
  readonly only?: number;
}

/** Everybody, or every room, of the kind has an identifier; who has one keeps it. Gives how many are new. */
export async function giveIdentifiers(tab: Tab, { tournament, kind, actor, only }: GivenTo): Promise<number> {
  const of = { tournamentId: tournament.id, kind };
  const seed = tab.newSeed();
  const random = seededRandom(seed);
  return tab.db.inTransaction(async (tx) => {
    const wantingNow = async (): Promise<number[]> => (await checkIns.lacking(tx, of)).filter((id) => only === undefined || id === only);
    const wanting = await wantingNow();
    // One that another tournament has is drawn again.
    for (let left = wanting; left.length > 0; left = await wantingNow())
      await checkIns.give(tx, { ...of, ids: left, identifiers: drawIdentifiers(left.length, random) });
    const at = new Date(tab.clock.nowMs());
    const change = { seed, given: wanting.length };
    await journal.append(tx, { tournamentId: tournament.id, at, actor, verb: 'identifiers_given', subject: `${kind}s`, change });
    return wanting.length;
  });
}
