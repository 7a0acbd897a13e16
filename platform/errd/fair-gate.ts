/** Lets so many in at once, and so many of each project; those who wait are taken project by project, so that a flood of one holds up no other. */
export class FairGate {
  readonly #most: number;
  readonly #mostOfOne: number;
  readonly #waiting = new Map<number, (() => void)[]>();
  readonly #inside = new Map<number, number>();
  #total = 0;

  constructor({ most, mostOfOne }: { readonly most: number; readonly mostOfOne: number }) {
    this.#most = most;
    this.#mostOfOne = mostOfOne;
  }

  async within<Result>(project: number, work: () => Promise<Result>): Promise<Result> {
    await this.#enter(project);
    try {
      return await work();
    } finally {
      this.#leave(project);
    }
  }

  async #enter(project: number): Promise<void> {
    if (this.#hasRoom(project)) return this.#count(project, 1);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.set(project, [...(this.#waiting.get(project) ?? []), resolve]);
    await promise;
  }

  #leave(project: number): void {
    this.#count(project, -1);
    const next = [...this.#waiting].find(([each]) => this.#hasRoom(each));
    if (next === undefined) return;
    const [nextProject, [first, ...others]] = next;
    this.#waiting.delete(nextProject);
    if (others.length > 0) this.#waiting.set(nextProject, others); // behind the other projects now
    this.#count(nextProject, 1);
    first?.();
  }

  #hasRoom(project: number): boolean {
    return this.#total < this.#most && (this.#inside.get(project) ?? 0) < this.#mostOfOne;
  }

  #count(project: number, change: 1 | -1): void {
    this.#total += change;
    const inside = (this.#inside.get(project) ?? 0) + change;
    if (inside === 0) this.#inside.delete(project);
    else this.#inside.set(project, inside);
  }
}
