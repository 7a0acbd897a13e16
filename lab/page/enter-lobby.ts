import type { Transaction } from '#kit/db/connect.ts';
import type { Need } from '../game/objects/needs.ts';
import type { Lab } from '../lab.ts';
import { needsLock } from '../rules/circle.ts';
import { write } from '../store/changes.ts';
import { hold, waitersFor, type Waiter } from '../store/lobbies.ts';
import { holdSession } from '../store/locks.ts';
import { visit as saveVisit } from '../store/saves.ts';
import { loadVisit, pageKey, type Visit } from './load-visit.ts';
import { matchPeople } from './match.ts';
import { decide, spotAfter, type Moved, type Mover } from './mover.ts';
import { Again } from './needs-memory.ts';
import { isLobby, type Departure } from './save.ts';
import { runFull } from './wait.ts';

export interface Entering<Refusal> {
  readonly mover: Mover<Refusal>;
  readonly needs: ReadonlySet<Need>;
  /** How it looked without holding anybody; null: the page is known to lead to the match page after it. */
  readonly known: { readonly visit: Visit; readonly decided: Departure } | null;
}

/**
 * Somebody leaves a page for a match page: two trips when nobody is put together yet. The lobby is held first, then the people in it, so
 * that of any number who come at once each sees those before. Null when the way leads elsewhere.
 */
export async function moveIntoLobby<Refusal>(entering: Entering<Refusal>, lab: Lab): Promise<Moved<Refusal> | null> {
  const { mover, needs, known } = entering;
  const everybody = known !== null && (needsLock(needs) || concernsMore(known.decided, lab));
  const outcome = await lab.db.inTransaction(async (tx) => {
    const { visit, waiters } = await loadHeld(tx, { ...entering, everybody }, lab);
    const decided = decide(visit, mover, lab);
    if ('refusal' in decided) return decided;
    if (!leadsTo(decided, waiters, visit) || (!everybody && concernsMore(decided, lab))) return null;
    return saveIntoLobby(tx, { visit, decided, waiters, holds: everybody ? 'everybody' : 'group' }, lab);
  });
  if (outcome === null || 'refusal' in outcome) return outcome;
  if (!(await outcome.saving)) throw new Again('somebody else was faster');
  return { spot: outcome.spot };
}

async function loadHeld<Refusal>(
  tx: Transaction,
  { mover: { code }, needs, known, everybody }: Entering<Refusal> & { readonly everybody: boolean },
  lab: Lab,
): Promise<{ visit: Visit; waiters: Waiter[] }> {
  const to = known?.decided.step.to;
  hold(tx, { code });
  const held = known && everybody ? holdSession(tx, known.visit.session.facts.id) : null;
  const coming = waitersFor(tx, { code, page: to?.pageIndex ?? null, sub: to?.sub ?? null });
  const [visit, waiters] = await Promise.all([loadVisit(tx, { code, needs, counter: 'next' }, lab), coming, held]);
  return { visit, waiters };
}

/** Whether the match page is the one whose people are held. */
function leadsTo({ step: { place } }: Departure, waiters: readonly Waiter[], { visitor }: Visit): boolean {
  if (!place || !isLobby(place)) return false;
  const own = waiters.find(({ seat }) => seat.participant.id === visitor.participant);
  return own?.seat.player.sub === place.sub && own.page === place.index;
}

/** Whether more people than those in the lobby may be written to. */
function concernsMore({ others, step }: Departure, lab: Lab): boolean {
  const writesSession = step.place !== null && lab.needs.of(pageKey(step.place), 'arrive').has('sessionLock');
  return others !== null || step.arrivals.length > 0 || writesSession;
}

interface Comer {
  readonly visit: Visit;
  readonly decided: Departure;
  readonly waiters: readonly Waiter[];
  readonly holds: 'group' | 'everybody';
}

async function saveIntoLobby(tx: Transaction, { visit, decided, waiters, holds }: Comer, lab: Lab) {
  const { session, row } = visit;
  const { step } = decided;
  const saving = saveVisit(tx, { ...decided.save, mayComplete: true });
  saving.catch(() => {}); // the transaction says so
  if (decided.others) write(tx, decided.others);
  const comer = row.seat.participant;
  const moves = step.place ? await matchPeople(tx, { session, place: step.place, waiters, nowMs: row.nowMs, comer, holds }, lab) : [];
  if (step.arrivals.length > 0) await runFull(tx, { session, counts: (await saving)?.meetings ?? [] }, lab);
  const own = moves.find(({ person }) => person.id === comer.id);
  return { saving, spot: spotAfter(visit, { step: own?.step ?? step }) };
}
