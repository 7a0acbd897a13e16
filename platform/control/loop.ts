import { Bell } from '../dynod/bell.ts';
import { isUnreachable } from '../errors.ts';
import type { Control } from './control.ts';
import { reconcile } from './reconcile.ts';

/** SUP-55 */
const everyMs = 5_000;
/** While dynod or the router is away. */
const retryMs = 500;

/** Passes of the reconciler, one after another: when asked for, and every 5 s. */
export class ReconcileLoop {
  readonly #bell = new Bell();
  #isEnding = false;
  #ended: Promise<void> = Promise.resolve();

  wake(): void {
    this.#bell.ring();
  }

  begin(control: Control): void {
    this.#ended = this.#run(control);
  }

  /** After the pass that is under way. */
  async end(): Promise<void> {
    this.#isEnding = true;
    this.#bell.ring();
    await this.#ended;
  }

  async #run(control: Control): Promise<void> {
    while (!this.#isEnding) {
      const isWell = await pass(control);
      control.changes.announce();
      await this.#bell.wait(isWell ? everyMs : retryMs);
    }
  }
}

/** True when every part answered and every server takes connections. */
async function pass(control: Control): Promise<boolean> {
  try {
    return await reconcile(control);
  } catch (error) {
    if (!isUnreachable(error)) control.logger.error('pass_failed', { error });
    return false;
  }
}
