import { unreachable } from '#kit/errors/invariant.ts';
import { exitWords } from './exit-words.ts';
import { calmAfterMs, crashLoop, isCrashLoop, restartDelayMs } from './restart-backoff.ts';

/** What a process is for. Formation dynos and add-on servers stay; a release phase and a `run` end by themselves. */
export type DynoKind = 'formation' | 'release' | 'run' | 'addon';

/** Where a dyno stands. `crashed` waits for its restart when it has one; a one-off that ended is `down`, whatever its status. */
export type DynoState = 'starting' | 'up' | 'stopping' | 'down' | 'crashed';

/** What is remembered of a dyno's life: written to disk with every change, so that a new dynod goes on where the old one was. */
export interface DynoLife {
  readonly state: DynoState;
  readonly stateSinceMs: number;
  readonly reason: string;
  readonly exitStatus: number | null;
  readonly restarts: number;
  readonly crashesInARow: number;
  /** Times of the newest crashes, oldest first. */
  readonly crashesMs: readonly number[];
  /** When the next start is due after a crash; null when there is none. */
  readonly restartAtMs: number | null;
}

/** What can happen to a dyno. */
export type DynoEvent =
  | { readonly kind: 'up' }
  | { readonly kind: 'noted'; readonly reason: string }
  | { readonly kind: 'stop-asked'; readonly reason: string }
  | { readonly kind: 'ended'; readonly exitStatus: number | null; readonly reason?: string; readonly chance: number }
  | { readonly kind: 'restarted' }
  | { readonly kind: 'lost'; readonly reason: string };

/** How the dyno's end is judged. */
export interface EndPolicy {
  /** A crash is followed by another start. */
  readonly restart: boolean;
  /** A one-off (release phase, `run`) may end by itself; anything else that ends unasked has crashed, whatever its status. */
  readonly oneOff: boolean;
}

/** A new dyno's life, at its first start. */
export function bornAt(nowMs: number): DynoLife {
  return {
    state: 'starting',
    stateSinceMs: nowMs,
    reason: 'Starting process',
    exitStatus: null,
    restarts: 0,
    crashesInARow: 0,
    crashesMs: [],
    restartAtMs: null,
  };
}

/** The states in which each event can happen. A late answer is not news: elsewhere the event changes nothing. */
const possibleIn: Readonly<Record<DynoEvent['kind'], readonly DynoState[]>> = {
  up: ['starting'],
  noted: ['starting', 'up', 'stopping', 'crashed'],
  'stop-asked': ['starting', 'up', 'crashed'],
  ended: ['starting', 'up', 'stopping'],
  restarted: ['crashed'],
  lost: ['starting', 'up', 'stopping', 'crashed'],
};

/** The life after something happened. */
export function nextLife(life: DynoLife, event: DynoEvent, at: { readonly nowMs: number; readonly policy: EndPolicy }): DynoLife {
  if (!possibleIn[event.kind].includes(life.state)) return life;
  switch (event.kind) {
    case 'up':
      return moved(life, { state: 'up', reason: 'State changed from starting to up' }, at.nowMs);
    case 'noted':
      return { ...life, reason: event.reason };
    case 'stop-asked':
      return moved(life, { state: 'stopping', reason: event.reason, restartAtMs: null }, at.nowMs);
    case 'restarted':
      return moved(life, { state: 'starting', reason: 'Restarting', restarts: life.restarts + 1, restartAtMs: null }, at.nowMs);
    case 'lost':
      return moved(life, { state: 'down', reason: event.reason, restartAtMs: null }, at.nowMs);
    case 'ended':
      return ended(life, event, at);
    default:
      return unreachable(event);
  }
}

function ended(life: DynoLife, event: DynoEvent & { kind: 'ended' }, at: { readonly nowMs: number; readonly policy: EndPolicy }): DynoLife {
  const { exitStatus } = event;
  const reason = event.reason ?? exitWords(exitStatus);
  if (life.state === 'stopping' || at.policy.oneOff) return moved(life, { state: 'down', reason, exitStatus, restartAtMs: null }, at.nowMs);
  return crashed(life, { ...event, reason }, at);
}

function crashed(
  life: DynoLife,
  event: { reason: string; exitStatus: number | null; chance: number },
  at: { nowMs: number; policy: EndPolicy },
): DynoLife {
  const wasCalm = life.state === 'up' && at.nowMs - life.stateSinceMs >= calmAfterMs;
  const crashesInARow = wasCalm ? 1 : life.crashesInARow + 1;
  const crashesMs = [...life.crashesMs, at.nowMs].slice(-crashLoop.crashes);
  const isNews = isCrashLoop(crashesMs) && !isCrashLoop(life.crashesMs);
  const reason = isNews ? `${event.reason}. ${crashLoopText}` : event.reason;
  const restartAtMs = at.policy.restart ? at.nowMs + restartDelayMs(crashesInARow, event.chance) : null;
  return moved({ ...life, crashesInARow, crashesMs }, { state: 'crashed', reason, exitStatus: event.exitStatus, restartAtMs }, at.nowMs);
}

const crashLoopText = `X20 (Crash loop): ${crashLoop.crashes} crashes within ${crashLoop.withinMs / 60_000} minutes`;

function moved(life: DynoLife, change: Partial<DynoLife>, nowMs: number): DynoLife {
  return { ...life, ...change, stateSinceMs: nowMs };
}
