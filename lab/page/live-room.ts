import type { Lab } from '../lab.ts';
import type { LiveItem, Outcome } from './live-run.ts';
import { finishPages } from './live-finish.ts';
import { handleLive, type Handled } from './live.ts';
import { LiveMemory } from './live-memory.ts';
import type { LiveNote, LiveNotes } from './live-notes.ts';
import { TaskWork } from './live-tasks.ts';
import type { LiveSpot } from './live-visit.ts';

/** A browser that has a live page open. */
export interface LiveListener {
  /** The participant's id. */
  readonly participant: number;
  /** The state as JSON, and its number. */
  readonly onState: (state: string, rev: number) => void;
  /** A line for the browser, as JSON. */
  readonly onLine: (line: string) => void;
}

/** Somebody on a live page. */
export interface LiveSeat {
  /** What came of it; `failed` when nobody knows: send it again. */
  handle(item: LiveItem): Promise<Outcome | { readonly kind: 'failed' }>;
  leave(): void;
}

export interface LiveRoomOptions {
  readonly key: string;
  readonly spot: LiveSpot;
  /** The group's id; null when each player is alone. */
  readonly group: number | null;
  readonly notes: Pick<LiveNotes, 'publish' | 'announce'>;
  readonly ended: AbortSignal;
  readonly onEmpty: () => void;
  readonly lab: Lab;
}

interface Waiting {
  readonly item: LiveItem;
  readonly answer: (outcome: Outcome | { readonly kind: 'failed' }) => void;
}

/** So many are handled by one load and one save. */
const mostTogether = 32;

/** Those who are on a live page together, as far as their pages are open in this process. */
export class LiveRoom {
  readonly group: number | null;
  readonly #options: LiveRoomOptions;
  readonly #listeners = new Set<LiveListener>();
  readonly #tasks: TaskWork;
  readonly #memory = new LiveMemory();
  #queue: Waiting[] = [];
  #isWorking = false;
  /** The other processes where this room is open. */
  readonly #others = new Set<string>();
  readonly #announced: Promise<void>;
  /** The newest state that everybody here has, or that needs no telling. */
  #rev = -1;
  /** How far other processes have said they are, as long as it is not compared. */
  #heard: number[] = [];
  #ticker: NodeJS.Timeout | undefined;

