import { BadGame } from '../errors.ts';
import type { CommonContext } from './context.ts';
import type { GameDefinition, MatchRule, WaitPage } from './definition.ts';
import type { LiveShape, WaitLiveOptions } from './live-page.ts';
import type { KeysOf, PlayerOf, Shape, SubsessionOf } from './shape.ts';
import { waitPage, type WaitPageOptions } from './wait-page.ts';

/** What an author says about a page where people are put into groups as they come. */
export interface MatchPageOptions<S extends Shape> extends Omit<
  WaitPageOptions<S, 'group'>,
  'scope' | 'minPresent' | keyof WaitLiveOptions<S, LiveShape>
> {
  /** How many play together; the game's groupSize when absent. */
  readonly size?: number;
  /**
   * Who of those who wait plays together now, in the order of their ids; nothing while nobody should. Asked when somebody comes and every
   * few seconds, again and again until it gives nothing [group_by_arrival_time_method].
   */
  readonly pick?: (
    waiting: readonly Waiting<S>[],
    subsession: Readonly<SubsessionOf<S>>,
    ctx: CommonContext<S>,
  ) => readonly (Waiting<S> | Readonly<PlayerOf<S>>)[] | null | undefined | void;
  /** Only people for whom this gives the same are put together. */
  readonly by?: (player: Readonly<PlayerOf<S>>) => string | number | boolean;
  /** Gives each new group the value of this field that is behind its share: `['treatment', { low: 1, high: 2 }]`. */
  readonly balance?: readonly [field: KeysOf<S['group']>, shares: Readonly<Record<string, number>>];
  /**
   * When somebody has waited for so many seconds, bots take as many free seats of the session as are missing. They play the pages before this
   * one as everybody does, and answer what `autoplay` says, else by chance.
   */
  readonly fillWithBots?: number;
}

/** Somebody who waits, the longest first. */
export type Waiting<S extends Shape> = Readonly<PlayerOf<S>> & { readonly waitedSeconds: number };

/** The definition behind `game.match`. */
export function matchPage<S extends Shape>(name: string, game: GameDefinition, options: MatchPageOptions<S>): WaitPage {
  const { size: _size, pick: _pick, by: _by, balance: _balance, fillWithBots: _fill, ...wait } = options;
  return { ...waitPage<S, 'group'>(name, wait), match: matchRule(name, game, options) };
}

function matchRule<S extends Shape>(page: string, game: GameDefinition, options: MatchPageOptions<S>): MatchRule {
  const { size = game.groupSize, pick = null, by = null, fillWithBots = null } = options;
  const balance = options.balance ? { field: options.balance[0], shares: options.balance[1] } : null;
  const rule = { size, pick, by, balance, fillWithBots };
  const [fault] = faultsOf(rule, game);
  if (fault) throw new BadGame(game.name, `its match page ${page} ${fault}`);
  return rule;
}

function faultsOf({ size, pick, by, balance, fillWithBots }: MatchRule, game: GameDefinition): string[] {
  const { field, shares } = balance ?? { field: '', shares: {} };
  const rules: readonly [isBroken: boolean, fault: string][] = [
    [size === null && pick === null, 'needs size or pick, as the game has no groupSize'],
    [size !== null && !(Number.isInteger(size) && size >= 1), 'has a size that is no whole number from 1'],
    [balance !== null && !Object.hasOwn(game.fields.group, field), `balances ${field}, which is no field of its groups`],
    [fillWithBots !== null && !(fillWithBots >= 0), 'has a fillWithBots that is no number of seconds'],
    [fillWithBots !== null && (pick !== null || by !== null), 'cannot fill up with bots where pick or by decide who plays together'],
    [balance !== null && !Object.values(shares).some((share) => share > 0), `balances ${field} between no values`],
  ];
  return rules.filter(([isBroken]) => isBroken).map(([, fault]) => fault);
}
