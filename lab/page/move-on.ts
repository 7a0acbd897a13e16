import { DatabaseFault } from '#kit/db/database-fault.ts';
import type { Database, Transaction } from '#kit/db/connect.ts';
import type { Need } from '../game/objects/needs.ts';
import type { Lab } from '../lab.ts';
import { needsLock } from '../rules/circle.ts';
import { write } from '../store/changes.ts';
import { hold, holdShared } from '../store/locks.ts';
import { lastArrivalState, visit as saveVisit, type Saved } from '../store/saves.ts';
import { untilDone } from './again.ts';
import { knownPage } from './known-page.ts';
import { loadVisit, pageKey, type Visit } from './load-visit.ts';
import { pageAt } from '../rules/session-plan.ts';
import type { Arrival } from '../store/saves.ts';
import { Again } from './needs-memory.ts';
import { moveIntoLobby, type Entering } from './enter-lobby.ts';
import { decide, spotAfter, type Moved, type Mover } from './mover.ts';
import type { Step } from './advance.ts';
import type { Spot } from './reply.ts';
import { departure, type Departure } from './save.ts';
import { isFull, loadMeeting, looksLast, runFull, runMeeting } from './wait.ts';

/** Two trips: load, save; also into a lobby. Four when the visitor is the last to arrive at a wait page, or writes what others may be writing. */
export function moveOn<Refusal>(mover: Mover<Refusal>, lab: Lab): Promise<Moved<Refusal>> {
  return untilDone(async () => {
    const needs = needsOf(mover, lab);
    const intoLobby = await moveStraightIntoLobby(mover, needs, lab);
    if (intoLobby) return intoLobby;
    const { next: counter, clock } = knownPage(lab.project, mover.page);
    const visit = await loadVisit(lab.db, { code: mover.code, needs, counter, clock }, lab);
    const decided = decide(visit, mover, lab);
    if ('refusal' in decided) return decided;
    if (decided.save.lobby !== null) return moveSurely({ mover, needs, known: { visit, decided } }, lab);
    const isAlone = !needsLock(needs) && decided.others === null && !looksLast(visit, decided.step.arrivals);
    const saved = isAlone && (await saveAlone(lab.db, decided));
    if (!saved) return moveTogether({ mover, needs, visit, first: decided }, lab);
    return cameTooLate(saved, decided.step) ? passMeeting(visit, decided.step, lab) : { spot: spotAfter(visit, decided) };
  });
}

/** A meeting that took place without the visitor, because the others had waited long enough. */
function cameTooLate({ meetings }: Saved, { to }: Step): boolean {
  return meetings?.some(({ isOver, pageIndex }) => isOver && pageIndex === to.pageIndex) === true;
}

/** Who comes to a wait page after its meeting walks through. */
async function passMeeting(visit: Visit, step: Step, lab: Lab): Promise<{ readonly spot: Spot }> {
  const decideToPass = (now: Visit): Departure | { readonly refusal: null } => {
    if (now.row.pageIndex !== step.to.pageIndex) return { refusal: null };
    return departure(now, { left: { isWait: true, timedOut: false, intent: null, bodyHash: null }, isLooking: true });
  };
  const moved = await moveOn({ code: visit.code, page: `late ${step.to.pageIndex}`, decide: decideToPass }, lab);
  return 'spot' in moved ? moved : { spot: spotAfter(visit, { step }) };
}

function needsOf<Refusal>({ page, withDraft }: Mover<Refusal>, lab: Lab): ReadonlySet<Need> {
  const needs = lab.needs.of(page, 'submit');
  return withDraft ? new Set([...needs, 'draft']) : needs;
}

/** Where that is known to be the way. */
async function moveStraightIntoLobby<Refusal>(mover: Mover<Refusal>, needs: ReadonlySet<Need>, lab: Lab): Promise<Moved<Refusal> | null> {
  return needs.has('lobby') && !needsLock(needs) ? moveIntoLobby({ mover, needs, known: null }, lab) : null;
}

/** The page turned out to lead to a match page; next time that is known beforehand, unless its name stands for many. */
async function moveSurely<Refusal>(entering: Entering<Refusal>, lab: Lab): Promise<Moved<Refusal>> {
  const { page } = entering.mover;
  if (page.includes('/')) lab.needs.learn(page, 'submit', 'lobby');
  const moved = await moveIntoLobby(entering, lab);
  if (moved === null) throw new Again('the way leads elsewhere now');
  return moved;
}

/** Null when this is the last arrival after all: then it has to be done together with the meeting. */
async function saveAlone(db: Database, { save }: Departure): Promise<Saved | null> {
  try {
    const saved = await saveVisit(db, { ...save, mayComplete: false });
    if (saved) return saved;
  } catch (error) {
    if (error instanceof DatabaseFault && error.sqlState === lastArrivalState) return null;
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

/**
 * The same while everybody concerned is held; and then the meetings that are full now. It is worked out once more only where others may
 * have written what it came from: what touches nobody but the visitor is good for as long as the visitor's `rev` stands, and the save asks.
 */
function moveTogether<Refusal>({ mover, needs, visit, first }: Together<Refusal>, lab: Lab): Promise<Moved<Refusal>> {
  const subs = [...new Set([visit.row.sub, ...first.step.arrivals.map(({ sub }) => sub)])];
  const everybody = needs.has('sessionLock') || first.step.arrivals.some((arrival) => concernsEverybody(arrival, visit, lab));
  return lab.db.inTransaction(async (tx) => {
    const held = hold(tx, { participant: visit.visitor.participant, subs, everybody });
    const holds = everybody ? 'everybody' : 'group';
    if (!needsLock(needs) && first.others === null) {
      const [step] = await Promise.all([saveTogether(tx, { visit, decided: first, holds }, lab), held]);
      return { spot: spotAfter(visit, { step }) };
    }
    const shared = needs.has('sharedLock') && !everybody ? holdShared(tx, visit.row.sessionId) : null;
    const [now] = await Promise.all([loadVisit(tx, { code: mover.code, needs, counter: 'next' }, lab), held, shared]);
    const decided = decide(now, mover, lab);
    if ('refusal' in decided) return decided;
    const step = await saveTogether(tx, { visit: now, decided, holds }, lab);
    return { spot: spotAfter(now, { step }) };
  });
}

/** Also a group's meeting whose callback touches people outside it: who holds only the group and then wants all waits for others like it. */
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
