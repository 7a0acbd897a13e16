import type { ConfigVars } from './resources.ts';

/** A config var of one app that takes its value from one of another app (platform specification, CON-14). */
export interface ConfigRef {
  readonly app: string;
  readonly key: string;
  readonly source: string;
  readonly sourceKey: string;
}

/** What of an app's config vars comes from elsewhere, and who takes from it. */
export interface ConfigRefs {
  readonly attached: readonly ConfigRef[];
  readonly followers: readonly ConfigRef[];
}

/** The way round as `a.KEY → b.KEY → a.KEY` that the new reference would close; null when it closes none. */
export function loopOf(refs: readonly ConfigRef[], added: ConfigRef): string | null {
  const way = [nameOf(added.app, added.key)];
  let next: ConfigRef | undefined = added;
  while (next !== undefined) {
    const { source, sourceKey }: ConfigRef = next;
    way.push(nameOf(source, sourceKey));
    if (source === added.app && sourceKey === added.key) return way.join(' → ');
    next = refs.find(({ app, key }) => app === source && key === sourceKey);
  }
  return null;
}

const nameOf = (app: string, key: string): string => `${app}.${key}`;

/** Those whose value is another one by now; null: the source has none any more. */
export function outdated(refs: readonly ConfigRef[], source: ConfigVars, before: ConfigVars): readonly ConfigRef[] {
  return refs.filter(({ sourceKey }) => source[sourceKey] !== before[sourceKey]);
}
