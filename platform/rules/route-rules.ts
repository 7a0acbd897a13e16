import type { RouterLimits } from './limits.ts';

/** A part of an app with time limits of its own (platform specification, RTR-03). */
export interface RouteRule {
  /** `/admin/`: every path that begins so. */
  readonly path: string;
  /** In place of the router's own first-byte limit. */
  readonly firstByteMs: number | null;
  /** In place of the router's own idle limit, also of WebSockets. */
  readonly idleMs: number | null;
}

/** A rule with the limits it leads to. */
export interface LimitedRoute {
  readonly path: string;
  readonly limits: RouterLimits;
}

/** The rules with whole sets of limits, longest path first, so that the first that fits is the right one. */
export function limitedRoutes(rules: readonly RouteRule[], limits: RouterLimits): LimitedRoute[] {
  return rules
    .map(({ path, firstByteMs, idleMs }) => ({
      path,
      limits: { ...limits, firstByteMs: firstByteMs ?? limits.firstByteMs, idleMs: idleMs ?? limits.idleMs },
    }))
    .toSorted((a, b) => b.path.length - a.path.length);
}

/** The limits of a request for this target. */
export function limitsFor(target: string, routes: readonly LimitedRoute[], otherwise: RouterLimits): RouterLimits {
  const path = comparable(target);
  return routes.find((route) => path.startsWith(route.path))?.limits ?? otherwise;
}

/** Percent-decoded, without dot segments and query: what is compared, never what is sent (RTR-04). */
export function comparable(target: string): string {
  const path = target.split('?', 1)[0] ?? '';
  const segments: string[] = [];
  for (const segment of decoded(path).split('/')) {
    if (segment === '..') segments.splice(Math.max(1, segments.length - 1));
    else if (segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
