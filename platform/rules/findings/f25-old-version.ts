import { look } from './actions.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { Found } from './finding.ts';

/** F25: a guest runs in an older version than the newest one known here. */
export function oldVersion({ app: { version } }: MonitorEvidence): Found | null {
  if (version === null || compareVersions(version.running, version.newest) >= 0) return null;
  const { name, running, newest } = version;
  return found('F25', {
    title: `${name} ${running} is old: there is ${newest}`,
    evidence: [
      { text: `${name} here`, value: running, unit: '' },
      { text: 'newest that is known here', value: newest, unit: '' },
    ],
    actions: [look('Deploy the newer one after the event', 'releases')],
  });
}

/** Positive when the first is newer; by numbers, not letters: 5.10 is newer than 5.9. */
function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split('.').map((part) => Number.parseInt(part, 10) || 0));
  const longest = Math.max(a?.length ?? 0, b?.length ?? 0);
  const differences = Array.from({ length: longest }, (_, at) => (a?.[at] ?? 0) - (b?.[at] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
