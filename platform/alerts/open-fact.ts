import type { Control } from '../control/control.ts';
import { takesMore } from '../rules/alerts/incident.ts';
import type { IncidentFact } from '../rules/alerts/incident.ts';

/** What fires joins the incident of its app that is young enough, or opens one. A subject that is open already stays as it is. */
export function openFact({ store, clock }: Control, appId: number | null, fact: IncidentFact): void {
  store.transaction(() => {
    if (store.incidents.openSubjects().has(fact.subject)) return;
    const nowMs = clock.nowMs();
    const open = store.incidents.openOf(appId);
    const incidentId = open !== null && takesMore(open, fact) ? open.id : store.incidents.open(appId, nowMs);
    store.incidents.addFact(incidentId, fact);
  });
}
