import { look } from './actions.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

/** F27: the app is told of another time zone than its event is in. */
export function otherTimeZone({ app, event }: MonitorEvidence): Found | null {
  if (event === null || app.timeZone === null || app.timeZone === event.timeZone) return null;
  return found('F27', {
    evidence: [
      { text: 'time zone of the app', value: app.timeZone, unit: '' },
      { text: `time zone of ${event.title}`, value: event.timeZone, unit: '' },
    ],
    actions: [look(`Set it to ${event.timeZone}`, 'config')],
  });
}
