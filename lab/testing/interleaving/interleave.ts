import { inspect } from 'node:util';
import type { Lab } from '../../lab.ts';
import type { Stage } from './stage.ts';

/** Requests that meet, and what must hold however they do. */
export interface Meeting<World> {
  /** Made anew for each interleaving. */
  begin(): Promise<World>;
  /** Each runs in a process of its own. */
  readonly requests: readonly ((world: World, lab: Lab) => Promise<unknown>)[];
  /** `outcomes`: what each request gave, or the error it threw. */
  check(world: World, outcomes: readonly unknown[]): Promise<void>;
}

/** More than these are not played. */
const mostPlayed = 2_000;

/** Who of those who can go goes, at the nth choice. */
type Chooser = (nth: number, options: number) => number;

/** Before it counts, so that every process knows what the callbacks touch: each of them comes first and last. */
const warmUps: readonly Chooser[] = [() => 0, (_, options) => options - 1, () => 0, (_, options) => options - 1];

/** Plays the requests in every order of their trips to the database. Gives how many orders there are; throws with the order in which something did not hold. */
export async function interleave<World>(stage: Stage, meeting: Meeting<World>): Promise<number> {
  for (const choose of warmUps) await play(stage, meeting, choose);
  let order: readonly number[] | null = [];
  let played = 0;
  for (; order !== null; played += 1) {
    if (played === mostPlayed) throw new Error(`There are more than ${mostPlayed} interleavings.`);
    const first: readonly number[] = order;
    order = nextOrder(await play(stage, meeting, (nth) => first[nth] ?? 0));
  }
  return played;
}

/** Who could go, and who of them went. */
interface Choice {
  readonly options: number;
  readonly taken: number;
}

/** Once. Gives the choices there were. */
async function play<World>(stage: Stage, meeting: Meeting<World>, choose: Chooser): Promise<readonly Choice[]> {
  const world = await meeting.begin();
  const players = stage.players.slice(0, meeting.requests.length);
  const ends = players.map(({ actor, lab }, at) => actor.play(async () => meeting.requests[at]?.(world, lab)));
  const choices: Choice[] = [];
  const went: string[] = [];
  await stage.settled(players);
  while (players.some(({ actor }) => !actor.isDone)) {
    const ready = players.filter(({ actor }) => actor.isReady);
    const taken = Math.min(choose(choices.length, ready.length), ready.length - 1);
    choices.push({ options: ready.length, taken });
    const next = ready[taken];
    went.push(next?.actor.name ?? '');
    next?.actor.letGo();
    await stage.settled(players);
  }
  const outcomes = await Promise.all(ends);
  try {
    await meeting.check(world, outcomes);
  } catch (error) {
    throw new Error(`It did not hold when they went in this order: ${went.join(', ')}. They gave ${inspect(outcomes, { depth: 2 })}.`, {
      cause: error,
    });
  }
  return choices;
}

/** The last choice that has another option gets it; null when everything was tried. */
function nextOrder(choices: readonly Choice[]): readonly number[] | null {
  const last = choices.findLastIndex(({ options, taken }) => taken + 1 < options);
  const changed = choices[last];
  return changed ? [...choices.slice(0, last).map(({ taken }) => taken), changed.taken + 1] : null;
}
