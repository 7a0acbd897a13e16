import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent } from 'undici';
import { lookup } from '#kit/http/client.ts';
import { seededRandom } from '#kit/math/random.ts';
import { Bot, type Ground, type Script } from './bot.ts';
import { watchGenerator } from './generator.ts';
import { LevelBook } from './level-book.ts';
import { watchStage } from './watch-stage.ts';
import { passes, thinkMs, type Pass } from './rules/arrivals.ts';
import type { LevelFigures } from './rules/level.ts';
import type { RehearsalPlan } from './rules/plan-file.ts';
import type { Stage, Watcher } from './stage.ts';

export interface RequestLevel {
  readonly plan: RehearsalPlan;
  readonly stage: Stage;
  readonly watcher: Watcher;
  readonly people: number;
  /** What each person does in each pass. */
  readonly script: Script;
  readonly signal: AbortSignal;
}

const secondMs = 1_000;
/** Who is still waiting when the hold is over gets this much longer than people would put up with. */
const graceMs = 500;

/** One level of requests: warm-up, hold, and a moment for those who are still waiting. */
export async function playRequests(level: RequestLevel): Promise<LevelFigures> {
  const { plan, stage, people, signal, watcher } = level;
  const [warmUpMs, holdMs] = [plan.levels.warmUp * secondMs, plan.levels.hold * secondMs];
  const ending = new AbortController();
  const agent = new Agent({ connect: { lookup, timeout: 30_000 }, keepAliveTimeout: 10_000, pipelining: 1, headersTimeout: 60_000 });
  const book = new LevelBook();
  const ground = groundOf(level, { agent, book, signal: AbortSignal.any([signal, ending.signal]) });
  const ticking = setInterval(() => watcher.second(book.second(people)), secondMs);
  const crowd = { people, share: people / plan.people, warmUpMs, holdMs };
  const planned = passes(plan.arrival, crowd, seededRandom(`${plan.seed}/arrivals`));
  try {
    const playing = planned === null ? closed(level, ground) : open(planned, level, ground);
    await until(warmUpMs, ground);
    const [generator, looking] = [watchGenerator(), watchStage(stage, signal)];
    await until(warmUpMs + holdMs, ground);
    const figures = generator.figures();
    const evidence = await looking.end(plan.levels.hold);
    await Promise.race([playing, until(warmUpMs + holdMs + plan.slo.p95Ms + graceMs, ground)]);
    ending.abort();
    await playing;
    const offered = planned?.filter(({ atMs }) => ground.inHold(atMs)).length ?? null;
    const { requests, ...seen } = book.figures(plan.levels.hold);
    // A pass may be several requests: then it is passes that are offered, and times alone say whether the app keeps up.
    const offeredPerSecond = offered === null || requests > offered * 1.02 ? null : offered / plan.levels.hold;
    return {
      ...seen,
      people,
      requests,
      holdSeconds: plan.levels.hold,
      offeredPerSecond,
      finished: null,
      wrong: null,
      generator: figures,
      evidence,
    };
  } finally {
    clearInterval(ticking);
    ending.abort();
    await agent.destroy();
  }
}

function groundOf({ plan, stage }: RequestLevel, rest: Pick<Ground, 'agent' | 'book' | 'signal'>): Ground {
  const [fromMs, startedMs] = [plan.levels.warmUp * secondMs, performance.now()];
  return {
    ...rest,
    url: stage.url,
    headers: { 'user-agent': 'rostra-bot', 'x-rostra-rehearsal': stage.word, accept: 'text/html,*/*' },
    think: plan.think,
    shared: new Map(),
    now: () => performance.now() - startedMs,
    inHold: (atMs) => atMs >= fromMs && atMs < fromMs + plan.levels.hold * secondMs,
  };
}

async function until(atMs: number, { now, signal }: Ground): Promise<void> {
  const restMs = atMs - now();
  if (restMs > 0) await sleep(restMs, undefined, { signal });
}

/** Everybody begins when they meant to, whatever became of the pass before. */
async function open(planned: readonly Pass[], { people, plan, script }: RequestLevel, ground: Ground): Promise<void> {
  const bots = crowdOf(people, plan.seed, ground);
  const playing: Promise<void>[] = [];
  for (const { person, atMs } of planned) {
    try {
      await until(atMs, ground);
    } catch {
      break;
    }
    const bot = bots[person % bots.length];
    if (bot === undefined) break;
    playing.push(script(bot.again(atMs)).catch(() => {})); // the book has it
  }
  await Promise.all(playing);
}

/** Everybody begins again when they are through and have thought. */
async function closed({ people, plan, script }: RequestLevel, ground: Ground): Promise<void> {
  const over = (plan.levels.warmUp + plan.levels.hold) * secondMs;
  await Promise.all(
    crowdOf(people, plan.seed, ground).map(async (bot) => {
      try {
        await until(bot.random.next() * Math.max(plan.levels.warmUp * secondMs, thinkMs(plan.think, bot.random)), ground);
        while (ground.now() < over) {
          await script(bot).catch(() => ground.signal.throwIfAborted());
          await bot.think();
        }
      } catch {
        // the level is over
      }
    }),
  );
}

function crowdOf(people: number, seed: string, ground: Ground): Bot[] {
  return Array.from({ length: people }, (_, number) => new Bot(number, seededRandom(`${seed}/${number}`), ground));
}
