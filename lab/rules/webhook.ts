/** What other programs can be told. */
export const webhookEvents = ['session_created', 'participant_finished', 'dropout', 'error'] as const;

const firstWaitMs = 10_000;
const mostTries = 10;

/** How long to wait after a delivery that failed: twice as long each time, from 10 s; null after the tenth: then it is given up. */
export function nextTryMs(attempts: number): number | null {
  return attempts >= mostTries ? null : firstWaitMs * 2 ** (attempts - 1);
}
