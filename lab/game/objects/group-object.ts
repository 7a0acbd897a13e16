import { NoSuchThing } from '../../errors.ts';
import { subAt, subOfRound } from '../../rules/session-plan.ts';
import { peekField, withFields, type FieldPlace } from './fields-of.ts';
import type { Objects } from './objects.ts';
import { displayed } from './player-object.ts';
import type { GroupRow } from './rows.ts';

/** The group that author code sees: `GroupMembers` of shape.ts and the declared fields. */
export function groupObject(row: GroupRow, objects: Objects): object {
  const { world } = objects;
  const isOwn = world.visitor === null || row.sub === world.visitor.sub;
  const place: FieldPlace = {
    owner: 'group',
    fields: objects.gameOf(row.sub).fields.group,
    world,
    data: () => row.data,
    patch: () => world.changes.ofGroup(row),
    touch: () => world.lock(isOwn ? 'groupLock' : 'sessionLock'),
  };
  return withFields(new GroupObject(row, objects, place), place);
}

class GroupObject {
  readonly #row: GroupRow;
  readonly #objects: Objects;
  readonly #place: FieldPlace;

  constructor(row: GroupRow, objects: Objects, place: FieldPlace) {
    this.#row = row;
    this.#objects = objects;
    this.#place = place;
  }

  get number(): number {
    return this.#row.number;
  }

  get ended(): unknown {
    return this.#row.data['ended:'] ?? null;
  }

  get round(): number {
    return subAt(this.#objects.world.plan, this.#row.sub).round;
  }

  get players(): object[] {
    return this.#objects.world.membersOf(this.#row).map((row) => this.#objects.player(row));
  }

  player(id: number): object {
    const found = this.#objects.world.membersOf(this.#row).find((row) => row.seat === id);
    if (!found) throw new NoSuchThing(`Group ${this.#row.number} has ${this.#row.size} players; there is no player ${id}.`);
    return this.#objects.player(found);
  }

  byRole(role: string): object {
    const seat = this.#objects.gameOf(this.#row.sub).roles.indexOf(role) + 1;
    if (seat === 0) throw new NoSuchThing(`There is no role ${role}.`);
    return this.player(seat);
  }

  get subsession(): object {
    return this.#objects.subsession(this.#row.sub);
  }

  get session(): object {
    return this.#objects.session();
  }

  inRound(round: number): object {
    const { world } = this.#objects;
    return this.#objects.group(world.groupNumbered(subOfRound(world.plan, this.#row.sub, round), this.#row.number));
  }

  inRounds(first: number, last: number): object[] {
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => this.inRound(first + at));
  }

  get previousRounds(): object[] {
    return this.inRounds(1, this.round - 1);
  }

  get history(): object[] {
    return this.inRounds(1, this.round);
  }

  setPlayers(players: readonly unknown[]): void {
    const { world } = this.#objects;
    const rest = world.matrix(this.#row.sub);
    world.regroup(
      this.#row.sub,
      rest.map((numbers, at) => (at + 1 === this.#row.number ? players.map(participantNumber) : numbers)),
    );
  }

  peek(name: string): unknown {
    return peekField(this.#place, name);
  }

  display(name: string): string {
    return displayed(this.#place, name, this.#objects);
  }
}

/** Grouping calls take participant numbers or players. */
export function participantNumber(player: unknown): number {
  if (typeof player !== 'object' || player === null) return Number(player);
  const participant: unknown = Reflect.get(player, 'participant');
  return Number(typeof participant === 'object' && participant !== null ? Reflect.get(participant, 'number') : Number.NaN);
}
