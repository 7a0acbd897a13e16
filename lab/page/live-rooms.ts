import type { Lab } from '../lab.ts';
import { revsOf } from '../store/live.ts';
import { LiveNotes } from './live-notes.ts';
import { LiveRoom, type LiveListener, type LiveSeat } from './live-room.ts';
import { scopeOf, type LiveSpot } from './live-visit.ts';

/** How often rooms compare their number with the database, should a note of another process have been lost. */
const compareEveryMs = 5_000;

/** Everybody whose live page is open in this process, by whom they are there with. */
export class LiveRooms {
  readonly #lab: Lab;
  readonly #rooms = new Map<string, LiveRoom>();
  readonly #notes: LiveNotes;
  readonly #timer: NodeJS.Timeout;
  readonly #ended = new AbortController();
  readonly #endGaps: () => void;

  constructor(lab: Lab) {
    this.#lab = lab;
    this.#notes = new LiveNotes(lab, (note, from) => this.#rooms.get(note.room)?.hear(note, from));
    this.#timer = setInterval(() => void this.#compare(), compareEveryMs);
    this.#endGaps = lab.live.onGap(() => {
      for (const room of this.#rooms.values()) void room.announce('new');
      void this.#compare();
    });
  }

  /** Somebody has opened a live page. They get its state at once. `group`: the id of their group. */
  enter(spot: LiveSpot, group: number, listener: LiveListener): LiveSeat {
    const isGroup = scopeOf(spot.place) === 'group';
    const key = `${spot.place.index}/${isGroup ? `group ${group}` : `participant ${spot.participant}`}`;
    const room =
      this.#rooms.get(key) ??
      new LiveRoom({
        key,
        spot,
        group: isGroup ? group : null,
        notes: this.#notes,
        ended: this.#ended.signal,
        onEmpty: () => this.#rooms.delete(key),
        lab: this.#lab,
      });
    this.#rooms.set(key, room);
    return room.enter(listener);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#ended.abort();
    this.#endGaps();
    this.#notes.close();
    for (const room of this.#rooms.values()) room.close();
  }

  async #compare(): Promise<void> {
    const rooms = new Map([...this.#rooms.values()].flatMap((room) => (room.group === null ? [] : [[room.group, room] as const])));
    if (rooms.size === 0) return;
    const revs = await revsOf(this.#lab.db, [...rooms.keys()]).catch((error: unknown) => {
      this.#lab.logger.warn('live_rooms_not_compared', { error });
      return [];
    });
    for (const { id, rev } of revs) rooms.get(id)?.compare(rev);
  }
}
