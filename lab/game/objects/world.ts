import { invariant } from '#kit/errors/invariant.ts';
import { NoSuchThing, WrongAssignment } from '../../errors.ts';
import type { Rounding } from '../../rules/field-value.ts';
import { checkedMatrix, type Matrix } from '../../rules/grouping.ts';
import { subAt, type SessionPlan } from '../../rules/session-plan.ts';
import { Changes } from './changes.ts';
import { initialData } from './initial-data.ts';
import { MoreNeeded, type Need } from './needs.ts';
import type { TableRows } from './table-rows.ts';
import type { GroupRow, ParticipantRow, PlayerRow, Seat, SessionFacts, SessionRow, SubsessionRow } from './rows.ts';

/** Whose request this is. */
export interface Visitor {
  readonly participant: number;
  readonly sub: number;
}

export interface WorldOptions {
  readonly plan: SessionPlan;
  readonly session: SessionFacts;
  readonly rounding: Rounding;
  /** Absent while a session is being created. */
  readonly visitor?: Visitor;
  /** What is loaded and locked. */
  readonly has: ReadonlySet<Need>;
}

/**
 * The part of a session that one piece of work has in memory: rows by key, and what was changed of them. The objects that author code
 * sees read and write here. Touching what is not there throws MoreNeeded.
 */
export class World {
  readonly plan: SessionPlan;
  readonly session: SessionFacts;
  readonly rounding: Rounding;
  readonly visitor: Visitor | null;
  readonly changes = new Changes();
  readonly #has: ReadonlySet<Need>;
  /** By round, then by participant. */
  readonly #players = new Map<number, Map<number, PlayerRow>>();
  readonly #participants = new Map<number, ParticipantRow>();
  readonly #groups = new Map<number, GroupRow>();
  readonly #subsessions = new Map<number, SubsessionRow>();
  #sessionRow: SessionRow | null = null;
  #isWriting = false;
  /** Groups that are not stored yet have ids below 0. */
  #madeGroups = 0;
  #writes = 0;

  constructor(options: WorldOptions) {
    this.plan = options.plan;
    this.session = options.session;
    this.rounding = options.rounding;
    this.visitor = options.visitor ?? null;
    this.#has = options.has;
  }

