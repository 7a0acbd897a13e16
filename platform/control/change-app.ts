import type { AppRecord } from '../store/apps.ts';
import type { Control } from './control.ts';

interface AppChange {
  readonly app: AppRecord;
  readonly actor: string;
  /** As an event and in the log. */
  readonly text: string;
}

/** A change with its event in one transaction; the routers get it with the next pass. */
export function changeApp(control: Control, { app, actor, text }: AppChange, work: () => void): void {
  control.store.transaction(() => {
    work();
    control.store.events.append({ appId: app.id, atMs: control.clock.nowMs(), kind: 'app', text, actor });
  });
  control.logBook.tell(app.name, 'api', [`${text} by user ${actor}`]);
  control.wake();
}
