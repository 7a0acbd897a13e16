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
}

export interface AppRoutes {
  readonly name: string;
  /** Lower case, without port. */
  readonly hosts: readonly string[];
  /** The current release's number; null is a blank app (H81). */
  readonly release: number | null;
  readonly maintenance: Maintenance | null;
  /** Dynos of the process type `web` that are wanted. 0 is H14. */
  readonly desired: number;
  /** Dynos that are booting now: with none up the router waits for them (H20). */
  readonly starting: number;
  /** Requests one dyno works on at once (RTR-11). */
  readonly slots: number;
  /** Parts of the app with time limits of their own. */
  readonly rules: readonly RouteRule[];
  readonly dynos: readonly DynoAddress[];
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
