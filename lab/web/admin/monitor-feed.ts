import type { Lab } from '../../lab.ts';
import { countsOf, headlineOf, laggardsOf, pageKey, riverOf, seatsOf, type UsualTimes } from '../../rules/monitor.ts';
import { pageAt, type SessionPlan } from '../../rules/session-plan.ts';
import { gatesOf } from '../../sessions/gates.ts';
import type { PlayedSession } from '../../sessions/played-session.ts';
import { durations, members, people, type PageDuration } from '../../store/monitor.ts';
import type { SessionHead } from '../../store/overview.ts';
import { NoSuchSession } from '../find-session.ts';

/** What the monitor knows of a session at one moment. */
export interface MonitorFacts {
  readonly seats: ReturnType<typeof seatsOf>;
  readonly headline: ReturnType<typeof headlineOf>;
  readonly river: ReturnType<typeof riverOf>;
  readonly counts: ReturnType<typeof countsOf>;
  readonly laggards: ReturnType<typeof laggardsOf>;
  readonly isPaused: boolean;
  readonly gates: readonly WaitingGate[];
}

/** A closed gate, and how many wait at it. */
export interface WaitingGate {
  readonly pageIndex: number;
  readonly page: string;
  readonly waiting: number;
}

const freshForMs = 900;
const usualForMs = 10_000;

/** Reads sessions for their monitors: once a second and session, however many people watch. */
export class MonitorFeed {
  readonly #lab: Lab;
  readonly #facts = new Remembered<MonitorFacts>(freshForMs);
  readonly #usual = new Remembered<PageDuration[]>(usualForMs);

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  facts(session: SessionHead): Promise<MonitorFacts> {
    return this.#facts.get(session.id, this.#lab.clock.nowMs(), () => this.#read(session));
  }

  /** Somebody has just changed where people are, and wants to see it. */
  forget({ id }: Pick<SessionHead, 'id'>): void {
    this.#facts.forget(id);
  }

  async #read(session: SessionHead): Promise<MonitorFacts> {
    const { db, clock } = this.#lab;
    const { plan } = await playedSession(this.#lab, session);
    const [now, groups, took] = await Promise.all([
      people(db, session.id),
      members(db, session.id),
      this.#usual.get(session.id, clock.nowMs(), () => durations(db, session.id)),
    ]);
    if (now.length === 0) throw new NoSuchSession(session.code);
    const seats = seatsOf(
      now.map((person) => ({ ...person, members: groups.get(person.groupId) ?? [] })),
      plan,
      usualTimes(took, plan),
    );
    const isPaused = now.some((person) => person.isPaused);
    return {
      seats,
      isPaused,
      gates: await this.#gates(session, seats, plan),
      headline: isPaused ? pausedHeadline(seats.length) : headlineOf(seats),
      river: riverOf(seats, plan),
      counts: countsOf(seats),
      laggards: laggardsOf(seats, plan),
    };
  }

  /** Sessions without gates are not asked. */
  async #gates({ id }: SessionHead, seats: MonitorFacts['seats'], plan: SessionPlan): Promise<WaitingGate[]> {
    if (!plan.pages.some(({ page }) => page.kind === 'wait' && page.isGate)) return [];
    const closed = (await gatesOf(id, this.#lab)).filter((gate) => !gate.isOpen);
    return closed.map(({ pageIndex, page }) => ({ pageIndex, page, waiting: seats.filter((seat) => seat.pageIndex === pageIndex).length }));
  }
}

function pausedHeadline(count: number): ReturnType<typeof headlineOf> {
  const detail = `Nobody of the ${count} can go on, and the time of every page stands still. All answers are saved.`;
  return { state: 'wait', sentence: 'This session is paused.', detail };
}

/** As it is played. Throws when it was deleted, or when its games have changed since it was made. */
export async function playedSession({ sessions }: Lab, { id, code }: Pick<SessionHead, 'id' | 'code'>): Promise<PlayedSession> {
  const played = await sessions.get(id);
  if (!played) throw new NoSuchSession(code);
  return played;
}

const fewestPeople = 3;

/** Of all rounds of a page, the one that most people have done says what is usual. */
function usualTimes(took: readonly PageDuration[], plan: SessionPlan): UsualTimes {
  const known = took.filter((page) => page.people >= fewestPeople).sort((a, b) => a.people - b.people);
  return new Map(
    known.flatMap(({ pageIndex, medianMs }) => {
      const place = pageAt(plan, pageIndex);
      return place ? [[pageKey(place.playable.game.name, place.page.name), medianMs]] : [];
    }),
  );
}

/** Values by session, read again when they are too old. Those who ask meanwhile share the answer. */
class Remembered<Value> {
  readonly #freshForMs: number;
  readonly #known = new Map<number, { readonly atMs: number; readonly value: Promise<Value> }>();

  constructor(forMs: number) {
    this.#freshForMs = forMs;
  }

  forget(key: number): void {
    this.#known.delete(key);
  }

  get(key: number, nowMs: number, read: () => Promise<Value>): Promise<Value> {
    const known = this.#known.get(key);
    if (known && nowMs - known.atMs < this.#freshForMs) return known.value;
    for (const [other, { atMs }] of this.#known) if (nowMs - atMs >= this.#freshForMs) this.#known.delete(other);
    const value = read();
    this.#known.set(key, { atMs: nowMs, value });
    value.catch(() => this.#known.delete(key));
    return value;
  }
}
