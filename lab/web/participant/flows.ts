import type { Clock } from '#kit/time/clock.ts';
import { flowLimits, nextFlow, type Flow } from '../../rules/message-flow.ts';

/** After so long nobody's earlier messages matter any more. */
const forgottenAfterMs = (flowLimits.burst / flowLimits.perSecond) * 1_000;

/** How fast each participant sends, over all the connections that lead to this process. */
export class Flows {
  readonly #clock: Clock;
  /** By participant; who sent last stands last. */
  readonly #flows = new Map<number, Flow>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How long to wait before this message may come; 0 for now. */
  next(participant: number): number {
    const now = this.#clock.nowMs();
    const { flow, waitMs } = nextFlow(this.#flows.get(participant) ?? null, now);
    this.#flows.delete(participant);
    this.#flows.set(participant, flow);
    const [oldest] = this.#flows;
    if (oldest && now - oldest[1].atMs > forgottenAfterMs) this.#flows.delete(oldest[0]);
    return waitMs;
  }
}
