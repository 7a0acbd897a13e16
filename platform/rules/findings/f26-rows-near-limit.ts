import { look } from './actions.ts';
import type { DatabaseEvidence, MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

const nearLimit = 0.8;

/** F26: a database has hardly a row left; with none left it is critical (reads and writes go on). */
export function rowsNearLimit({ databases }: MonitorEvidence): Found | null {
  const full = databases.find((database) => shareOf(database) >= nearLimit);
  if (full === undefined) return null;
  const { name, rows, rowLimit } = full;
  return found('F26', {
    scope: name,
    severity: shareOf(full) >= 1 ? 'critical' : 'warning',
    title: `The database ${name} has hardly a row left`,
    evidence: [{ text: `rows of ${name}, of ${rowLimit}`, value: rows ?? 0, unit: '' }],
    actions: [look('See larger plans', 'addons')],
    weight: rows ?? 0,
  });
}

const shareOf = ({ rows, rowLimit }: DatabaseEvidence): number => (rows === null || rowLimit === null ? 0 : rows / rowLimit);
