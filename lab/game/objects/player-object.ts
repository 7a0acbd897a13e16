import { formatMoney } from '#kit/money/money-format.ts';
import { quantise } from '#kit/money/money.ts';
import { NoSuchThing, WrongAssignment } from '../../errors.ts';
import { choicesOn, labelOf, textOf } from '../../rules/field-value.ts';
import { subAt, subOfRound } from '../../rules/session-plan.ts';
import { peekField, withFields, type FieldPlace } from './fields-of.ts';
import type { Objects } from './objects.ts';
import type { PlayerRow } from './rows.ts';

/** The player that author code sees: `PlayerMembers` of shape.ts and the declared fields. */
export function playerObject(row: PlayerRow, objects: Objects): object {
  const { world } = objects;
  const place: FieldPlace = {
    owner: 'player',
    fields: objects.gameOf(row.sub).fields.player,
    world,
    data: () => row.data,
    patch: () => world.changes.ofPlayer(row).patch,
    touch: () => touchPlayer(row, objects),
  };
  return withFields(new PlayerObject(row, objects, place), place);
}

/** The visitor's own player is guarded by the visitor's own row; those of others need the group's lock. */
function touchPlayer(row: PlayerRow, { world }: Objects): void {
  if (world.isVisitor(row.participant)) return;
  const isMember = world.visitor !== null && world.player(world.visitor.participant, world.visitor.sub).group === row.group;
  world.lock(isMember ? 'groupLock' : 'sessionLock');
}

class PlayerObject {
  readonly #row: PlayerRow;
  readonly #objects: Objects;
  readonly #place: FieldPlace;

  constructor(row: PlayerRow, objects: Objects, place: FieldPlace) {
    this.#row = row;
    this.#objects = objects;
    this.#place = place;
  }

  get id(): number {
    return this.#row.seat;
  }

  get round(): number {
    return subAt(this.#objects.world.plan, this.#row.sub).round;
  }

  get payoff(): number {
    this.#mustHavePayoff();
    touchPlayer(this.#row, this.#objects);
    return this.#row.payoff;
  }

  set payoff(amount: number | null) {
    this.#mustHavePayoff();
    const { world } = this.#objects;
    world.mustWrite('player.payoff');
    touchPlayer(this.#row, this.#objects);
    const given = amount ?? 0;
    if (typeof given !== 'number' || !Number.isFinite(given)) throw new WrongAssignment('player.payoff holds an amount of money.');
    const { moneyPlaces } = world.rounding;
    const payoff = quantise(given, moneyPlaces);
    const participant = world.participant(this.#row.participant);
    const change = world.changes.ofParticipant(participant);
    const difference = payoff - this.#row.payoff;
    change.payoffBy = quantise(change.payoffBy + difference, moneyPlaces);
    participant.payoff = quantise(participant.payoff + difference, moneyPlaces);
    this.#row.payoff = payoff;
    world.changes.ofPlayer(this.#row).payoff = payoff;
  }

  get role(): string {
    const isGrouped = this.#objects.world.group(this.#row.group).number > 0; // not in a lobby
    return isGrouped ? (this.#objects.gameOf(this.#row.sub).roles[this.#row.seat - 1] ?? '') : '';
  }

  get group(): object {
    return this.#objects.group(this.#objects.world.group(this.#row.group));
  }

  get subsession(): object {
    return this.#objects.subsession(this.#row.sub);
  }

  get session(): object {
    return this.#objects.session();
  }

  get participant(): object {
    return this.#objects.participant(this.#objects.world.participant(this.#row.participant));
  }

  get others(): object[] {
    const { world } = this.#objects;
    return this.#objectsOf(world.membersOf(world.group(this.#row.group)).filter((row) => row !== this.#row));
  }

  get othersInSubsession(): object[] {
    return this.#objectsOf(this.#objects.world.playersIn(this.#row.sub).filter((row) => row !== this.#row));
  }

  inRound(round: number): object {
    const { world } = this.#objects;
    return this.#objects.player(world.player(this.#row.participant, subOfRound(world.plan, this.#row.sub, round)));
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

  display(name: string): string {
    return displayed(this.#place, name, this.#objects);
  }

  #mustHavePayoff(): void {
    if (!this.#objects.world.plan.hasPlayerPayoffs)
      throw new WrongAssignment(
        'player.payoff is not there: the project says autoTabulatePayoffs: false.',
        'Use player.participant.payoff.',
      );
  }

  #objectsOf(rows: readonly PlayerRow[]): object[] {
    return rows.map((row) => this.#objects.player(row));
  }
}

/** The label of a field's present value, as people read it. */
export function displayed(place: FieldPlace, name: string, { rules }: Objects): string {
  const spec = place.fields[name];
  if (!spec) throw new NoSuchThing(`${place.owner} has no field ${name}.`);
  const value = peekField(place, name);
  if (value === null) return '';
  const choices = choicesOn(spec, rules.yesAndNo);
  if (!choices) return spec.kind === 'money' ? formatMoney(Number(value), rules.money) : textOf(value);
  const label = labelOf(value, choices);
  if (label === null) throw new NoSuchThing(`${place.owner}.${name} is ${textOf(value)}, which is not one of its choices.`);
  return rules.t(label);
}
