import { callAuthor } from '../game/definition.ts';
import { MoreNeeded } from '../game/objects/needs.ts';
import type { PlayerRow } from '../game/objects/rows.ts';
import { readMessage } from '../rules/message-input.ts';
import type { ClientResults, LiveEvent } from '../store/live.ts';
import { liveContext, type LiveVisit } from './live-visit.ts';
import { Again } from './needs-memory.ts';

/** A message as a browser numbers it: so a repetition is known. */
export interface Numbered {
  /** The participant's id. */
  readonly participant: number;
  /** The name that the browser gave itself for as long as the page is open. */
  readonly client: string;
  readonly seq: number;
  /** The browser has the answers to all messages up to this one. */
  readonly done: number;
}

/** What happens on a live page, one after the other. */
export type LiveItem =
  | (Numbered & { readonly kind: 'message'; readonly type: string; readonly data: unknown })
  /** What the work of a task found. */
  | (Numbered & { readonly kind: 'found'; readonly task: string; readonly found: unknown })
  | { readonly kind: 'tick' }
  /** Somebody has come to the page. */
  | { readonly kind: 'look'; readonly participant: number };

/** What came of it. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'rejected'; readonly reason: string }
  /** The sender is not on the page any more, or the session is paused. */
  | { readonly kind: 'left' }
  /** Its answer is still to be worked out, from what was seen. */
  | { readonly kind: 'task'; readonly seen: unknown }
  /** Nothing was looked at: too many messages of this browser have no answer yet. */
  | { readonly kind: 'later' };

/** Something that is sent beside the state. */
export interface News {
  /** The participants' ids. */
  readonly to: readonly number[];
  readonly news: unknown;
}

/** What items came to, while the objects of the visit hold what they wrote. */
export interface LiveRun {
  readonly outcomes: ReadonlyMap<LiveItem, Outcome>;
  readonly clients: readonly ClientResults[];
  readonly events: readonly LiveEvent[];
  readonly news: readonly News[];
  /** Everybody gets the state anew. */
  readonly pushes: boolean;
  readonly finishers: ReadonlySet<number>;
  /** When the page did what it does by itself; null when it did not. */
  readonly tickedMs: number | null;
  /** What author code threw that it did not mean to. */
  readonly failures: readonly { readonly error: unknown; readonly item: LiveItem | null }[];
  /** A message was sent again: the one who handled it first may not have come to telling the others. */
  readonly repeats: boolean;
}

/** What was refused after it had written: it is known beforehand when everything is run again from a fresh load. */
export type Refusals = Map<LiveItem, string>;

/** At most so many messages of one browser without an answer. */
const mostOpen = 100;

export interface RunOptions {
  readonly refusals: Refusals;
  /** The author tries the game out and reads what is wrong with it where a participant would read that something is. */
  readonly tellsAuthor: boolean;
}

/** Runs the handlers. Throws Again when everything must be run again from a fresh load. */
export function runItems(visit: LiveVisit, items: readonly LiveItem[], options: RunOptions): LiveRun {
  const run = new Run(visit, options);
  for (const item of items) run.run(item);
  return run;
}

/** What a handler has said so far; nothing of it counts when the message is refused in the end. */
interface Said {
  pushes: boolean;
  readonly news: News[];
  readonly finishers: number[];
}

class Run implements LiveRun {
  readonly outcomes = new Map<LiveItem, Outcome>();
  readonly events: LiveEvent[] = [];
  readonly news: News[] = [];
  readonly finishers = new Set<number>();
  readonly failures: { error: unknown; item: LiveItem | null }[] = [];
  pushes = false;
  repeats = false;
  tickedMs: number | null = null;
  readonly #visit: LiveVisit;
  readonly #options: RunOptions;
  readonly #clients = new Map<string, { participant: number; client: string; done: number; results: Record<string, string | null> }>();
  readonly #touched = new Set<ClientResults>();

