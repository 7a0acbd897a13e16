import type { TrafficSummary } from '../traffic-summary.ts';
import { patienceMs } from './scaling-memory.ts';
import type { ScalingMemory } from './scaling-memory.ts';

/** What somebody asks of the autoscaler; what is left out is as `autoscaleDefaults` has it (platform specification, ALR-10). */
export interface AutoscaleWish {
  readonly type?: string | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  /** Milliseconds within which 95 % of requests are to be answered. */
  readonly p95Ms?: number | undefined;
  /** Of the dynos while it is on; absent: it stays. */
  readonly size?: string | undefined;
}

/** Between which numbers a process type moves, and for which goal. */
export interface AutoscaleRule {
  readonly min: number;
  readonly max: number;
  readonly p95Ms: number;
}

/** As Heroku has them. */
export const autoscaleDefaults: AutoscaleRule = { min: 1, max: 10, p95Ms: 1000 };

/** What is known when a decision is due. */
export interface ScalingView {
  readonly nowMs: number;
  /** Of the last 60 s of complete seconds, or of those since the dynos that were added last are up. */
  readonly traffic: TrafficSummary;
  readonly quantity: number;
  /** How many of them answer requests. */
  readonly up: number;
  /** Requests that one dyno works on at once. */
  readonly slots: number;
  /** A schedule's number, below which nothing goes while its window is open; 0 without one. */
  readonly floor: number;
  readonly limits: ScalingLimits;
}

/** What stands against more dynos (ALR-12, ALR-13). */
export interface ScalingLimits {
  /** Evidence that the dynos are not what people wait for, as a sentence's end: "3 statements wait for locks …". */
  readonly elsewhere: string | null;
  /** The most dynos of this type, and why no more. */
  readonly caps: readonly ScalingCap[];
}

export interface ScalingCap {
  readonly most: number;
  readonly why: string;
  readonly finding: 'F07' | 'F17' | null;
}

/** The quantity to run next, in words too. */
export interface ScalingDecision {
  readonly quantity: number;
  /** Everything but `steady`, `blind` and `waiting` says that something is out of the ordinary. */
  readonly kind: 'up' | 'down' | 'bounds' | 'step back' | 'inhibited' | 'capped' | 'at max' | 'waiting' | 'blind' | 'steady';
  /** `2 → 4: p95 is 1,240 ms, the goal 500 ms.` */
  readonly words: string;
  readonly finding: 'F03' | 'F07' | 'F17' | null;
  readonly memory: ScalingMemory;
}

const seconds = 1000;
const leastRequests = 20;
const leastWindowSeconds = 5;
const calmMs = 300 * seconds;
const betweenDownsMs = 60 * seconds;
const afterUpMs = 180 * seconds;
const holdMs = 600 * seconds;
const fruitlessSteps = 3;
/** What one step may add: as many again. */
const maxStep = 1;
const busyShare = 0.8;
const aimedShare = 0.6;
const calmShare = 0.5;
const longQueueMs = 100;
/** A router's queue that somebody passed through without waiting. */
const noQueueMs = 1;

interface Scene {
  readonly rule: AutoscaleRule;
  readonly view: ScalingView;
  readonly memory: ScalingMemory;
  readonly min: number;
  readonly max: number;
}

/**
 * What the autoscaler does now (platform specification, ALR-11 to ALR-13). Never below the minimum or above the maximum; one dyno less at a
 * time and each minute at most; up by its load and not by its latency alone, and not at all where dynos are not what people wait for.
 */
export function decideScaling(rule: AutoscaleRule, view: ScalingView, memory: ScalingMemory): ScalingDecision {
  const min = Math.max(rule.min, view.floor);
  const max = Math.max(rule.max, view.floor);
  const calmSinceMs = isCalm(rule, view) ? (memory.calmSinceMs ?? view.nowMs) : null;
  const scene: Scene = { rule, view, min, max, memory: { ...memory, calmSinceMs } };
  return outOfBounds(scene) ?? blind(scene) ?? more(scene) ?? fewer(scene) ?? stays(scene, 'steady', figures(scene));
}

/** Everything speaks for one dyno less. Too little traffic to have a percentile is little traffic. */
function isCalm({ p95Ms }: AutoscaleRule, { traffic, quantity, slots }: ScalingView): boolean {
  if (traffic.seconds < leastWindowSeconds || quantity < 2) return false;
  const isQuick = traffic.p95 === null || traffic.p95 < 0.7 * p95Ms;
  const isQueueless = traffic.queueP95 === null || traffic.queueP95 < noQueueMs;
  return isQuick && isQueueless && traffic.busySlots / ((quantity - 1) * slots) < calmShare;
}

function outOfBounds(scene: Scene): ScalingDecision | null {
  const { view, min, max } = scene;
  if (view.quantity === 0 && view.floor === 0) return stays(scene, 'waiting', 'somebody has turned it off');
  if (view.quantity < min) return moves(scene, { quantity: min, kind: 'bounds', why: `at least ${min} are to run` });
  if (view.quantity > max) return moves(scene, { quantity: max, kind: 'bounds', why: `at most ${max} are to run` });
  return null;
}

function blind(scene: Scene): ScalingDecision | null {
  const { traffic } = scene.view;
  if (traffic.seconds >= leastWindowSeconds) return null;
  return stays(scene, 'blind', `only ${counted(traffic.seconds, 'second')} of traffic measured since the last change`);
}

