import { peekField, withFields, type FieldPlace } from './fields-of.ts';
import type { Objects } from './objects.ts';

/** The session that author code sees: `SessionMembers` of shape.ts and the declared fields of all its games. */
export function sessionObject(objects: Objects): object {
  const { world } = objects;
  const place: FieldPlace = {
    owner: 'session',
    fields: world.plan.fields.session,
    world,
    data: () => world.sessionRow().data,
    patch: () => world.changes.session,
    touch: () => world.lock('sharedLock'),
  };
  return withFields(new SessionObject(objects, place), place);
}

class SessionObject {
  readonly #objects: Objects;
  readonly #place: FieldPlace;

  constructor(objects: Objects, place: FieldPlace) {
    this.#objects = objects;
    this.#place = place;
  }

  get code(): string {
    return this.#objects.world.session.code;
  }

  get label(): string | null {
    return this.#objects.world.sessionRow().label;
  }

  get config(): Readonly<Record<string, unknown>> {
    return this.#objects.world.session.config;
  }

  get numParticipants(): number {
    return this.#objects.world.session.numParticipants;
  }

  get isDemo(): boolean {
    return this.#objects.world.session.isDemo;
  }

  get participants(): object[] {
    this.#objects.world.lock('sessionLock');
    return this.#objects.world.participants().map((row) => this.#objects.participant(row));
  }

  get vars(): Readonly<Record<string, unknown>> {
    return this.#objects.world.sessionRow().vars;
  }

  peek(name: string): unknown {
    return peekField(this.#place, name);
  }
}
