import { DatabaseFault } from '#kit/db/database-fault.ts';
import type { Database, Transaction } from '#kit/db/connect.ts';
import type { Need } from '../game/objects/needs.ts';
import type { Lab } from '../lab.ts';
import { needsLock } from '../rules/circle.ts';
import { write } from '../store/changes.ts';
import { hold } from '../store/locks.ts';
import { lastArrivalState, visit as saveVisit } from '../store/saves.ts';
import { untilDone } from './again.ts';
import { loadVisit, pageKey, type Visit } from './load-visit.ts';
import { pageAt } from '../rules/session-plan.ts';
import type { Arrival } from '../store/saves.ts';
import { Again } from './needs-memory.ts';
import type { Spot } from './reply.ts';
import type { Step } from './advance.ts';
import type { Departure } from './save.ts';
import { isFull, loadMeeting, looksLast, runFull, runMeeting } from './wait.ts';

/** Somebody who is about to leave a page. */
export interface Mover<Refusal> {
  readonly code: string;
  /** Under this name the process remembers what the callbacks touch. */
  readonly page: string;
  /**
   * Author code and rules: where the visitor goes and what is written, or why they stay. Runs again, from a fresh load, until it came
   * through, so it has no effect but on the visit.
   */
  readonly decide: (visit: Visit) => Departure | { readonly refusal: Refusal };
}

export type Moved<Refusal> = { readonly spot: Spot } | { readonly refusal: Refusal };

/** Two trips: load, save. Four when the visitor is the last to arrive at a wait page, or writes what others may be writing. */
export function moveOn<Refusal>(mover: Mover<Refusal>, lab: Lab): Promise<Moved<Refusal>> {
  return untilDone(async () => {
    const needs = lab.needs.of(mover.page, 'submit');
    const visit = await loadVisit(lab.db, { code: mover.code, needs, counter: 'next' }, lab);
    const decided = decide(visit, mover, lab);
    if ('refusal' in decided) return decided;
    const isAlone = !needsLock(needs) && decided.others === null && !looksLast(visit, decided.step.arrivals);
    const isSaved = isAlone && (await saveAlone(lab.db, decided));
    return isSaved ? { spot: spotOf(visit, decided) } : moveTogether({ mover, needs, visit, first: decided }, lab);
  });
}

function decide<Refusal>(visit: Visit, mover: Mover<Refusal>, lab: Lab): Departure | { readonly refusal: Refusal } {
  return lab.needs.learning(mover.page, 'submit', () => mover.decide(visit));
}

const spotOf = (visit: Visit, { step }: Pick<Departure, 'step'>): Spot => ({
  code: visit.code,
  pageIndex: step.to.pageIndex,
  place: step.place,
});

/** False when this is the last arrival after all: then it has to be done together with the meeting. */
async function saveAlone(db: Database, { save }: Departure): Promise<boolean> {
  try {
    if (await saveVisit(db, { ...save, mayComplete: false })) return true;
  } catch (error) {
    if (error instanceof DatabaseFault && error.sqlState === lastArrivalState) return false;
    throw error;
  }
  throw new Again('somebody else was faster');
}

interface Together<Refusal> {
  readonly mover: Mover<Refusal>;
  readonly needs: ReadonlySet<Need>;
  /** As it looked without holding anybody. */
  readonly visit: Visit;
  readonly first: Departure;
}

/** The same once more, while everybody concerned is held; and then the meetings that are full now. */
function moveTogether<Refusal>({ mover, needs, visit, first }: Together<Refusal>, lab: Lab): Promise<Moved<Refusal>> {
  const subs = [...new Set([visit.row.sub, ...first.step.arrivals.map(({ sub }) => sub)])];
  const everybody = needs.has('sessionLock') || first.step.arrivals.some((arrival) => concernsEverybody(arrival, visit, lab));
  return lab.db.inTransaction(async (tx) => {
    const held = hold(tx, { participant: visit.visitor.participant, subs, everybody });
    const [now] = await Promise.all([loadVisit(tx, { code: mover.code, needs, counter: 'next' }, lab), held]);
    const decided = decide(now, mover, lab);
    if ('refusal' in decided) return decided;
    const step = await saveTogether(tx, { visit: now, decided, holds: everybody ? 'everybody' : 'group' }, lab);
    return { spot: spotOf(now, { step }) };
  });
}

/** Also a group's meeting whose callback touches the session: who holds only the group and then wants all waits for others like it. */
function concernsEverybody({ everybody, page }: Arrival, { session }: Visit, lab: Lab): boolean {
  const place = pageAt(session.plan, page);
  return everybody || (place !== null && lab.needs.of(pageKey(place), 'arrive').has('sessionLock'));
}

interface Held {
  readonly visit: Visit;
  readonly decided: Departure;
  readonly holds: 'group' | 'everybody';
}

/** Gives where the visitor is in the end: beyond the wait page when they were the last to arrive. */
async function saveTogether(tx: Transaction, { visit, decided, holds }: Held, lab: Lab): Promise<Step> {
  const { session, visitor } = visit;
  const { save, others, step } = decided;
  const saving = saveVisit(tx, { ...save, mayComplete: true });
  if (others) write(tx, others);
  const isWaiting = step.place?.page.kind === 'wait';
  const waiter = { id: visitor.participant, code: visit.code };
  const meeting = isWaiting ? loadMeeting(tx, { session, pageIndex: step.to.pageIndex, waiter, holds }, lab) : null;
  const [saved, own] = await Promise.all([saving, meeting]);
  if (!saved) throw new Again('somebody else was faster');
  const counts = saved.meetings ?? [];
  const [ours, passed] = [counts.filter(isOurs), counts.filter((count) => !isOurs(count))];
  const moves = own && ours.some(isFull) ? await runMeeting(tx, own, lab) : [];
  await runFull(tx, { session, counts: passed }, lab);
  return moves.find(({ person }) => person.id === visitor.participant)?.step ?? step;

  function isOurs({ pageIndex }: { readonly pageIndex: number }): boolean {
    return isWaiting && pageIndex === step.to.pageIndex;
  }
}
