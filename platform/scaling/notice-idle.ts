import type { Control } from '../control/control.ts';
import type { AppRecord } from '../store/apps.ts';
import type { AutoscaleRecord } from '../store/autoscale.ts';

const longMs = 4 * 3_600_000;

/** An autoscaler that nobody gave an end and that has added nothing for four hours: somebody is asked once whether it is still wanted (ALR-18). */
export function noticeIdle({ store, clock, logBook }: Control, app: AppRecord, record: AutoscaleRecord): void {
  const nowMs = clock.nowMs();
  const lastMs = Math.max(record.enabledAtMs, record.memory.lastUpMs ?? 0);
  if (record.untilMs !== null || record.source !== 'person' || record.noticedAtMs !== null || nowMs - lastMs < longMs) return;
  store.autoscales.setNoticed(record, nowMs);
  const text = `The autoscaler of ${record.type} has added nothing for 4 hours. Switch it off when the event is over: rostra ps:autoscale:disable --app ${app.name}`;
  store.events.append({ appId: app.id, atMs: nowMs, kind: 'scale', text, actor: null });
  logBook.tell(app.name, 'autoscaler', [text]);
}
