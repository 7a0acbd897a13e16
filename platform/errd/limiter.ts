import type { ErrorProject } from '../rules/errors/project.ts';
import { limitFor } from '../rules/errors/project.ts';
import { taken, type Bucket, type LimitCategory } from '../rules/errors/rate-limit.ts';

/** How much each project has sent lately. */
export class Limiter {
  readonly #buckets = new Map<string, Bucket>();

  /** False: it is one too many. */
  allows(project: ErrorProject, category: LimitCategory, nowMs: number): boolean {
    const limit = limitFor(category, project);
    if (limit === null) return true;
    const name = `${project.id}:${category}`;
    const bucket = taken(this.#buckets.get(name), limit, { count: 1, nowMs });
    if (bucket !== null) this.#buckets.set(name, bucket);
    return bucket !== null;
  }
}
