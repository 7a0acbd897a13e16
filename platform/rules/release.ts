import { findSize } from './dyno-sizes.ts';
import type { Manifest } from './manifest.ts';
import { isScaled, releaseType, webType } from './formation.ts';
import type { RollOutMode } from './formation.ts';

/** What rollback and clean-up look at. */
export interface PastRelease {
  readonly version: number;
  readonly status: 'pending' | 'succeeded' | 'failed';
  readonly slugId: string | null;
}

export type RollbackTarget = { readonly ok: true; readonly version: number } | { readonly ok: false; readonly fault: string };

/**
 * The release whose slug a rollback brings back: the version asked for, or the newest successful one before the present with
 * another slug (platform specification, CON-12). `releases` are newest first.
 */
export function rollbackTarget(releases: readonly PastRelease[], serving: number | null, version: number | null): RollbackTarget {
  const present = releases.find((release) => release.version === serving);
  if (present === undefined) return { ok: false, fault: 'The app has no release yet, so there is nothing to go back to.' };
  if (version !== null) return namedTarget(releases, version);
  const earlier = releases.find((release) => release.version < present.version && isUsable(release) && release.slugId !== present.slugId);
  return earlier === undefined
    ? { ok: false, fault: `There is no successful release with another build before v${present.version}.` }
    : { ok: true, version: earlier.version };
}

function namedTarget(releases: readonly PastRelease[], version: number): RollbackTarget {
  const named = releases.find((release) => release.version === version);
  if (named === undefined) return { ok: false, fault: `There is no release v${version}.` };
  if (named.status !== 'succeeded') return { ok: false, fault: `Release v${version} did not succeed, so it cannot serve.` };
  if (named.slugId === null) return { ok: false, fault: `The build of release v${version} is no longer kept.` };
  return { ok: true, version };
}

const isUsable = (release: PastRelease): boolean => release.status === 'succeeded' && release.slugId !== null;

/** How many successful releases keep their slugs for a rollback. */
export const keptReleases = 10;

/** The slugs to keep: of the newest successful releases, and of every release under way. `releases` are newest first. */
export function keptSlugs(releases: readonly PastRelease[], serving: number | null): readonly string[] {
  const succeeded = releases.filter(isUsable).slice(0, keptReleases);
  const underWay = releases.filter((release) => release.status === 'pending' || release.version === serving);
  return [...new Set([...succeeded, ...underWay].flatMap((release) => release.slugId ?? []))];
}

/**
 * The quantities after a deploy: those there are stay; at the first one they are as the app wishes, without a wish `web` 1 and
 * everything else 0 (CON-03).
 */
export function quantitiesAfterDeploy(
  present: Readonly<Record<string, number>>,
  slug: { readonly types: readonly string[]; readonly wanted: Manifest['formation'] },
): Readonly<Record<string, number>> {
  const { types, wanted } = slug;
  const isFirst = Object.keys(present).length === 0;
  const added = types.filter((type) => isScaled(type) && present[type] === undefined);
  return {
    ...present,
    ...Object.fromEntries(added.map((type) => [type, isFirst ? (wanted[type]?.quantity ?? (type === webType ? 1 : 0)) : 0])),
  };
}

/** The sizes that the app wishes for its process types. */
export function sizesAtFirst(types: readonly string[], wanted: Manifest['formation']): Readonly<Record<string, string>> {
  const sizes = types.filter(isScaled).map((type) => [type, findSize(wanted[type]?.size ?? '')?.name] as const);
  return Object.fromEntries(sizes.flatMap(([type, size]) => (size === undefined ? [] : [[type, size]])));
}

/** A release with a `release:` command has to run it first. */
export const phaseOf = (types: readonly string[]): 'wanted' | 'none' => (types.includes(releaseType) ? 'wanted' : 'none');

/** Preboot needs the memory of both sets; otherwise dynos are exchanged one by one (SUP-22). */
export function rollOutMode(memory: { readonly machineMb: number; readonly quotasMb: number; readonly newQuotasMb: number }): RollOutMode {
  return memory.quotasMb + memory.newQuotasMb <= memory.machineMb ? 'preboot' : 'rolling';
}
