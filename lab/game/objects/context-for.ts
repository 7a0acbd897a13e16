import { formatMoney, formatNumber } from '#kit/money/money-format.ts';
import { quantise } from '#kit/money/money.ts';
import { seededRandom } from '#kit/math/random.ts';
import type { GameRandom } from '../context.ts';
import type { Objects } from './objects.ts';
import { recordTables, type RecordOwner } from './record-tables.ts';
import type { Visitor } from './world.ts';

/** When and where a callback runs. */
export interface Moment {
  /** By the database's clock. */
  readonly nowMs: number;
  /** Which callback of which page: with the session's seed and the object it decides what chance draws. */
  readonly callback: string;
  /** Of the loop that the page is in; 1 elsewhere. */
  readonly pass?: number;
}

/** A callback about a whole group or subsession. */
interface CommonMoment extends Moment {
  /** In words, for chance. */
  readonly about: string;
  /** The group's id, when it is about one. */
  readonly group?: number;
  /** Whose rows the game's tables give; those of the group or the round when absent. */
  readonly owner?: () => RecordOwner;
}

/** What a callback about a whole group or subsession gets: `CommonContext` of context.ts. */
export function commonContext(objects: Objects, sub: number, moment: CommonMoment): object {
  const { world, rules } = objects;
  const game = objects.gameOf(sub);
  const seed = `${world.session.seed}/${sub}/${moment.about}/${moment.callback}`;
  let random: GameRandom | null = null;
  return {
    c: game.constants,
    config: world.session.config,
    get session() {
      return objects.session();
    },
    get random() {
      random ??= gameRandom(seed);
      return random;
    },
    get records() {
      return recordTables(
        objects,
        sub,
        moment.owner ?? (() => ({ sub, participant: null, group: moment.group ?? null, nowMs: moment.nowMs })),
      );
    },
    now: moment.nowMs,
    pass: moment.pass ?? 1,
    money: (amount: number) => formatMoney(amount, rules.money).replaceAll(' ', '\u00a0'), // an amount stays on one line
    quantise: (amount: number) => quantise(amount, world.rounding.moneyPlaces),
    t: rules.t,
    asset: rules.asset,
    num: (value: number, places = 2) => formatNumber(value, { ...rules.money, places }),
  };
}

/** What a callback about one visitor gets: `Ctx` of context.ts, and `extra`. */
export function visitContext(objects: Objects, visitor: Visitor, moment: Moment & { readonly extra?: object }): object {
  const { world } = objects;
  const about = `participant ${world.participant(visitor.participant).number}`;
  const row = () => world.player(visitor.participant, visitor.sub);
  const owner = (): RecordOwner => ({ ...visitor, group: row().group, nowMs: moment.nowMs });
  const { extra, ...when } = moment;
  const common = commonContext(objects, visitor.sub, { ...when, about, owner });
  Object.defineProperties(common, {
    player: { get: () => objects.player(row()) },
    group: { get: () => objects.group(world.group(row().group)) },
    subsession: { get: () => objects.subsession(visitor.sub) },
    participant: { get: () => objects.participant(world.participant(visitor.participant)) },
  });
  return Object.assign(common, extra);
}

/** Chance for author code, by its seed. */
export function gameRandom(seed: string): GameRandom {
  const random = seededRandom(seed);
  return {
    int: (first, last) => first + random.below(last - first + 1),
    float: () => random.next(),
    pick: (items) => {
      const item = items[random.below(items.length)];
      if (item === undefined) throw new RangeError('random.pick needs at least one item.');
      return item;
    },
    shuffle: (items) => random.shuffle(items),
    normal: (mean, deviation) => mean + deviation * Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next()),
  };
}
