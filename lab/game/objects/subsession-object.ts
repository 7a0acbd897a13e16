import { seededRandom } from '#kit/math/random.ts';
import { shuffledGroups, shuffledSeats } from '../../rules/grouping.ts';
import { subAt, subOfRound } from '../../rules/session-plan.ts';
import { peekField, withFields, type FieldPlace } from './fields-of.ts';
import { participantNumber } from './group-object.ts';
import type { Objects } from './objects.ts';

/** The subsession that author code sees: `SubsessionMembers` of shape.ts and the declared fields. */
export function subsessionObject(sub: number, objects: Objects): object {
  const { world } = objects;
  const place: FieldPlace = {
    owner: 'subsession',
    fields: objects.gameOf(sub).fields.subsession,
    world,
    data: () => world.subsession(sub).data,
    patch: () => world.changes.ofSubsession(world.subsession(sub)),
    touch: () => world.lock('sharedLock'),
  };
  return withFields(new SubsessionObject(sub, objects, place), place);
}

class SubsessionObject {
  readonly #sub: number;
  readonly #objects: Objects;
  readonly #place: FieldPlace;

  constructor(sub: number, objects: Objects, place: FieldPlace) {
    this.#sub = sub;
    this.#objects = objects;
    this.#place = place;
  }

  get round(): number {
    return subAt(this.#objects.world.plan, this.#sub).round;
  }

  get groups(): object[] {
    return this.#objects.world.groupsIn(this.#sub).map((row) => this.#objects.group(row));
  }

  get players(): object[] {
    return this.#objects.world.playersIn(this.#sub).map((row) => this.#objects.player(row));
  }

  get session(): object {
    return this.#objects.session();
  }

  matrix(): number[][] {
    return this.#objects.world.matrix(this.#sub);
  }

  setMatrix(matrix: readonly (readonly unknown[])[]): void {
    this.#objects.world.regroup(
      this.#sub,
      matrix.map((row) => row.map(participantNumber)),
    );
  }

  groupRandomly({ fixedId = false }: { readonly fixedId?: boolean } = {}): void {
    const { world } = this.#objects;
    const random = seededRandom(`${world.session.seed}/groups/${this.#sub}`);
    world.regroup(this.#sub, (fixedId ? shuffledGroups : shuffledSeats)(world.matrix(this.#sub), random));
  }

  groupLikeRound(round: number): void {
    const { world } = this.#objects;
    world.regroup(this.#sub, world.matrix(subOfRound(world.plan, this.#sub, round)));
  }

  inRound(round: number): object {
    return this.#objects.subsession(subOfRound(this.#objects.world.plan, this.#sub, round));
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

  peek(name: string): unknown {
    return peekField(this.#place, name);
  }
}
