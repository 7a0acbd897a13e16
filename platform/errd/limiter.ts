import { limitFor, type ErrorProject } from '../rules/errors/project.ts';
import { quotaOf } from '../rules/errors/quota.ts';
import { taken, type Bucket, type LimitCategory } from '../rules/errors/rate-limit.ts';

/** Events that a project's key has reported in an hour that is over or goes on. */
export interface HourCount {
  /** Since 1970. */
  readonly hour: number;
  readonly count: number;
}

/** Why something is one too many: of its minute, of its hour (a spike), of its day. */
export type Excess = 'limited' | 'spike' | 'day';

interface Hour {
  readonly hour: number;
  readonly eventsPerMinute: number | null;
  leftOfHour: number;
  leftOfDay: number;
}

const hourMs = 3_600_000;
const weekHours = 168;

/** How much each project has sent lately. */
export class Limiter {
  readonly #buckets = new Map<string, Bucket>();
  readonly #hours = new Map<number, Hour>();
  readonly #history: (project: number, sinceHour: number) => readonly HourCount[];

  constructor(history: (project: number, sinceHour: number) => readonly HourCount[]) {
    this.#history = history;
  }

  /** Null: it is taken. */
  excess(project: ErrorProject, category: LimitCategory, nowMs: number): Excess | null {
    const limit = limitFor(category, project);
    if (limit === null) return null;
    const name = `${project.id}:${category}`;
    const bucket = taken(this.#buckets.get(name), limit, { count: 1, nowMs });
    if (bucket === null) return 'limited';
    this.#buckets.set(name, bucket);
    return category === 'error' ? this.#ofHour(project, Math.floor(nowMs / hourMs)) : null;
  }

  #ofHour(project: ErrorProject, hour: number): Excess | null {
    const known = this.#hours.get(project.id);
    const now = known?.hour === hour && known.eventsPerMinute === project.eventsPerMinute ? known : this.#open(project, hour);
    if (now.leftOfDay <= 0) return 'day';
    if (now.leftOfHour <= 0) return 'spike';
    now.leftOfDay -= 1;
    now.leftOfHour -= 1;
    return null;
  }

  #open(project: ErrorProject, hour: number): Hour {
    const history = this.#history(project.id, hour - weekHours);
    const before = history.filter((each) => each.hour < hour);
    const quota = quotaOf(
      project,
      before.map(({ count }) => count),
    ) ?? { perHour: Infinity, perDay: Infinity };
    const sumSince = (from: number): number => history.reduce((sum, each) => (each.hour >= from ? sum + each.count : sum), 0);
    const left = { leftOfHour: quota.perHour - sumSince(hour), leftOfDay: quota.perDay - sumSince(hour - (hour % 24)) };
    const opened = { hour, eventsPerMinute: project.eventsPerMinute, ...left };
    this.#hours.set(project.id, opened);
    return opened;
  }
}