  constructor(visit: LiveVisit, options: RunOptions) {
    this.#visit = visit;
    this.#options = options;
    for (const known of visit.row.clients ?? []) this.#clients.set(keyOf(known), { ...known, results: { ...known.results } });
  }

  get clients(): ClientResults[] {
    return [...this.#touched];
  }

  run(item: LiveItem): void {
    if (item.kind === 'tick') this.#tick();
    else if (item.kind !== 'look') this.outcomes.set(item, this.#answer(item));
  }

  #tick(): void {
    const { every } = this.#visit.spot.place.page.live;
    const { tickedMs, nowMs } = this.#visit.row;
    const tick = every && nextTick(every.ms, { tickedMs, nowMs });
    if (!every || tick === null || this.#onPage().length === 0) return;
    const { participant } = this.#visit.spot;
    const context = (extra: object) => liveContext(this.#visit, { participant, callback: `every ${tick}`, extra });
    const refusal = this.#call(null, (said) => callAuthor(every.run, context(this.#answers(said, null))));
    if (refusal === null) this.tickedMs = tick;
  }

  #answer(item: Exclude<LiveItem, { kind: 'tick' | 'look' }>): Outcome {
    const known = this.#clientOf(item);
    const before = item.seq <= known.done ? null : known.results[item.seq];
    if (before !== undefined) {
      this.repeats = true;
      return outcomeOf(before);
    }
    if (!this.#isHere(item.participant)) return { kind: 'left' };
    if (Object.keys(known.results).length >= mostOpen) return { kind: 'later' };
    const result = item.kind === 'found' ? this.#found(item) : this.#message(item);
    if (typeof result === 'object' && result !== null) return { kind: 'task', seen: result.seen };
    this.#keep(item, result);
    return outcomeOf(result);
  }

  #message(item: Extract<LiveItem, { kind: 'message' }>): string | null | { readonly seen: unknown } {
    const { live } = this.#visit.spot.place.page;
    const isTask = Object.hasOwn(live.tasks, item.type);
    if (!isTask && !Object.hasOwn(live.on, item.type)) return `This page knows no message ${item.type.slice(0, 40)}.`;
    const specs = isTask ? live.tasks[item.type]?.message.fields : live.messages[item.type];
    const reading = readMessage(item.data, specs ?? null, this.#visit.spot.session.rounding);
    if (!reading.ok) return reading.reason;
    const task = isTask ? live.tasks[item.type] : null;
    if (task) return this.#read(item, () => callAuthor(task.read, this.#contextOf(item, {}), reading.payload));
    const handler = live.on[item.type];
    return handler ? this.#handle(item, (context) => callAuthor(handler, context, reading.payload)) : null;
  }

  #read(item: LiveItem & Numbered, look: () => unknown): string | { readonly seen: unknown } {
    try {
      return { seen: look() };
    } catch (error) {
      if (error instanceof MoreNeeded) throw error;
      return this.#reasonOf(error, item);
    }
  }

  #found(item: Extract<LiveItem, { kind: 'found' }>): string | null {
    const task = this.#visit.spot.place.page.live.tasks[item.task];
    return task ? this.#handle(item, (context) => callAuthor(task.write, context, item.found)) : null;
  }

  #handle(item: LiveItem & Numbered, work: (context: object) => unknown): string | null {
    return this.#call(item, (said) => work(this.#contextOf(item, this.#answers(said, item.participant))));
  }

  #contextOf({ participant, client, seq }: Numbered, extra: object): object {
    return liveContext(this.#visit, { participant, callback: `on ${client} ${seq}`, extra });
  }

