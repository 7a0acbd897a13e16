import type { Control } from '../control/control.ts';
import type { AppRecord } from '../store/apps.ts';

const states = new WeakMap<Control, Map<string, 'taking' | 'taken'>>();

/**
 * Whether the release phase may begin: its migrations change the app's databases, so each is backed up first. One that cannot be backed
 * up is told of among the app's events, and holds up no release.
 */
export function isBackedUp(control: Control, app: AppRecord, version: number): boolean {
  if (control.store.upgrades.holds(app.id)) return true; // it has saved them itself
  const databases = control.store.addons.ofApp(app.id).filter(({ service, state }) => service === 'postgres' && state === 'available');
  if (databases.length === 0) return true;
  const known = states.get(control) ?? new Map<string, 'taking' | 'taken'>();
  states.set(control, known);
  const key = `${app.id} v${version}`;
  const state = known.get(key);
  if (state === 'taken') return known.delete(key);
  if (state === undefined) {
    known.set(key, 'taking');
    void backUp(control, databases).finally(() => {
      known.set(key, 'taken');
      control.wake();
    });
  }
  return false;
}

async function backUp(control: Control, databases: ReturnType<Control['store']['addons']['ofApp']>): Promise<void> {
  const { beginCapture } = await import('./capture.ts');
  const captures = databases.map((addon) => beginCapture(control, addon, { reason: 'release', actor: 'rostra' }));
  await Promise.allSettled(captures.map(({ taken }) => taken));
}
