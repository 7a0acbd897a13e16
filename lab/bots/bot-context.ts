import { botMoves } from '../game/bot.ts';
import { loadVisit, type Visit } from '../page/load-visit.ts';
import { visitContext } from '../game/objects/context-for.ts';
import type { Need } from '../game/objects/needs.ts';
import type { Lab } from '../lab.ts';
import type { PagePlace, SubPlace } from '../rules/session-plan.ts';

/** Everything: a bot may look at anybody. */
const needs: ReadonlySet<Need> = new Set(['all', 'shared']);

/** The session as it is now, through one participant's eyes. */
export function lookAround(code: string, lab: Lab): Promise<Visit> {
  return loadVisit(lab.db, { code, needs, counter: 'here' }, lab);
}

/** What a bot reads when it runs; `visit` and `html` give what is so at that moment. */
export interface BotEyes {
  readonly visit: () => Visit;
  readonly html: () => string;
}

/** What a bot of one round gets: `BotCtx` of game/bot.ts. Its objects are looked up anew each time they are touched. */
export function botContext({ visit, html }: BotEyes, { sub, round }: SubPlace, given: unknown): object {
  const now = (): object => {
    const { objects: seen, visitor, row } = visit();
    return visitContext(seen, { participant: visitor.participant, sub }, { nowMs: row.nowMs, callback: 'bot' });
  };
  const objects = ['player', 'group', 'subsession', 'participant', 'session'].map((name) => [
    name,
    present(() => Reflect.get(now(), name)),
  ]);
  const { c, config }: { readonly c?: unknown; readonly config?: unknown } = now();
  const here = (): PagePlace | null => visit().place;
  return { ...Object.fromEntries(objects), c, config, round, case: given, html, here, ...botMoves };
}

/** Stands for an object that is made anew whenever something is read from it. */
function present(read: () => object): object {
  return new Proxy(
    {},
    {
      get: (_, name): unknown => Reflect.get(read(), name),
      set: (_, name, value) => Reflect.set(read(), name, value),
      has: (_, name) => Reflect.has(read(), name),
    },
  );
}