  /** Takes in loaded rows; a row that is there already stays. */
  add(seats: readonly Seat[]): void {
    for (const { player, participant, group } of seats) {
      const round = this.#players.get(player.sub) ?? new Map<number, PlayerRow>();
      this.#players.set(player.sub, round);
      if (!round.has(player.participant)) round.set(player.participant, player);
      if (!this.#participants.has(participant.id)) this.#participants.set(participant.id, participant);
      if (!this.#groups.has(group.id)) this.#groups.set(group.id, group);
    }
  }

  addShared(session: SessionRow, subsessions: readonly SubsessionRow[]): void {
    this.#sessionRow = session;
    for (const row of subsessions) this.#subsessions.set(row.sub, row);
  }

  /** Runs author code that may write. */
  writing<Result>(work: () => Result): Result {
    const before = this.#isWriting;
    this.#isWriting = true;
    try {
      return work();
    } finally {
      this.#isWriting = before;
    }
  }

  /** Rows of the games' tables. */
  get tables(): TableRows {
    return this.changes.tables;
  }

  /** How often author code has written so far. */
  get writes(): number {
    return this.#writes;
  }

  /** One of these must be loaded; asks for the first when none is. */
  mustHave(needs: readonly [Need, ...Need[]]): void {
    if (!needs.some((need) => this.#has.has(need))) throw new MoreNeeded(needs[0]);
  }

  mustWrite(what: string): void {
    this.#writes += 1;
    if (!this.#isWriting)
      throw new WrongAssignment(
        `${what} was written by a function that only decides or shows.`,
        'Write in onSubmit, onAllArrive or onCreate.',
      );
  }

  /** While author code may write, what others may write too is looked at only under its lock. */
  lock(need: 'groupLock' | 'sharedLock' | 'sessionLock'): void {
    if (this.#isWriting && !this.#has.has(need) && !this.#has.has('sessionLock')) throw new MoreNeeded(need);
  }

  isVisitor(participant: number): boolean {
    return this.visitor === null || this.visitor.participant === participant;
  }

  /** Whether the visitor plays with this participant in the present round. */
  isMember(participant: number): boolean {
    const round = this.visitor && this.#players.get(this.visitor.sub);
    const own = this.visitor && round?.get(this.visitor.participant);
    return own !== undefined && own !== null && round?.get(participant)?.group === own.group;
  }

  player(participant: number, sub: number): PlayerRow {
    return this.#players.get(sub)?.get(participant) ?? this.#missing(this.isVisitor(participant) ? 'own' : 'team');
  }

  participant(id: number): ParticipantRow {
    return this.#participants.get(id) ?? this.#missing('everyone');
  }

  group(id: number): GroupRow {
    return this.#groups.get(id) ?? this.#missing('all');
  }

  /** In order of id. */
  membersOf(group: GroupRow): PlayerRow[] {
    const members = this.#inRound(group.sub)
      .filter((row) => row.group === group.id)
      .sort((a, b) => a.seat - b.seat);
    if (members.length === group.size) return members;
    return this.#missing(this.visitor?.sub === group.sub ? 'members' : 'team');
  }

  /** Everybody in a round, by participant number. */
  playersIn(sub: number): PlayerRow[] {
    const players = this.#inRound(sub);
    if (players.length < this.session.numParticipants) return this.#missing(this.visitor?.sub === sub ? 'everyone' : 'all');
    return players.sort((a, b) => this.participant(a.participant).number - this.participant(b.participant).number);
  }

  /** By number. */
  groupsIn(sub: number): GroupRow[] {
    this.playersIn(sub);
    return [...this.#groups.values()].filter((row) => row.sub === sub).sort((a, b) => a.number - b.number);
  }

  groupNumbered(sub: number, number: number): GroupRow {
    const found = [...this.#groups.values()].find((row) => row.sub === sub && row.number === number);
    return found ?? this.#missing('team');
  }

  /** By number. */
  participants(): ParticipantRow[] {
    if (this.#participants.size < this.session.numParticipants) return this.#missing('everyone');
    return [...this.#participants.values()].sort((a, b) => a.number - b.number);
  }

  subsession(sub: number): SubsessionRow {
    return this.#subsessions.get(sub) ?? this.#missing('shared');
  }

  sessionRow(): SessionRow {
    return this.#sessionRow ?? this.#missing('shared');
  }

  matrix(sub: number): number[][] {
    return this.groupsIn(sub).map((group) => this.membersOf(group).map((row) => this.participant(row.participant).number));
  }

  /** New groups for a round. Data of the old groups goes. */
  regroup(sub: number, matrix: Matrix): void {
    if (this.visitor !== null) {
      this.mustWrite('The groups of a round');
      this.lock('sessionLock');
      this.changes.regrouped.add(sub);
    }
    const byNumber = new Map(this.playersIn(sub).map((row) => [this.participant(row.participant).number, row]));
    const fields = subAt(this.plan, sub).playable.game.fields.group;
    for (const group of this.groupsIn(sub)) {
      this.#groups.delete(group.id);
      this.changes.groups.delete(group);
    }
    for (const [at, numbers] of checkedMatrix(matrix, this.session.numParticipants).entries()) {
      this.#madeGroups += 1;
      const group = { id: -this.#madeGroups, sub, number: at + 1, size: numbers.length, data: initialData(fields) };
      this.#groups.set(group.id, group);
      for (const [seat, number] of numbers.entries()) {
        const row = byNumber.get(number);
        invariant(row, 'a checked matrix names each participant');
        row.group = group.id;
        row.seat = seat + 1;
      }
    }
  }

  /** Everything, for the creation of a session. */
  everything(): {
    readonly players: readonly PlayerRow[];
    readonly groups: readonly GroupRow[];
    readonly subsessions: readonly SubsessionRow[];
  } {
    return {
      players: [...this.#players.keys()].flatMap((sub) => this.#inRound(sub)),
      groups: [...this.#groups.values()],
      subsessions: [...this.#subsessions.values()],
    };
  }

  #inRound(sub: number): PlayerRow[] {
    return [...(this.#players.get(sub)?.values() ?? [])];
  }

  /** Asks for more, each time for a wider circle, until everything was there and the thing still was not. */
  #missing(need: Need): never {
    const circles: readonly Need[] = need === 'shared' ? ['shared'] : [need, 'team', 'all'];
    const next = circles.find((circle) => !this.#has.has(circle));
    if (next === undefined || this.visitor === null || this.#has.has('all'))
      throw new NoSuchThing('This session has no such player, group or round.');
    throw new MoreNeeded(next);
  }
}
