import type { DynoStatus } from '../drivers/driver.ts';
import { bornAtMs } from '../rules/dyno-id.ts';

export type BoardListener = (before: DynoStatus | null, after: DynoStatus) => void;

/**
 * What runs, as far as control knows. The driver's list is the truth; what was noted while a list was on its way is younger than
 * the list and stays.
 */
export class DynoBoard {
  readonly #dynos = new Map<string, DynoStatus>();
  readonly #notedAt = new Map<string, number>();
  readonly #crashReasons = new Map<string, string>();
  readonly #retired = new Set<string>();
  readonly #listener: BoardListener;
  #notes = 0;

  constructor(listener: BoardListener) {
    this.#listener = listener;
  }

  all(): readonly DynoStatus[] {
    return [...this.#dynos.values()];
  }

  find(id: string): DynoStatus | null {
    return this.#dynos.get(id) ?? null;
  }

  /** Formation dynos and release phases of an app. An app of the same name that was destroyed had others. */
  ofApp(app: { readonly name: string; readonly createdAtMs: number }): readonly DynoStatus[] {
    return this.all().filter((dyno) => dyno.app === app.name && dyno.kind !== 'addon' && bornAtMs(dyno.id) >= app.createdAtMs);
  }

  /** Its end was asked for: that it is down says nothing of its release. */
  setRetired(id: string): void {
    this.#retired.add(id);
  }

  hasEndedAsAsked(dyno: DynoStatus): boolean {
    return dyno.state === 'down' && this.#retired.has(dyno.id);
  }

  /** Why a dyno that is starting again crashed before: the first restart comes at once, so its state alone would not tell. */
  crashReason(id: string): string | null {
    return this.#crashReasons.get(id) ?? null;
  }

  note(status: DynoStatus): void {
    this.#notes += 1;
    this.#notedAt.set(status.id, this.#notes);
    this.#put(status);
  }

  /** Taken before a list is asked for. */
  mark(): number {
    return this.#notes;
  }

  replace(list: readonly DynoStatus[], mark: number): void {
    const listed = new Set(list.map((status) => status.id));
    for (const id of this.#dynos.keys()) {
      if (listed.has(id) || this.#isYounger(id, mark)) continue;
      this.#dynos.delete(id);
      this.#notedAt.delete(id);
      this.#crashReasons.delete(id);
      this.#retired.delete(id);
    }
    for (const status of list) if (!this.#isYounger(status.id, mark)) this.#put(status);
  }

  #isYounger(id: string, mark: number): boolean {
    return (this.#notedAt.get(id) ?? 0) > mark;
  }

  #put(status: DynoStatus): void {
    const before = this.#dynos.get(status.id) ?? null;
    this.#dynos.set(status.id, status);
    if (status.state === 'crashed') this.#crashReasons.set(status.id, status.reason);
    if (status.state === 'up') this.#crashReasons.delete(status.id);
    this.#listener(before, status);
  }
}
