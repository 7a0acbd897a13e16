import type { Html } from '#kit/html/html.ts';
import { BadGame } from '../errors.ts';
import type { CommonContext, ReadCtx } from './context.ts';
import type { FieldSpecs, GameDefinition } from './definition.ts';
import type { DeskOptions } from './desk.ts';
import { dropoutRule, type Autoplay, type DropoutOptions, type ThinkTime } from './dropout.ts';
import type { LayoutParts } from './layout.ts';
import type { RecordMap } from './records.ts';
import type { FieldMap, Shape, SubsessionOf, ValuesOf } from './shape.ts';

/** A game's schema, as its author writes it. */
export interface GameOptions<S extends Shape> extends DeskOptions<NoInfer<S>> {
  /** `[A-Za-z0-9_]+`, as it stands in exports. */
  readonly name: string;
  /** Stands in the participants' URLs instead of the name. */
  readonly slug?: string;
  /** Two or more; null or absent: everybody in one group, or a game without groups. */
  readonly groupSize?: number | null;
  readonly rounds?: number;
  /** Role i goes to player i. */
  readonly roles?: readonly S['role'][];
  readonly constants?: S['constants'];
  readonly doc?: string;
  readonly player?: S['player'];
  readonly group?: S['group'];
  readonly subsession?: S['subsession'];
  readonly participant?: S['participant'];
  readonly session?: S['session'];
  /** The parameters this game needs from the session's configuration. */
  readonly config?: S['config'];
  /** Tables for many rows a player: `records: { bid: { amount: field.money() } }`. */
  readonly records?: S['records'];
  /** Runs once for each round when a session is created: sets first values, forms groups. */
  readonly onCreate?: (subsession: SubsessionOf<NoInfer<S>>, ctx: CommonContext<NoInfer<S>>) => void;
  /** What happens when somebody no longer takes part. */
  readonly dropout?: DropoutOptions<NoInfer<S>>;
  /** How a page is answered for them. */
  readonly autoplay?: Autoplay<NoInfer<S>>;
  /** Of bots that sit in for people, so that nobody is answered quicker than a person could: `({ random }) => random.normal(8, 2)`. 1 when absent. */
  readonly thinkTime?: ThinkTime<NoInfer<S>>;
  /** How participants' pages are arranged, unless the page says it. */
  readonly layout?: (parts: LayoutParts, ctx: ReadCtx<NoInfer<S>>) => Html;
  /** What is wrong with a field's value, by field. */
  readonly checks?: ChecksOf<NoInfer<S>>;
}

type ChecksOf<S extends Shape> = {
  readonly [Key in keyof (S['player'] & S['group'])]?: (
    value: ValuesOf<S['player'] & S['group']>[Key],
    ctx: ReadCtx<S>,
  ) => string | null | undefined;
};

/** The schema without its types, every default filled in. Throws BadGame when it cannot be played. */
export function definitionOf<S extends Shape>(options: GameOptions<S>): GameDefinition {
  const { name, groupSize = null, rounds = 1, roles = [] } = options;
  const [fault] = faultsOf({ name, groupSize, rounds, roles });
  if (fault) throw new BadGame(name, fault[0], { at: fault[1], cure: fault[2] });
  return {
    name,
    slug: options.slug ?? name,
    groupSize,
    rounds,
    roles,
    constants: deepFreeze(options.constants ?? {}),
    doc: options.doc ?? '',
    fields: {
      player: specsOf(name, options.player),
      group: specsOf(name, options.group),
      subsession: specsOf(name, options.subsession),
      participant: specsOf(name, options.participant),
      session: specsOf(name, options.session),
      config: specsOf(name, options.config),
    },
    records: recordSpecs(name, options.records),
    onCreate: options.onCreate ?? null,
    checks: Object.fromEntries(Object.entries(options.checks ?? {})),
    ...awayOf(options),
    ...deskOf(options),
  };
}

/** What the researcher's desk has of a game. */
function deskOf<S extends Shape>({ name, exports = {}, report, adminFields = {} }: GameOptions<S>) {
  const wrong = Object.keys(exports).find((one) => !isName(one));
  if (wrong !== undefined) throw new BadGame(name, `the name of the export "${wrong}" may hold letters, digits and _`);
  return { exports: Object.fromEntries(Object.entries(exports)), report: report ?? null, adminFields };
}

/** What happens without people, and how pages look. */
function awayOf<S extends Shape>(options: GameOptions<S>): Pick<GameDefinition, 'dropout' | 'autoplay' | 'thinkTime' | 'layout'> {
  const { autoplay = null, thinkTime = null, layout = null } = options;
  return { dropout: dropoutRule(options.name, options), autoplay, thinkTime, layout };
}

/** What is wrong, the word where it is, and what to do. */
type SchemaFault = readonly [what: string, at: string, cure: string];

function faultsOf(game: Pick<GameDefinition, 'name' | 'groupSize' | 'rounds' | 'roles'>): SchemaFault[] {
  const { name, groupSize, rounds, roles } = game;
  const rules: readonly [isBroken: boolean, ...SchemaFault][] = [
    [!isName(name), 'its name may hold letters, digits and _', 'name', 'Write it like public_goods.'],
    [
      groupSize !== null && !(Number.isInteger(groupSize) && groupSize >= 2),
      'groupSize is a whole number from 2',
      'groupSize',
      'Leave it out in a game without groups, or with one group of all.',
    ],
    [!(Number.isInteger(rounds) && rounds >= 1), 'rounds is a whole number from 1', 'rounds', 'Leave it out for one round.'],
    [
      groupSize !== null && roles.length > groupSize,
      `it has ${roles.length} roles for groups of ${groupSize}`,
      'roles',
      'Role i goes to player i: take roles away, or make the groups larger.',
    ],
  ];
  return rules.filter(([isBroken]) => isBroken).map(([, ...fault]) => fault);
}

/** Names as they stand in URLs and exports. */
export function isName(name: string): boolean {
  return /^[A-Za-z0-9_]+$/.test(name);
}

/** Names that players, groups, subsessions, participants and sessions have already. */
const taken = new Set(
  `id round payoff role ended group groups subsession session participant participants player players others othersInSubsession inRound inRounds
   previousRounds history display peek number byRole setPlayers matrix setMatrix groupRandomly groupLikeRound code label status isBot vars
   payoffPlusFee config numParticipants isDemo`.split(/\s+/),
);

function recordSpecs(game: string, records: RecordMap = {}): GameDefinition['records'] {
  const wrong = Object.keys(records).find((table) => !isName(table));
  if (wrong !== undefined) throw new BadGame(game, `the name of the table "${wrong}" may hold letters, digits and _`);
  return Object.fromEntries(Object.entries(records).map(([table, fields]) => [table, specsOf(game, fields, rowMembers)]));
}

/** Names that every row of a table has. */
const rowMembers = new Set(['at', 'player', 'group', 'peek']);

/** Declared fields without their types; refuses names that would hide a member. */
export function specsOf(owner: string, fields: FieldMap | undefined, members: ReadonlySet<string> = taken): FieldSpecs {
  const entries = Object.entries(fields ?? {});
  for (const [key] of entries) {
    if (members.has(key))
      throw new BadGame(owner, `a field cannot be called ${key}: every player, group or row has something of that name`, {
        at: key,
        cure: 'Give it another name.',
      });
  }
  return Object.fromEntries(entries.map(([key, field]) => [key, field.spec]));
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}
