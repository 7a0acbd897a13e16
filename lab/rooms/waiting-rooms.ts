import { randomUUID } from 'node:crypto';
import type { Lab } from '../lab.ts';
import { noteEveryMs } from '../rules/presence.ts';
import { come, leave, stay } from '../store/presence.ts';
import { roomTopic, sessionIn } from '../store/rooms.ts';

interface OpenPage {
  readonly room: string;
  readonly wake: () => void;
}

/** The pages that this process holds open for people who wait in rooms: they are called in when a session comes, and counted meanwhile. */
export class WaitingRooms {
  readonly #lab: Lab;
  readonly #pages = new Map<string, OpenPage>();
  readonly #ends: readonly (() => void)[];

  constructor(lab: Lab) {
    this.#lab = lab;
    const timer = setInterval(() => this.#quietly('room_pages_not_noted', () => this.#note()), noteEveryMs);
    this.#ends = [
      () => clearInterval(timer),
      lab.live.subscribe(roomTopic, (room) => this.#call(room)),
      lab.live.onGap(() => this.#callMissed()),
    ];
  }

  /** Wakes when there is a session in the room, perhaps at once. Returns the function that leaves. */
  enter({ room, label }: { readonly room: string; readonly label: string | null }, wake: () => void): () => Promise<void> {
    const visitor = randomUUID();
    this.#pages.set(visitor, { room, wake });
    const entered = this.#quietly('room_visit_not_noted', async () => {
      if (await sessionIn(this.#lab.db, room)) wake();
      await come(this.#lab.db, { visitor, room, label });
    });
    return async () => {
      this.#pages.delete(visitor);
      await entered;
      await this.#quietly('room_visit_not_noted', () => leave(this.#lab.db, visitor));
    };
  }

  close(): void {
    for (const end of this.#ends) end();
  }

  #call(room: string): void {
    for (const page of this.#pages.values()) if (page.room === room) page.wake();
  }

  #callMissed(): void {
    for (const room of new Set([...this.#pages.values()].map((page) => page.room)))
      void this.#quietly('room_not_read', async () => void ((await sessionIn(this.#lab.db, room)) && this.#call(room)));
  }

  async #note(): Promise<void> {
    if (this.#pages.size > 0) await stay(this.#lab.db, [...this.#pages.keys()]);
  }

  /** Who waits is good to know; that it cannot be written down for a moment keeps nobody from waiting. */
  async #quietly(event: string, work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => this.#lab.logger.warn(event, { error }));
  }
}
