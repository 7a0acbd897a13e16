import type { Bot } from '../game/bot.ts';
import type { Callback } from '../game/definition.ts';
import type { ParticipantRow } from '../game/objects/rows.ts';
import type { Visit } from '../page/load-visit.ts';
import type { PagePlace } from '../rules/session-plan.ts';
import { botContext } from './bot-context.ts';
import { BotFault } from './bot-fault.ts';
import type { Door } from './door.ts';
import type { OpenLive } from './live-door.ts';

/** A bot that has come to a live page. */
export interface LiveVisitor {
  readonly bot: Bot;
  readonly place: PagePlace;
  /** The session as it is now. */
  readonly look: () => Promise<Visit>;
  readonly given: unknown;
  readonly door: Door;
}

/** `play`: everybody has come and the page was played. `wait`: somebody is still on the way. `over`: there is nothing to play any more. */
export type LiveProgress = 'played' | 'wait' | 'over';

/** Plays each live page once for each group. One for each session. */
export class LivePlays {
  readonly #played = new Set<string>();

  async visit(visitor: LiveVisitor): Promise<LiveProgress> {
    const { place, bot } = visitor;
    const isLive = place.page.kind === 'page' && place.page.live !== null;
    if (!isLive || bot.live === null) return 'over';
    const visit = await visitor.look();
    const { group } = visit.row.seat;
    const key = `${place.index} ${group.id}`;
    if (this.#played.has(key)) return 'over';
    const people = membersOf(visit);
    if (people.some((person) => person.pageIndex < place.index)) return 'wait';
    this.#played.add(key);
    await play(visitor, people, bot.live);
    return 'played';
  }
}

/** Of the group, by their ids in it; alone in a game without groups. */
function membersOf({ objects, row, place }: Visit): ParticipantRow[] {
  if (place?.playable.game.groupSize === null) return [row.seat.participant];
  return objects.world.membersOf(row.seat.group).map(({ participant }) => objects.world.participant(participant));
}

async function play(visitor: LiveVisitor, people: readonly ParticipantRow[], live: Callback<Promise<void>>): Promise<void> {
  const { place, given, door, look } = visitor;
  const open = await door.live({ codes: people.map(({ code }) => code), pageIndex: place.index });
  let visit = await look();
  try {
    const context = botContext({ visit: () => visit, html: () => '' }, place, given);
    await Reflect.apply(live, undefined, [
      Object.assign(context, { page: place.page.name, ...tools(open, async () => void (visit = await look())) }),
    ]);
  } finally {
    open.close();
  }
}

function tools(open: OpenLive, refresh: () => Promise<void>): object {
  return {
    send: async (player: unknown, type: unknown, data: unknown) => {
      if (typeof player !== 'number' || typeof type !== 'string') throw new BotFault("send(player's id, 'message', { … })");
      const { rejected, states } = await open.send(player - 1, type, data);
      await refresh();
      return { rejected, states: Object.fromEntries([...states].map(([at, state]) => [at + 1, state])) };
    },
    states: () => Object.fromEntries(open.states().map((state, at) => [at + 1, state])),
  };
}