  constructor(options: LiveRoomOptions) {
    this.#options = options;
    this.group = options.group;
    this.#tasks = new TaskWork({
      live: options.spot.place.page.live,
      signal: options.ended,
      stream: (to, line) => this.#tellLine(to, line),
      handle: (item) => this.#enqueue(item),
    });
    this.#announced = this.announce('new');
  }

  /** The other processes that have this room open hear that it is open here too, and answer how far they are. */
  announce(here: NonNullable<LiveNote['here']>): Promise<void> {
    const rev = this.#rev;
    return this.#options.notes.announce({ room: this.#options.key, rev, before: rev, states: [], pushes: false, lines: [], here });
  }

  enter(listener: LiveListener): LiveSeat {
    this.#listeners.add(listener);
    void this.#announced.then(() => this.#enqueue({ kind: 'look', participant: listener.participant }));
    return {
      handle: (item) => this.#tasks.handle(item),
      leave: () => {
        this.#listeners.delete(listener);
        if (this.#listeners.size > 0) return;
        this.close();
        if (this.#others.size > 0) void this.announce('gone');
        this.#options.onEmpty();
      },
    };
  }

  /** Another process has handled something, or is open too. */
  hear(note: LiveNote, from: string): void {
    if (note.here) return this.#meet(note, from);
    if (note.rev > note.before) this.#memory.forget();
    for (const [to, line] of note.lines) this.#deliverLine(to, line);
    if (note.pushes && note.states === null) this.#lookAgain();
    else this.#reach(note, new Map((note.states ?? []).flatMap(([ids, state]) => ids.map((id) => [id, state] as const))));
  }

  #meet({ here, rev }: LiveNote, from: string): void {
    if (here === 'gone') this.#others.delete(from);
    else this.#others.add(from);
    if (here === 'new') void this.announce('too');
    if (rev !== -1) this.#heard.push(rev);
    if (this.#rev !== -1) this.#catchUp();
  }

  /** What was handled in one process before it knew that somebody listens in another. */
  #catchUp(): void {
    const heard = this.#heard.splice(0);
    if (heard.some((rev) => rev > this.#rev)) this.#lookAgain();
    if (heard.some((rev) => rev < this.#rev)) void this.announce('too');
  }

  /** The database's number: when it is higher, something was not heard. */
  compare(rev: number): void {
    if (rev <= this.#rev || this.#isWorking) return;
    void this.announce('new');
    this.#lookAgain();
  }

  close(): void {
    clearTimeout(this.#ticker);
  }

  #enqueue(item: LiveItem): Promise<Outcome | { readonly kind: 'failed' }> {
    const { promise, resolve } = Promise.withResolvers<Outcome | { readonly kind: 'failed' }>();
    this.#queue.push({ item, answer: resolve });
    if (!this.#isWorking) void this.#work();
    return promise;
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    while (this.#queue.length > 0) {
      const batch = this.#take();
      const handled = await this.#handle(batch.map(({ item }) => item));
      const otherwise = { kind: handled === null ? 'left' : 'failed' } as const;
      for (const { item, answer } of batch) answer(handled?.outcomes.get(item) ?? otherwise);
      if (handled) this.#tell(handled);
      if (handled !== null) this.#tickIn(handled?.tickInMs ?? null);
    }
    this.#isWorking = false;
  }

  /** From the front; what the page does by itself comes alone, so that its failure is nobody else's. */
  #take(): Waiting[] {
    const tick = this.#queue.findIndex(({ item }) => item.kind === 'tick');
    const count = tick === 0 ? 1 : Math.min(mostTogether, tick === -1 ? this.#queue.length : tick);
    return this.#queue.splice(0, count);
  }

  /** Null when the session is gone, undefined when nobody knows what came of it. */
  async #handle(items: readonly LiveItem[]): Promise<Handled | null | undefined> {
    const { lab, spot } = this.#options;
    try {
      return await handleLive({ spot, items }, lab, this.#memory);
    } catch (error) {
      lab.logger.error('live_page_failed', { session: spot.session.facts.code, page: spot.place.page.name, error });
      return undefined;
    }
  }

  #tell({ rev, before, states, pushes, news, finishers }: Handled): void {
    const lines = news.map(({ to, news: told }) => [to, JSON.stringify({ news: told })] as const);
    for (const [to, line] of lines) this.#deliverLine(to, line);
    this.#reach({ rev, before, pushes }, states);
    if (this.#isHeard(lines) && (rev > before || pushes)) {
      const byState = Map.groupBy(states, ([, state]) => state);
      const together = [...byState].map(([state, entries]) => [entries.map(([id]) => id), state] as const);
      this.#options.notes.publish({ room: this.#options.key, rev, before, pushes, states: pushes ? together : [], lines });
    }
    this.#catchUp();
    if (finishers.length > 0) void finishPages(finishers, this.#options.lab);
  }

  #reach({ rev, before, pushes }: Pick<Handled, 'rev' | 'before' | 'pushes'>, states: ReadonlyMap<number, string>): void {
    const isMissing = !pushes && this.#rev !== -1 && before > this.#rev;
    this.#rev = Math.max(this.#rev, rev);
    for (const listener of this.#listeners) {
      const state = states.get(listener.participant);
      if (state !== undefined) listener.onState(state, rev);
    }
    if (isMissing) this.#lookAgain();
  }

  #lookAgain(): void {
    for (const participant of new Set([...this.#listeners].map((listener) => listener.participant)))
      void this.#enqueue({ kind: 'look', participant });
  }

  #tellLine(to: readonly number[] | 'group', line: string): void {
    const ids = to === 'group' ? [] : to;
    this.#deliverLine(ids, line);
    const rev = this.#rev;
    this.#options.notes.publish({ room: this.#options.key, rev, before: rev, pushes: false, states: [], lines: [[ids, line]] });
  }

  /** A state that nobody was told is caught up with when processes meet; a line would be lost. */
  #isHeard(lines: LiveNote['lines']): boolean {
    return this.#others.size > 0 || lines.length > 0;
  }

  /** To nobody in particular: to all. */
  #deliverLine(to: readonly number[], line: string): void {
    for (const listener of this.#listeners) if (to.length === 0 || to.includes(listener.participant)) listener.onLine(line);
  }

  #tickIn(ms: number | null): void {
    const { every } = this.#options.spot.place.page.live;
    clearTimeout(this.#ticker);
    if (!every || this.#listeners.size === 0 || this.#options.ended.aborted) return;
    this.#ticker = setTimeout(() => void this.#enqueue({ kind: 'tick' }), ms ?? every.ms);
  }
}
