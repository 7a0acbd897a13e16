import type { CacheSettings } from './cache-rules.ts';
import type { AppDoor } from './mirror.ts';
import type { PublishedProject } from './project-page.ts';
import type { StatusPage } from './status-page.ts';
import type { RouteRule } from './route-rules.ts';

/**
 * The routing table: what control pushes to the router, whole on every change, and what the router keeps on disk so that it
 * serves without control (platform specification, Annex A). Plain JSON; times in milliseconds.
 */
export interface RouteTable {
  /** Grows with every push; the router's acknowledgement repeats it. */
  readonly version: number;
  /** The bare base domain is control's dashboard and API; `<app>.<baseDomain>` is an app. */
  readonly baseDomain: string;
  readonly apps: readonly AppRoutes[];
  /** For TLS. The first one also serves clients that do not say which host they want. */
  readonly certificates: readonly HostCertificate[];
  /** Of certificates that are being asked for (ACME, HTTP-01); none stays when its order is over. */
  readonly challenges: readonly Challenge[];
}

/** PEM; the certificate is followed by those that vouch for it. */
export interface HostCertificate {
  /** `tab.example.org`, `*.example.org` */
  readonly hosts: readonly string[];
  readonly certificate: string;
  readonly key: string;
}

/** Answered at `/.well-known/acme-challenge/<token>`. */
export interface Challenge {
  readonly host: string;
  readonly token: string;
  readonly answer: string;
}

export interface AppRoutes {
  readonly name: string;
  /** It keeps no pages itself; what its writes change goes from the pages of this app (MIR-04). */
  readonly mirrorOf?: string;
  /** Who may come; absent: everybody. */
  readonly door?: AppDoor;
  /** Everybody may read what it is; absent: nobody. */
  readonly project?: PublishedProject;
  /** Everybody may read how it stands; absent: nobody. */
  readonly status?: StatusPage;
  /** What the bots of a rehearsal in place say in `X-Rostra-Rehearsal`: their requests are counted apart. Absent: there is none. */
  readonly bots?: string;
  /** Lower case, without port; `*.example.org` stands for one label in front. */
  readonly hosts: readonly string[];
  /** The current release's number; null is a blank app (H81). */
  readonly release: number | null;
  readonly maintenance: Maintenance | null;
  /** It sleeps, or has just been woken: who navigates to it gets a page that waits in their place (ALR-30). */
  readonly isWaking?: true;
  /** A quota that is used up, `budget`: nobody gets in (H82). */
  readonly usedUp?: string;
  /** Dynos of the process type `web` that are wanted. 0 is H14. */
  readonly desired: number;
  /** Dynos that are booting now: with none up the router waits for them (H20). */
  readonly starting: number;
  /** Requests one dyno works on at once (RTR-11). */
  readonly slots: number;
  /** Null: HTTPS is not spoken here. */
  readonly https: HttpsRoutes | null;
  /** What it was deployed as: where rules find their files, and `public/errors` its own error pages. Null without one. */
  readonly slugFolder: string | null;
  /** Parts of the app that are treated otherwise. */
  readonly rules: readonly RouteRule[];
  /** What it was deployed with says so of the page cache; null when nothing. */
  readonly cache: CacheSettings | null;
  readonly dynos: readonly DynoAddress[];
}

export interface HttpsRoutes {
  readonly port: number;
  /** Hosts whose plain requests are sent on to HTTPS. */
  readonly redirectedHosts: readonly string[];
  /** `Strict-Transport-Security`; 0: not sent. */
  readonly hstsSeconds: number;
}

export interface Maintenance {
  /** Own page; null is the branded one. */
  readonly html: string | null;
}

export interface DynoAddress {
  /** Changes on every start. */
  readonly id: string;
  /** `web.1` */
  readonly name: string;
  readonly port: number;
  readonly state: 'up' | 'draining';
}
