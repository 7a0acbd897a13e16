import { webType } from './formation.ts';
import type { RunningDyno } from './formation.ts';
import type { Manifest } from './manifest.ts';
import type { AppRoutes, HttpsRoutes } from './route-table.ts';

/** How many requests a dyno works on at once when nothing else is said (RTR-11). */
export const defaultSlots = 50;

export interface RoutedApp {
  readonly name: string;
  /** The app whose data it works on beside it. */
  readonly mirrorOf?: string | null;
  readonly maintenance: boolean;
  /** The serving release; null for a blank app. */
  readonly release: number | null;
  readonly hosts: readonly string[];
  readonly https: HttpsRoutes | null;
  readonly slugFolder: string | null;
  readonly manifest: Manifest;
  /** Wanted web dynos. */
  readonly desired: number;
  readonly dynos: readonly (RunningDyno & { readonly port: number | null })[];
  /** Ids of those that get requests. */
  readonly routed: readonly string[];
  /** People wait for the successor of a web dyno that runs alone, also while it has not started yet. */
  readonly webIsExchanged: boolean;
}

/** An app's part of the routing table. Dynos stand in the order of their names, so that an unchanged app makes an equal table. */
export function appRoutes(app: RoutedApp): AppRoutes {
  const routed = new Set(app.routed);
  const addresses = app.dynos.flatMap((dyno) =>
    routed.has(dyno.id) && dyno.port !== null
      ? [{ id: dyno.id, name: `${dyno.type}.${dyno.number}`, port: dyno.port, state: 'up' as const }]
      : [],
  );
  return {
    name: app.name,
    ...(app.mirrorOf == null ? {} : { mirrorOf: app.mirrorOf }),
    hosts: app.hosts,
    https: app.https,
    slugFolder: app.slugFolder,
    release: app.release,
    maintenance: app.maintenance ? { html: null } : null,
    desired: app.desired,
    starting: Math.max(app.webIsExchanged ? 1 : 0, app.dynos.filter((dyno) => dyno.type === webType && dyno.state === 'starting').length),
    slots: app.manifest.formation[webType]?.slots ?? defaultSlots,
    rules: app.manifest.routes,
    cache: app.manifest.cache ?? null,
    dynos: addresses.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };
}
