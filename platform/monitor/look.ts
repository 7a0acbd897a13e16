import type { Control } from '../control/control.ts';
import { findingsIn } from '../rules/findings/all-rules.ts';
import { gatherEvidence } from './gather.ts';
import { keepFinding } from './raise-finding.ts';

/** What was not seen again for so long is over. */
const overAfterMs = 600_000;

/** One look at every app that runs (MON-01): what the rules find is kept, what they find no more is over in a while. */
export async function lookAtApps(control: Control): Promise<void> {
  const { store, board, clock } = control;
  for (const app of store.apps.list()) {
    const isRunning = board.ofApp(app).some(({ kind, state }) => kind === 'formation' && state !== 'down');
    if (isRunning) for (const finding of findingsIn(gatherEvidence(control, app))) keepFinding(control, app.id, finding);
    store.findings.resolveUnseen(app.id, clock.nowMs() - overAfterMs);
    await nextTurn(); // requests come between two apps
  }
}

const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