  /** Null when it went through; else why not, and nothing of it stays. */
  #call(item: LiveItem | null, work: (said: Said) => unknown): string | null {
    const refusal = item && this.#options.refusals.get(item);
    if (refusal) return refusal;
    const { world } = this.#visit.objects;
    const before = world.writes;
    const said: Said = { pushes: false, news: [], finishers: [] };
    try {
      world.writing(() => work(said));
    } catch (error) {
      if (error instanceof MoreNeeded) throw error;
      const reason = this.#reasonOf(error, item);
      if (world.writes === before) return reason;
      if (!item) throw error;
      this.#options.refusals.set(item, reason);
      throw new Again('a message was refused after it had written');
    }
    this.pushes ||= said.pushes;
    this.news.push(...said.news);
    for (const participant of said.finishers) this.finishers.add(participant);
    return null;
  }

  #reasonOf(error: unknown, item: LiveItem | null): string {
    if (error instanceof Rejected) return error.message;
    this.failures.push({ error, item });
    if (this.#options.tellsAuthor && error instanceof Error) return error.message;
    return 'The game could not do this. Nothing was changed.';
  }

  #answers(said: Said, sender: number | null): object {
    const ids = (rows: readonly PlayerRow[]): number[] => rows.map(({ participant }) => participant);
    return {
      push: () => void (said.pushes = true),
      send: (to: unknown, news: unknown) =>
        void said.news.push({ to: to === 'group' ? ids(this.#onPage()) : [this.#participantOf(to)], news }),
      finish: (who: unknown) => {
        if (this.#visit.spot.place.page.kind === 'wait') throw new TypeError('finish: people leave a wait page when everybody has come.');
        said.finishers.push(...(who === 'me' && sender !== null ? [sender] : ids(this.#onPage())));
      },
      reject: (reason: unknown) => {
        throw new Rejected(String(reason));
      },
    };
  }

  #participantOf(player: unknown): number {
    const { objects, row } = this.#visit;
    const found = row.members.find((member) => objects.player(member.player) === player);
    if (!found) throw new TypeError("send(to, news): `to` is 'group' or a player of the group.");
    return found.participant.id;
  }

  /** Who is on the page and stays there. */
  #onPage(): PlayerRow[] {
    return this.#visit.row.members.filter(({ participant }) => this.#isHere(participant.id)).map(({ player }) => player);
  }

  #isHere(participant: number): boolean {
    const member = this.#visit.row.members.find((one) => one.participant.id === participant);
    if (!member || member.isPaused || this.finishers.has(participant)) return false;
    return member.participant.pageIndex === this.#visit.spot.place.index;
  }

  #clientOf(item: Numbered) {
    const known = this.#clients.get(keyOf(item)) ?? { participant: item.participant, client: item.client, done: 0, results: {} };
    this.#clients.set(keyOf(item), known);
    return known;
  }

  #keep(item: LiveItem & Numbered, result: string | null): void {
    const known = this.#clientOf(item);
    known.done = Math.max(known.done, Math.min(item.done, item.seq - 1));
    known.results[item.seq] = result;
    for (const seq of Object.keys(known.results)) if (Number(seq) <= known.done) delete known.results[seq];
    this.#touched.add(known);
    const { place } = this.#visit.spot;
    if (!place.page.live.log) return;
    const [type, data] = item.kind === 'message' ? [item.type, item.data] : item.kind === 'found' ? [item.task, item.found] : ['', null];
    this.events.push({ participant: item.participant, pageIndex: place.index, sub: place.sub, type, data, atMs: this.#visit.row.nowMs });
  }
}

const keyOf = ({ participant, client }: { readonly participant: number; readonly client: string }): string => `${participant} ${client}`;

const outcomeOf = (result: string | null): Outcome => (result === null ? { kind: 'done' } : { kind: 'rejected', reason: result });

/** When the page does next what it does by itself; null when that was done already. Keeps pace when it is a little late. */
function nextTick(ms: number, { tickedMs, nowMs }: { readonly tickedMs: number | null; readonly nowMs: number }): number | null {
  if (tickedMs === null || nowMs - tickedMs >= 2 * ms) return nowMs;
  return nowMs - tickedMs >= ms ? tickedMs + ms : null;
}

/** Thrown by `reject` through the handler. */
class Rejected extends Error {}
