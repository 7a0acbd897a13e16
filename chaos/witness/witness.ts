import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { WitnessPlan } from './participants.ts';

export interface Testimony {
  readonly finished: number;
  /** Who did not come to the end, and why. */
  readonly unfinished: readonly string[];
}

/** The witness as a process of its own. */
export class Witness {
  readonly #child: ChildProcess;

  constructor(urls: readonly string[]) {
    this.#child = fork(join(import.meta.dirname, 'participants.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.tell(urls);
  }

  /** Where the lab serves now. */
  tell(urls: readonly string[]): void {
    if (this.#child.connected) this.#child.send({ urls });
  }

  /** Plays to the end. */
  async play(plan: WitnessPlan): Promise<Testimony> {
    const said = once(this.#child, 'message');
    const died = once(this.#child, 'exit').then(() => {
      throw new Error('The witness died.');
    });
    died.catch(() => {}); // it ends after it has spoken
    this.#child.send({ plan });
    const [testimony]: Testimony[] = await Promise.race([said, died]);
    if (!testimony) throw new Error('The witness said nothing.');
    return testimony;
  }

  stop(): void {
    this.#child.kill('SIGKILL');
  }
}
