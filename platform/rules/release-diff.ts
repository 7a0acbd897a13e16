import type { ConfigVars, ReleaseDiff } from './resources.ts';

/** Of a release, what can differ from one to the next. */
export interface Comparable {
  readonly version: number;
  /** The slug's short name. */
  readonly slug: string | null;
  readonly config: ConfigVars;
  readonly processes: Readonly<Record<string, string>>;
}

/** What a release changed against an older one; null: against nothing. Of config vars only the names. */
export function releaseDiff(before: Comparable | null, after: Comparable): ReleaseDiff {
  const slug = { from: before?.slug ?? null, to: after.slug };
  return {
    version: after.version,
    before: before?.version ?? null,
    slug: slug.from === slug.to ? null : slug,
    config: configDiff(before?.config ?? {}, after.config),
    processes: processDiff(before?.processes ?? {}, after.processes),
  };
}

function configDiff(before: ConfigVars, after: ConfigVars): ReleaseDiff['config'] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return {
    added: names.filter((name) => before[name] === undefined),
    changed: names.filter((name) => before[name] !== undefined && after[name] !== undefined && before[name] !== after[name]),
    removed: names.filter((name) => after[name] === undefined),
  };
}

function processDiff(before: Comparable['processes'], after: Comparable['processes']): ReleaseDiff['processes'] {
  const types = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return types.flatMap((type) => {
    const [from, to] = [before[type] ?? null, after[type] ?? null];
    return from === to ? [] : [{ type, from, to }];
  });
}
