import type { Control } from '../control/control.ts';
import { effectReceipt } from '../rules/effect-receipt.ts';
import type { EffectSide } from '../rules/effect-receipt.ts';
import type { AppEvent, EventKind } from '../rules/resources.ts';
import type { AppRecord } from '../store/apps.ts';

/** How long before and after a change an app is looked at (MET-09). */
const sideSeconds = 120;
/** After an absence of control older changes are not judged any more. */
const lateSeconds = 600;
/** Reports of routers come after the second they speak of. */
const delaySeconds = 3;

const changes: ReadonlySet<EventKind> = new Set(['release', 'rollback', 'scale', 'restart', 'addon', 'maintenance', 'app']);

/** Says two minutes after each change what it did: in Activity, and on the charts. Called every ten seconds; each change is told once. */
export class EffectReceipts {
  readonly #told = new Set<number>();

  tell(control: Control): void {
    const now = Math.floor(control.clock.nowMs() / 1000);
    for (const app of control.store.apps.list()) {
      const sinceMs = (now - sideSeconds - lateSeconds - delaySeconds) * 1000;
      const recent = control.store.events.list(app.id, { sinceMs, limit: 50 });
      const due = recent.filter(
        (event) => isChange(event) && secondOf(event) <= now - sideSeconds - delaySeconds && !this.#told.has(event.id),
      );
      const [newest] = due; // of several changes at once the last one is told for all
      for (const event of due) this.#told.add(event.id);
      const isTold = newest !== undefined && recent.some(({ kind, text }) => kind === 'effect' && text.startsWith(opening(newest)));
      if (newest !== undefined && !isTold) tellOf(control, app, newest);
    }
  }
}

/** What is only told in Activity changed nothing. */
const isChange = ({ kind, text }: AppEvent): boolean => changes.has(kind) && !onlyTold.test(text);

const onlyTold = /^(Rehearsal|Copy of|Alert|Finding|New error|Back again)\b/;

const secondOf = ({ at }: AppEvent): number => Math.floor(Date.parse(at) / 1000);

const opening = ({ text }: AppEvent): string => `Effect of “${text}”: `;

function tellOf(control: Control, app: AppRecord, event: AppEvent): void {
  const at = secondOf(event);
  const receipt = effectReceipt(sideOf(control, app.name, at - sideSeconds), sideOf(control, app.name, at));
  if (receipt === null) return;
  const text = `${opening(event)}${receipt}`;
  control.store.events.append({ appId: app.id, atMs: control.clock.nowMs(), kind: 'effect', actor: null, text });
  control.logBook.tell(app.name, 'api', [text]);
}

function sideOf({ trafficBook }: Control, app: string, from: number): EffectSide {
  const to = from + sideSeconds;
  const steps = trafficBook.gauges(app, { from, to }).map(({ gauges }) => Object.entries(gauges));
  const mean = (ending: string): number | null => {
    const sums = steps.map((own) => own.filter(([name]) => name.endsWith(ending)).reduce((sum, [, [, value]]) => sum + value, 0));
    return sums.length === 0 ? null : sums.reduce((sum, value) => sum + value, 0) / sums.length;
  };
  const last = steps.at(-1)?.filter(([name]) => name.endsWith('/up')) ?? [];
  const dynos = last.reduce((sum, [, [, value]]) => sum + value, 0);
  return { traffic: trafficBook.summary(app, { seconds: sideSeconds, endingAt: to }), load: mean('/load'), dynos };
}
