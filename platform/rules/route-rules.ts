import type { RouterLimits } from './limits.ts';

/** A part of an app that is treated otherwise than the rest (platform specification, RTR-03). The longest path that fits counts, alone. */
export interface RouteRule {
  /** `/admin/`: every path that begins so. */
  readonly path: string;
  /** In place of the router's own first-byte limit. */
  readonly firstByteMs: number | null;
  /** In place of the router's own idle limit, also of WebSockets. */
  readonly idleMs: number | null;
  /** Client addresses and networks that may come; all others are refused (X04). */
  readonly allow?: readonly string[] | undefined;
  readonly redirect?: Redirect | undefined;
  /** The process type whose dynos answer, in place of web. */
  readonly to?: string | undefined;
  /** Files that the router sends itself. */
  readonly dir?: FilesOfSlug | undefined;
}

export interface Redirect {
  /** A path of the app or a URL; what follows the rule's path, and the query, are put behind it. */
  readonly to: string;
  readonly status: number;
}

export interface FilesOfSlug {
  /** Below the slug's folder. */
  readonly path: string;
  readonly maxAgeSeconds: number;
}

/** A rule with the limits it leads to. */
export interface LimitedRoute {
  readonly rule: RouteRule;
  readonly limits: RouterLimits;
}

/** The rules with whole sets of limits, longest path first, so that the first that fits is the right one. */
export function limitedRoutes(rules: readonly RouteRule[], limits: RouterLimits): LimitedRoute[] {
  return rules
    .map((rule) => ({
      rule,
      limits: { ...limits, firstByteMs: rule.firstByteMs ?? limits.firstByteMs, idleMs: rule.idleMs ?? limits.idleMs },
    }))
    .toSorted((a, b) => b.rule.path.length - a.rule.path.length);
}

/** The rule of a request for this target; null when the app has none for it. */
export function routeFor(target: string, routes: readonly LimitedRoute[]): LimitedRoute | null {
  const path = comparable(target);
  return routes.find(({ rule }) => path.startsWith(rule.path)) ?? null;
}

/** In the table, the dynos of a process type that rules lead to stand as an app of this name, which no app can have. */
export const targetApp = (app: string, type: string): string => `${app}:${type}`;

/** Process types beside web that answer requests. */
export const routedTypes = (rules: readonly RouteRule[]): readonly string[] => [...new Set(rules.flatMap(({ to }) => to ?? []))];

/** Where a redirected request goes. */
export function redirectTarget(target: string, rule: Pick<RouteRule, 'path'> & { readonly redirect: Redirect }): string {
  const query = target.indexOf('?');
  const path = comparable(target).slice(rule.path.length).split('/').map(encodeURIComponent).join('/');
  return `${rule.redirect.to}${path}${query < 0 ? '' : target.slice(query)}`;
}

/** Percent-decoded, without dot segments, doubled slashes and query: what is compared, never what is sent (RTR-04). */
export function comparable(target: string): string {
  const path = target.split('?', 1)[0] ?? '';
  const segments: string[] = [];
  for (const segment of decoded(path).split(/\/+/)) {
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
