import { webType } from './formation.ts';
import type { RunningDyno } from './formation.ts';
import type { Manifest } from './manifest.ts';
import { routedTypes, targetApp } from './route-rules.ts';
import type { AppDoor } from './mirror.ts';
import type { PublishedProject } from './project-page.ts';
import type { StatusPage } from './status-page.ts';
import type { AppRoutes, DynoAddress, HttpsRoutes } from './route-table.ts';

/** How many requests a dyno works on at once when nothing else is said (RTR-11). */
export const defaultSlots = 50;

export interface RoutedApp {
  readonly name: string;
  /** The app whose data it works on beside it. */
  readonly mirrorOf?: string | null;
  readonly door?: AppDoor | null;
  readonly project?: PublishedProject | null;
  readonly status?: StatusPage | null;
  readonly bots?: string | null;
  readonly maintenance: boolean;
  /** What visitors of a parked app see. */
  readonly parkedPage?: string | null;
  /** It sleeps, or wakes, and shows a page meanwhile. */
  readonly isWaking?: boolean;
  /** The quota that is used up. */
  readonly usedUp?: 'budget' | null;
  /** The serving release; null for a blank app. */
  readonly release: number | null;
  readonly hosts: readonly string[];
  readonly https: HttpsRoutes | null;
  readonly slugFolder: string | null;
  readonly manifest: Manifest;
  /** Wanted web dynos. */
  readonly desired: number;
  /** Wanted dynos of every type. */
  readonly quantities?: Readonly<Record<string, number>>;
  readonly dynos: readonly (RunningDyno & { readonly port: number | null })[];
  /** Ids of those that get requests. */
  readonly routed: readonly string[];
  /** People wait for the successor of a web dyno that runs alone, also while it has not started yet. */
  readonly webIsExchanged: boolean;
}

/** An app's part of the routing table. Dynos stand in the order of their names, so that an unchanged app makes an equal table. */
export function appRoutes(app: RoutedApp): AppRoutes {
  return {
    name: app.name,
    ...inFront(app),
    hosts: app.hosts,
    https: app.https,
    slugFolder: app.slugFolder,
    release: app.release,
    ...closed(app),
    desired: app.desired,
    starting: Math.max(app.webIsExchanged ? 1 : 0, startingOf(app, webType)),
    slots: app.manifest.formation[webType]?.slots ?? defaultSlots,
    rules: app.manifest.routes,
    cache: app.manifest.cache ?? null,
    dynos: addressesOf(app, webType),
  };
}

/** What the router answers of, or asks before, an app's own pages; left out where there is none. */
function inFront(app: RoutedApp): Pick<AppRoutes, 'mirrorOf' | 'door' | 'project' | 'status' | 'bots'> {
  return {
    ...(app.mirrorOf == null ? {} : { mirrorOf: app.mirrorOf }),
    ...(app.door == null ? {} : { door: app.door }),
    ...(app.project == null ? {} : { project: app.project }),
    ...(app.status == null ? {} : { status: app.status }),
    ...(app.bots == null ? {} : { bots: app.bots }),
  };
}

/** Why visitors see a page of the router's. */
function closed(app: RoutedApp): Pick<AppRoutes, 'isWaking' | 'usedUp' | 'maintenance'> {
  return {
    ...(app.isWaking === true ? { isWaking: true } : {}),
    ...(app.usedUp == null ? {} : { usedUp: app.usedUp }),
    maintenance: app.maintenance || app.parkedPage != null ? { html: app.parkedPage ?? null } : null,
  };
}

/** The dynos of other process types that its rules lead to, each type a part of the table of its own. */
export function typeRoutes(app: RoutedApp): readonly AppRoutes[] {
  return routedTypes(app.manifest.routes).map((type) => ({
    ...appRoutes(app),
    name: targetApp(app.name, type),
    hosts: [],
    rules: [],
    cache: null,
    desired: app.quantities?.[type] ?? 0,
    starting: startingOf(app, type),
    slots: app.manifest.formation[type]?.slots ?? defaultSlots,
    dynos: addressesOf(app, type),
  }));
}

const startingOf = ({ dynos }: RoutedApp, type: string): number =>
  dynos.filter((dyno) => dyno.type === type && dyno.state === 'starting').length;

function addressesOf({ dynos, routed }: RoutedApp, type: string): readonly DynoAddress[] {
  const addresses = dynos.flatMap((dyno) =>
    dyno.type === type && routed.includes(dyno.id) && dyno.port !== null
      ? [{ id: dyno.id, name: `${dyno.type}.${dyno.number}`, port: dyno.port, state: 'up' as const }]
      : [],
  );
  return addresses.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
