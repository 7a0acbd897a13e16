import type { DebateId, PersonId } from '../ids.ts';
import type { Settings } from '../settings.ts';
import { seatClashes, seatCost, type CostContext, type RatedAdjudicator } from './cost.ts';
import type { JudgedDebate } from './panels.ts';

/** Somebody on a seat. */
export interface Placed {
  readonly debate: JudgedDebate;
  /** How much less the seat asks than the debate. */
  readonly delta: number;
  readonly person: RatedAdjudicator;
}

/** Whether an adjudicator is available for a debate. */
export type MayJudge = (adjudicator: PersonId, debate: DebateId) => boolean;

export interface PeaceContext extends CostContext {
  readonly settings: CostContext['settings'] & Pick<Settings, 'adj_allocation_mode'>;
  /** Everybody for every debate when left out. */
  readonly mayJudge?: MayJudge;
  /** Who sits on a panel for good, by debate: they move nowhere, but others leave for their sake. */
  readonly pinned?: ReadonlyMap<DebateId, readonly PersonId[]>;
}

const mostExchanges = 200;

/**
 * People who conflict with one another leave a panel together: each exchanges seats with whoever of the same stage makes it cheapest, as
 * long as that lowers the cost of the whole, conflicts among colleagues included (spec tab §4.6). Where nobody conflicts nobody moves.
 */
export function withoutPanelConflicts(placed: readonly Placed[], context: PeaceContext): readonly Placed[] {
  let now = placed;
  for (let exchange = 0; exchange < mostExchanges; exchange += 1) {
    const better = bestExchange(now, context);
    if (better === null) return now;
    now = better;
  }
  return now;
}

function bestExchange(placed: readonly Placed[], context: PeaceContext): readonly Placed[] | null {
  const panels = Map.groupBy(placed, ({ debate }) => debate);
  const troubled = placed.filter((one) => colleagueConflicts(one, panels.get(one.debate) ?? [], context) > 0);
  let best: { readonly gain: Price; readonly one: Placed; readonly other: Placed } | null = null;
  for (const one of troubled) {
    for (const other of placed) {
      if (other.debate === one.debate || !mayExchange(one, other, context)) continue;
      const gain = gainOf(one, other, { panels, context });
      if (isBetter(gain, best?.gain ?? nothing, context)) best = { gain, one, other };
    }
  }
  if (best === null) return null;
  const { one, other } = best;
  return placed.map((each) => (each === one ? { ...one, person: other.person } : each === other ? { ...other, person: one.person } : each));
}

function mayExchange(one: Placed, other: Placed, { mayJudge = () => true }: PeaceContext): boolean {
  return mayJudge(one.person.id, other.debate.id) && mayJudge(other.person.id, one.debate.id);
}

/** How much less the seats and panels of two cost after they have changed places. */
interface Price {
  readonly conflicts: number;
  readonly cost: number;
}

const nothing: Price = { conflicts: 0, cost: 0 };
/** What an exchange must gain, so that noise moves nobody. */
const inertia = 1e-6;

interface Hall {
  readonly panels: ReadonlyMap<JudgedDebate, readonly Placed[]>;
  readonly context: PeaceContext;
}

function gainOf(one: Placed, other: Placed, { panels, context }: Hall): Price {
  const [here, there] = [panels.get(one.debate) ?? [], panels.get(other.debate) ?? []];
  const [arriving, leaving] = [
    { ...one, person: other.person },
    { ...other, person: one.person },
  ];
  const before = [priceOf(one, here, context), priceOf(other, there, context)];
  const after = [
    priceOf(
      arriving,
      here.filter((each) => each !== one),
      context,
    ),
    priceOf(
      leaving,
      there.filter((each) => each !== other),
      context,
    ),
  ];
  const sum = (prices: readonly Price[], figure: keyof Price): number => prices.reduce((total, price) => total + price[figure], 0);
  return {
    conflicts: sum(before, 'conflicts') - sum(after, 'conflicts'),
    cost: sum(before, 'cost') - sum(after, 'cost'),
  };
}

function priceOf(one: Placed, panel: readonly Placed[], context: PeaceContext): Price {
  const seat = { teams: one.debate.teams, importance: one.debate.importance, delta: one.delta, chair: null };
  const colleagues = colleagueConflicts(one, panel, context);
  return {
    conflicts: seatClashes(one.person, seat, context.acquaintance).conflicts + colleagues,
    cost: seatCost(one.person, seat, context) + colleagues * context.settings.adj_conflict_penalty,
  };
}

function colleagueConflicts({ person, debate }: Placed, panel: readonly Placed[], { acquaintance, pinned }: PeaceContext): number {
  const conflicts = (other: PersonId): boolean => other !== person.id && acquaintance.conflictsWithAdjudicator.has(person.id, other);
  const colleagues = [...panel.map((each) => each.person.id), ...(pinned?.get(debate.id) ?? [])];
  return colleagues.filter(conflicts).length;
}

function isBetter(gain: Price, than: Price, { settings }: PeaceContext): boolean {
  if (settings.adj_allocation_mode === 'lexicographic' && gain.conflicts !== than.conflicts) return gain.conflicts > than.conflicts;
  return gain.cost > than.cost + inertia;
}
