import type { Control } from '../control/control.ts';
import { isEventLive } from '../costs/planned.ts';
import { presetRules } from '../rules/alerts/presets.ts';
import { ruleSubject } from './rule-subject.ts';

/** While an event is on, the limits of the live preset hold for its app, beside those that somebody has set (ALR-40). */
export function keepEventRules(control: Control): void {
  const { store, clock } = control;
  const ofEvent = Map.groupBy(
    store.alertRules.list().filter(({ source }) => source === 'event'),
    ({ appId }) => appId,
  );
  if (ofEvent.size === 0 && !isEventLive(control, null)) return;
  for (const { id } of store.apps.list()) {
    const rules = ofEvent.get(id) ?? [];
    const isLive = isEventLive(control, id);
    if (isLive && rules.length === 0)
      store.transaction(() => presetRules('live').forEach((rule) => store.alertRules.putForEvent(id, rule, clock.nowMs())));
    if (isLive) continue;
    for (const rule of rules) {
      store.alertRules.remove(id, rule.id);
      store.incidents.endFact(ruleSubject(rule.id), clock.nowMs());
    }
  }
}
