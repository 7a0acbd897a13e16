import { continental } from './continental.ts';
import { labExperiment } from './lab-experiment.ts';
import { onlineStudy } from './online-study.ts';
import { regional } from './regional.ts';
import { schools } from './schools.ts';
import { worlds } from './worlds.ts';

/** A plan for an event of a known size: a file to edit, with what to expect of it (CST-12). */
export interface ReadyPlan {
  /** `--event regional` */
  readonly id: string;
  readonly title: string;
  /** `100 teams, 4 days` */
  readonly size: string;
  /** As it stands in a plan file. */
  readonly file: PlanFile;
  /** Connections of the database: what its plan allows, and the peak to expect. */
  readonly database: Bound;
  /** Clients of the Redis that keeps pages. */
  readonly cache: Bound;
  /** Clients of the Redis that carries live pages. */
  readonly live: Bound;
  /** What the page cache in the router makes unnecessary. */
  readonly spared: string;
}

export interface Bound {
  readonly limit: number;
  readonly expectedPeak: number;
}

/** The form of a plan file; `readPlan` reads it like anybody's. */
export interface PlanFile {
  readonly title: string;
  readonly priceBook: string;
  readonly currency: string;
  readonly lines: readonly Readonly<Record<string, unknown>>[];
}

/** The smallest first. */
export const readyPlans: readonly ReadyPlan[] = [labExperiment, onlineStudy, schools, regional, continental, worlds];

/** By its id. */
export function readyPlan(id: string): ReadyPlan | null {
  return readyPlans.find((plan) => plan.id === id) ?? null;
}
