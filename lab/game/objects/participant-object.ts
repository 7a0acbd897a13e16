import { quantise } from '#kit/money/money.ts';
import { payoffPlusFee } from '../../rules/payoff.ts';
import { peekField, withFields, type FieldPlace } from './fields-of.ts';
import type { Objects } from './objects.ts';
import type { ParticipantRow } from './rows.ts';
import type { World } from './world.ts';

/** The participant that author code sees: `ParticipantMembers` of shape.ts and the declared fields of all games of the session. */
export function participantObject(row: ParticipantRow, objects: Objects): object {
  const { world } = objects;
  const place: FieldPlace = {
    owner: 'participant',
    fields: world.plan.fields.participant,
    world,
    data: () => row.data,
    patch: () => world.changes.ofParticipant(row).patch,
    touch: () => touchParticipant(row, world),
  };
  return withFields(new ParticipantObject(row, objects, place), place);
}

function touchParticipant(row: ParticipantRow, world: World): void {
  if (!world.isVisitor(row.id)) world.lock(world.isMember(row.id) ? 'groupLock' : 'sessionLock');
}

class ParticipantObject {
  readonly #row: ParticipantRow;
  readonly #objects: Objects;
  readonly #place: FieldPlace;

  constructor(row: ParticipantRow, objects: Objects, place: FieldPlace) {
    this.#row = row;
    this.#objects = objects;
    this.#place = place;
  }

  get code(): string {
    return this.#row.code;
  }

  get number(): number {
    return this.#row.number;
  }

  get label(): string | null {
    return this.#row.label;
  }

  set label(label: string) {
    this.#change('label').label = label.slice(0, 100);
    this.#row.label = label.slice(0, 100);
  }

  get payoff(): number {
    touchParticipant(this.#row, this.#objects.world);
    return this.#row.payoff;
  }

  set payoff(amount: number) {
    const change = this.#change('payoff');
    this.#row.payoff = quantise(amount, this.#objects.world.rounding.moneyPlaces);
    change.payoffTo = this.#row.payoff;
    change.payoffBy = 0;
  }

  get payoffPlusFee(): number {
    return payoffPlusFee(this.payoff, this.#objects.rules.rate);
  }

  get status(): string {
    return this.#row.status;
  }

  set status(status: string) {
    this.#change('status').status = status;
    this.#row.status = status;
  }

  get isBot(): boolean {
    return this.#row.isBot;
  }

  get vars(): Readonly<Record<string, unknown>> {
    return this.#row.vars;
  }

  get session(): object {
    return this.#objects.session();
  }

  peek(name: string): unknown {
    return peekField(this.#place, name);
  }

  #change(name: string) {
    const { world } = this.#objects;
    world.mustWrite(`participant.${name}`);
    touchParticipant(this.#row, world);
    return world.changes.ofParticipant(this.#row);
  }
}
