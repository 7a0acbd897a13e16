import type { RouterLimits } from '../rules/limits.ts';
import type { Failure } from '../rules/retry.ts';
import { RequestFault } from './request-fault.ts';

/** How far one try at a dyno has come. In `flushing` the answer is whole and the client still takes it. */
export type Phase = 'connecting' | 'sending' | 'waiting' | 'answering' | 'flushing' | 'over';

export interface Waits {
  readonly inPhaseMs: number;
  /** Since the last byte, either way. */
  readonly silentMs: number;
  /** In the app's line, before. */
  readonly queuedMs: number;
  /** The dyno takes nothing of the body at the moment. */
  readonly isHeldUp: boolean;
}

type Ends = (waits: Waits, limits: RouterLimits) => Failure | RequestFault | null;

const tooSilent: Ends = ({ silentMs }, limits) => (silentMs > limits.idleMs ? new RequestFault('H15') : null);

/** RTR-13, RTR-40, RTR-41. A client that does not send its body is the upload's business. */
const ends: Readonly<Record<Phase, Ends>> = {
  connecting: ({ inPhaseMs }, limits) => (inPhaseMs > limits.connectMs ? { at: 'connect', why: 'timeout' } : null),
  sending: ({ isHeldUp, silentMs }, limits) =>
    isHeldUp && silentMs > limits.idleMs ? new RequestFault('H12', 'the dyno takes no more') : null,
  waiting: ({ inPhaseMs, queuedMs }, limits) => (inPhaseMs + queuedMs > limits.firstByteMs ? { at: 'answer', why: 'late' } : null),
  answering: tooSilent,
  flushing: tooSilent,
  over: () => null,
};

/** How a try ends that has waited too long; null when it may go on. */
export function overdue(phase: Phase, waits: Waits, limits: RouterLimits): Failure | RequestFault | null {
  return ends[phase](waits, limits);
}
