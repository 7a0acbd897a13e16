import { badBindText, bootTimeoutText } from '../rules/dyno-faults.ts';
import { dynoLimits } from '../rules/dyno-limits.ts';
import { lookAtPort } from './health.ts';
import type { ProcessTree } from './tree.ts';

/** What a look at a starting dyno says. */
export type BootNews =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'up' }
  | { readonly kind: 'bad-bind'; readonly reason: string }
  | { readonly kind: 'timeout'; readonly reason: string };

const thoroughEachMs = 1_000;

/** Watches one start of a dyno until it is up or its boot limit is over. */
export class Boot {
  readonly #tree: ProcessTree;
  readonly #port: number | null;
  readonly #limitMs: number;
  readonly #startedMs: number;
  #thoroughMs: number;
  #badBind: string | null = null;

  /** `ageMs`: how long ago this start was, for one that an earlier dynod began. Without a port the dyno only has to live. */
  constructor(start: { readonly tree: ProcessTree; readonly port: number | null; readonly limitMs: number; readonly ageMs: number }) {
    this.#tree = start.tree;
    this.#port = start.port;
    this.#limitMs = start.limitMs;
    this.#startedMs = performance.now() - start.ageMs;
    this.#thoroughMs = this.#startedMs;
  }

  async look(): Promise<BootNews> {
    const ageMs = performance.now() - this.#startedMs;
    if (this.#port === null) return { kind: ageMs >= dynoLimits.aliveBeforeUpMs ? 'up' : 'waiting' };
    const isLast = ageMs >= this.#limitMs;
    const finding = await lookAtPort(this.#tree, this.#port, this.#isThorough() || isLast);
    if (finding === 'listening') return { kind: 'up' };
    const isNew = typeof finding === 'object' && this.#badBind === null;
    if (typeof finding === 'object') this.#badBind = badBindText(finding.elsewhere, this.#port);
    if (isLast) return { kind: 'timeout', reason: this.#timeoutText(this.#port) };
    return isNew && this.#badBind !== null ? { kind: 'bad-bind', reason: this.#badBind } : { kind: 'waiting' };
  }

  #isThorough(): boolean {
    if (performance.now() - this.#thoroughMs < thoroughEachMs) return false;
    this.#thoroughMs = performance.now();
    return true;
  }

  #timeoutText(port: number): string {
    const timeout = bootTimeoutText(port, this.#limitMs);
    return this.#badBind === null ? timeout : `${timeout}. ${this.#badBind}`;
  }
}
