import { watchGenerator } from './generator.ts';
import { wrongPlan } from './errors.ts';
import { rehearseLab } from './lab.ts';
import { rehearseOtree } from './otree.ts';
import type { LevelFigures } from './rules/level.ts';
import type { RehearsalPlan, Source } from './rules/plan-file.ts';
import type { Stage, Watcher } from './stage.ts';
import { rehearseTab } from './tab.ts';
import type { Totals } from './tally.ts';
import type { Target } from './target.ts';
import { watchStage } from './watch-stage.ts';

export interface EventLevel {
  readonly plan: RehearsalPlan;
  readonly stage: Stage;
  readonly watcher: Watcher;
  readonly people: number;
  readonly signal: AbortSignal;
}

interface Event extends Totals {
  readonly finished: number;
  readonly asked: number;
  readonly seconds: number;
}

/** An event that takes longer than an hour is not waited for. */
const limitMs = 3_600_000;
/** An event has its rush: how busy things were is asked of its busiest ten seconds. */
const rushMs = 10_000;

/** One level of a whole event: a session or a round of its own, played to its end and then counted. */
export async function playEvent(level: EventLevel): Promise<LevelFigures> {
  const [generator, looking] = [watchGenerator(), watchStage(level.stage, level.signal, rushMs)];
  const event = await played(level);
  level.signal.throwIfAborted();
  const figures = generator.figures();
  const evidence = await looking.end(Math.ceil(event.seconds) + 1);
  const wrong = Object.entries(event.failures).map(([what, times]) => `${times} × ${what}`);
  return {
    people: event.asked,
    quickMs: null,
    holdSeconds: event.seconds,
    requests: event.requests,
    offeredPerSecond: null,
    perSecond: Math.round((event.requests / Math.max(0.01, event.seconds)) * 100) / 100,
    p50: event.p50Ms,
    p95: event.p95Ms,
    p99: event.p99Ms,
    max: event.maxMs,
    failedPercent: event.requests === 0 ? 0 : Math.round((10_000 * event.failed) / event.requests) / 100,
    failures: event.failures,
    wrong: wrong[0] ?? null,
    finished: event.finished,
    routes: event.routes,
    generator: figures,
    evidence,
  };
}

async function played({ plan, stage, people, signal, watcher }: EventLevel): Promise<Event> {
  const [source] = plan.sources;
  if (source === undefined) throw wrongPlan('“sources” is empty.');
  const headers = { 'x-rostra-rehearsal': stage.word };
  const seed = `${plan.seed}/${people}`;
  const thinkMs = plan.think.median * 1_000;
  const arriveMs = plan.arrival.mode === 'over' ? plan.arrival.seconds * 1_000 : plan.arrival.mode === 'at once' ? 0 : 2_000;
  const rest = { seed, signal, headers, limitMs, onProgress: (line: string) => watcher.says(line) };
  switch (source.kind) {
    case 'lab': {
      const all = inGroups(people, source.groupsOf);
      return rehearseLab(targetOf(stage, 'LAB_REST_KEY'), { ...rest, game: source.session, people: all, thinkMs, arriveMs });
    }
    case 'otree-bots': {
      const all = inGroups(people, source.groupsOf);
      const wish = { session: source.session, people: all, think: plan.think, arriveMs, seed, signal, headers, onScreen: plan.browserBots };
      return { ...(await rehearseOtree(targetOf(stage, 'OTREE_REST_KEY'), wish)), asked: all };
    }
    case 'tab': {
      const judges = Math.max(1, Math.round(people * source.judgesShare));
      return rehearseTab(targetOf(stage, 'TAB_API_KEY'), { ...rest, judges, spectators: Math.max(0, people - judges), thinkMs, arriveMs });
    }
    case 'http':
    case 'script':
    case 'har':
      throw wrongPlan(`“${source.kind}” is no whole event.`);
    default:
      return source satisfies never;
  }
}

/** Nobody is left without a group. */
const inGroups = (people: number, size: number): number => Math.max(1, Math.round(people / size)) * size;

function targetOf({ url, config, app }: Stage, keyVar: string): Target {
  const key = config[keyVar];
  if (key === undefined)
    throw wrongPlan(`${app} has no config var ${keyVar}, so its API lets no bots in: rostra config:set ${keyVar}=… --app ${app}`);
  return { url, key, dynos: null };
}

/** The smallest step that makes sense: a group, or one person. */
export const groupsOf = (source: Source | undefined): number =>
  source?.kind === 'lab' || source?.kind === 'otree-bots' ? source.groupsOf : 1;
