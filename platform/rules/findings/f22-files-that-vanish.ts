import { look } from './actions.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

/** F22: the database of the app is a file in the dyno. */
export function filesThatVanish({ app }: MonitorEvidence): Found | null {
  if (!app.databaseIsFile) return null;
  return found('F22', {
    title: 'The database of the app is a file that goes with the dyno',
    evidence: [{ text: 'address of a database', value: 'DATABASE_URL is not set', unit: '' }],
    actions: [look('Add Postgres', 'addons')],
  });
}
