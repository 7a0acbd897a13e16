import { orderField } from '../../rules/game-order.ts';
import { seatsInOrder } from '../../rules/grouping.ts';
import type { SubPlace } from '../../rules/session-plan.ts';
import { callAuthor, type PageDefinition } from '../definition.ts';
import type { MockData } from '../mock-data.ts';
import { commonContext, gameRandom } from './context-for.ts';
import { initialData } from './initial-data.ts';
import { Objects, type ProjectRules } from './objects.ts';
import type { Data, Seat } from './rows.ts';
import { World, type WorldOptions } from './world.ts';

/** What a new session is made of. */
export interface Opening extends Omit<WorldOptions, 'has' | 'visitor'> {
  readonly rules: ProjectRules;
  readonly nowMs: number;
  /** One for each participant, in order of their numbers. */
  readonly people: readonly { readonly code: string; readonly label: string | null }[];
  /** Makes up what real sessions are sent from outside. */
  readonly mockData?: MockData | null;
}

/**
 * All rows of a new session: everybody in consecutive groups in each round, fields at their initial values, then what the games'
 * `onCreate` made of it, round after round, and last what is made up for demos and bots. Participants have their number as id, groups have ids of this world alone.
 */
export function firstRows({ rules, nowMs, people, mockData, ...options }: Opening): World {
  const world = new World({ ...options, has: new Set(['all', 'shared', 'groupLock', 'sessionLock', 'roundRecords']) });
  const { plan } = options;
  world.addShared(
    { label: null, vars: {}, data: initialData(plan.fields.session) },
    plan.subs.map(({ sub, playable }) => ({ sub, data: initialData(playable.game.fields.subsession) })),
  );
  const participants = people.map(({ code, label }, at) => ({
    id: at + 1,
    number: at + 1,
    pageIndex: 0,
    code,
    label,
    payoff: 0,
    status: '',
    isBot: false,
    vars: {},
    data: { ...initialData(plan.fields.participant), ...drawnOrder(options, at + 1) },
  }));
  let groups = 0;
  for (const place of plan.subs) groups += seat(place, groups);
  const objects = new Objects(world, rules);
  world.writing(() => fillIn(objects, { nowMs, mockData: mockData ?? null }));
  return world;

  /** Gives how many groups the round got. */
  function seat({ sub, playable: { game, pages } }: SubPlace, before: number): number {
    const isMatched = startsInLobby(pages);
    const matrix = seatsInOrder(participants.length, isMatched ? null : game.groupSize);
    const seats = matrix.flatMap((numbers, at) => {
      const group = {
        id: before + at + 1,
        sub,
        number: isMatched ? 0 : at + 1,
        size: numbers.length,
        data: initialData(game.fields.group),
      };
      return numbers.flatMap((number, place): Seat[] => {
        const participant = participants[number - 1];
        const player = { participant: number, sub, group: group.id, seat: place + 1, payoff: 0, data: initialData(game.fields.player) };
        return participant ? [{ participant, group, player }] : [];
      });
    });
    world.add(seats);
    return matrix.length;
  }
}

/** What the games' authors set when a session is made. */
function fillIn(objects: Objects, { nowMs, mockData }: { readonly nowMs: number; readonly mockData: MockData | null }): void {
  const { plan, session } = objects.world;
  for (const { sub, playable } of plan.subs) {
    const { onCreate } = playable.game;
    const context = () => commonContext(objects, sub, { nowMs, callback: 'onCreate', about: 'subsession' });
    if (onCreate) callAuthor(onCreate, objects.subsession(sub), context());
  }
  if (mockData) callAuthor(mockData, objects.session(), { random: gameRandom(`${session.seed}/mockData`) });
}

/** In which order this participant plays the games that come in any order. */
function drawnOrder({ plan, session }: Pick<Opening, 'plan' | 'session'>, number: number): Data {
  if (plan.shuffled.length === 0) return {};
  const { shuffle } = gameRandom(`${session.seed}/order/participant ${number}`);
  return { [orderField]: shuffle(plan.shuffled.map(({ name }) => name)).join(',') };
}

/** Then everybody is in group 0 until people come and are put together. */
function startsInLobby([first]: readonly PageDefinition[]): boolean {
  return first?.kind === 'wait' && first.match !== null;
}