function more(scene: Scene): ScalingDecision | null {
  const { view, memory, max } = scene;
  const why = overloadOf(scene);
  if (why === null) return null;
  const sinceUp = view.nowMs - (memory.lastUpMs ?? -Infinity);
  if (view.up < view.quantity && sinceUp < patienceMs)
    return stays(scene, 'waiting', `${why}; ${counted(view.quantity - view.up, 'dyno')} still start`);
  const isHeld = view.nowMs < (memory.heldUntilMs ?? -Infinity);
  if (isHeld) return { ...stays(scene, 'inhibited', `${why}; more dynos did not help a moment ago`), finding: 'F03' };
  if (view.limits.elsewhere !== null) return { ...stays(scene, 'inhibited', `${why}, but ${view.limits.elsewhere}`), finding: 'F03' };
  if (view.quantity >= max) return stays(scene, 'at max', `${why}, and ${max} is the maximum`);
  return stepBack(scene, why) ?? stepUp(scene, why);
}

/** Why more are needed; null when none are. */
function overloadOf({ rule, view }: Scene): string | null {
  const { traffic, slots } = view;
  if ((traffic.codes['H11'] ?? 0) > 0) return `${counted(traffic.codes['H11'] ?? 0, 'request')} turned away, the queue is full (H11)`;
  if (traffic.requests < leastRequests) return null;
  const queue = traffic.queueP95 ?? 0;
  if (traffic.p95 !== null && traffic.p95 > rule.p95Ms) return `p95 is ${ms(traffic.p95)}, the goal ${ms(rule.p95Ms)}`;
  if (queue > longQueueMs) return `requests wait ${ms(queue)} in line (p95)`;
  const running = Math.max(1, view.up) * slots;
  return traffic.busySlots / running > busyShare ? `${fixed(traffic.busySlots)} of ${running} slots are busy` : null;
}

/** Three steps in a row that helped by less than a tenth: one goes back, and nothing is added for ten minutes. */
function stepBack(scene: Scene, why: string): ScalingDecision | null {
  const { view, min } = scene;
  if (fruitlessNow(scene) < fruitlessSteps) return null;
  const quantity = Math.max(min, view.quantity - 1);
  const memory = { ...scene.memory, fruitless: 0, p95AtUp: null, heldUntilMs: view.nowMs + holdMs, lastDownMs: view.nowMs };
  const words = `${why}, and three steps up did not help: dynos are not the limit. Nothing is added for 10 minutes`;
  return { ...moves({ ...scene, memory }, { quantity, kind: 'step back', why: words }), finding: 'F03' };
}

function fruitlessNow({ view, memory }: Scene): number {
  const isSameOverload = memory.lastUpMs !== null && view.nowMs - memory.lastUpMs < holdMs;
  if (!isSameOverload || memory.p95AtUp === null) return 0;
  return (view.traffic.p95 ?? 0) > 0.9 * memory.p95AtUp ? memory.fruitless + 1 : 0;
}

function stepUp(scene: Scene, why: string): ScalingDecision {
  const { rule, view, max } = scene;
  const { quantity, slots, traffic } = view;
  const byLoad = Math.ceil(traffic.busySlots / (aimedShare * slots));
  const byLatency = Math.ceil(quantity * Math.min((traffic.p95 ?? 0) / rule.p95Ms, 2));
  const most = Math.max(1, Math.floor(quantity * (1 + maxStep)));
  const wanted = Math.min(Math.max(quantity + 1, byLoad, byLatency), most, max);
  const cap = view.limits.caps.toSorted((a, b) => a.most - b.most)[0];
  if (cap !== undefined && cap.most <= quantity) return { ...stays(scene, 'capped', `${why}, but ${cap.why}`), finding: cap.finding };
  const next = Math.min(wanted, cap?.most ?? wanted);
  const memory = { ...scene.memory, lastUpMs: view.nowMs, p95AtUp: traffic.p95, fruitless: fruitlessNow(scene), calmSinceMs: null };
  return moves({ ...scene, memory }, { quantity: next, kind: 'up', why });
}

function fewer(scene: Scene): ScalingDecision | null {
  const { view, memory, min } = scene;
  const { nowMs, quantity } = view;
  if (memory.calmSinceMs === null || quantity <= min) return null;
  const since = (atMs: number | null): number => nowMs - (atMs ?? -Infinity);
  const waits = [calmMs - since(memory.calmSinceMs), betweenDownsMs - since(memory.lastDownMs), afterUpMs - since(memory.lastUpMs)];
  const wait = Math.max(...waits);
  if (wait > 0) return stays(scene, 'waiting', `${figures(scene)}; one goes if that lasts ${Math.ceil(wait / seconds)} s more`);
  const next = { ...scene, memory: { ...memory, lastDownMs: nowMs } };
  return moves(next, { quantity: quantity - 1, kind: 'down', why: `${figures(scene)} for 5 minutes` });
}

function moves(
  { view, memory }: Scene,
  move: { readonly quantity: number; readonly kind: ScalingDecision['kind']; readonly why: string },
): ScalingDecision {
  const { quantity, kind, why } = move;
  const measuredFromMs = quantity > view.quantity ? view.nowMs + patienceMs : memory.measuredFromMs;
  return {
    quantity,
    kind,
    words: `${view.quantity} → ${quantity}: ${why}.`,
    finding: null,
    memory: { ...memory, quantity, measuredFromMs },
  };
}

function stays({ view, memory }: Scene, kind: ScalingDecision['kind'], why: string): ScalingDecision {
  return { quantity: view.quantity, kind, words: `Stays at ${view.quantity}: ${why}.`, finding: null, memory };
}

function figures({ rule, view }: Scene): string {
  const { traffic, slots, quantity } = view;
  const load = `${fixed(traffic.busySlots)} of ${quantity * slots} slots busy`;
  return traffic.p95 === null ? `no request, ${load}` : `p95 ${ms(traffic.p95)} of ${ms(rule.p95Ms)}, ${load}`;
}

const ms = (value: number): string => `${Math.round(value).toLocaleString('en')} ms`;
const fixed = (value: number): string => value.toFixed(1);
const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
