import type { MoneyStyle } from '#kit/money/money-format.ts';
import type { YesAndNo } from '../../rules/field-value.ts';
import type { PayRate } from '../../rules/payoff.ts';
import { subAt } from '../../rules/session-plan.ts';
import type { GameDefinition } from '../definition.ts';
import { groupObject } from './group-object.ts';
import { participantObject } from './participant-object.ts';
import { playerObject } from './player-object.ts';
import type { GroupRow, ParticipantRow, PlayerRow } from './rows.ts';
import { sessionObject } from './session-object.ts';
import { subsessionObject } from './subsession-object.ts';
import type { TableRow } from './table-rows.ts';
import type { World } from './world.ts';

/** What the objects need to know of the project. */
export interface ProjectRules {
  readonly money: MoneyStyle;
  readonly rate: PayRate;
  /** The author's own texts in the reader's language; a key that nobody wrote is said as it is. */
  readonly t: (key: string, args?: Readonly<Record<string, string | number>>) => string;
  readonly yesAndNo: YesAndNo;
  /** The address of one of the project's files. Throws when it is not there. */
  readonly asset: (path: string) => string;
}

/** The objects that author code sees, each made once: `player.group.players[0] === player` holds. */
export class Objects {
  readonly world: World;
  readonly rules: ProjectRules;
  readonly #made = new Map<object, object>();
  readonly #subsessions = new Map<number, object>();
  #session: object | null = null;

  constructor(world: World, rules: ProjectRules) {
    this.world = world;
    this.rules = rules;
  }

  gameOf(sub: number): GameDefinition {
    return subAt(this.world.plan, sub).playable.game;
  }

  player(row: PlayerRow): object {
    return this.#once(row, () => playerObject(row, this));
  }

  group(row: GroupRow): object {
    return this.#once(row, () => groupObject(row, this));
  }

  participant(row: ParticipantRow): object {
    return this.#once(row, () => participantObject(row, this));
  }

  subsession(sub: number): object {
    const made = this.#subsessions.get(sub) ?? subsessionObject(sub, this);
    this.#subsessions.set(sub, made);
    return made;
  }

  /** A row of a game's table. */
  row(row: TableRow, make: () => object): object {
    return this.#once(row, make);
  }

  session(): object {
    this.#session ??= sessionObject(this);
    return this.#session;
  }

  #once(row: object, make: () => object): object {
    const made = this.#made.get(row) ?? make();
    this.#made.set(row, made);
    return made;
  }
}
