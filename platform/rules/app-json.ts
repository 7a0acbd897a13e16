import * as v from 'valibot';
import { findPlan } from './plans.ts';

/** What app.json asks for once, at an app's first deploy, beside config vars and formation (platform specification, DEP-04). */
export interface FirstDeploy {
  readonly addons: readonly AskedAddon[];
  readonly jobs: readonly AskedJob[];
  /** Runs once, when the first deploy serves; null: nothing does. */
  readonly postdeploy: string | null;
}

export interface AskedAddon {
  /** `heroku-postgresql:hobby-basic` */
  readonly plan: string;
  /** The config var without `_URL`; null: as the service has it. */
  readonly as: string | null;
}

export interface AskedJob {
  readonly schedule: string;
  readonly command: string;
}

const addon = v.union([
  v.pipe(
    v.string(),
    v.transform((plan): AskedAddon => ({ plan, as: null })),
  ),
  v.pipe(
    v.object({ plan: v.string(), as: v.optional(v.nullable(v.string()), null) }),
    v.transform(({ plan, as }): AskedAddon => ({ plan, as })),
  ),
]);

/** Parts of app.json. */
export const firstDeploy = {
  addons: v.optional(v.pipe(v.array(addon), v.maxLength(20)), []),
  cron: v.optional(v.pipe(v.array(v.object({ schedule: v.string(), command: v.pipe(v.string(), v.minLength(1)) })), v.maxLength(100)), []),
  scripts: v.optional(v.object({ postdeploy: v.optional(v.string()) }), {}),
};

interface FirstDeployFile {
  readonly addons: readonly AskedAddon[];
  readonly cron: readonly AskedJob[];
  readonly scripts: { readonly postdeploy?: string | undefined };
}

/** Undefined when it asks for nothing. */
export function firstDeployOf({ addons, cron, scripts: { postdeploy } }: FirstDeployFile): FirstDeploy | undefined {
  if (addons.length === 0 && cron.length === 0 && postdeploy === undefined) return undefined;
  return { addons, jobs: cron.map(({ schedule, command }) => ({ schedule, command })), postdeploy: postdeploy ?? null };
}

export interface AddonsToMake {
  readonly make: readonly AskedAddon[];
  /** Services that there are not here, with why. */
  readonly leftOut: readonly string[];
}

/** What is still to be made: an app that has such an add-on keeps it, and what nobody offers here is no reason to fail. */
export function addonsToMake(asked: readonly AskedAddon[], presentVars: readonly string[]): AddonsToMake {
  const make: AskedAddon[] = [];
  const leftOut: string[] = [];
  const taken = new Set(presentVars);
  for (const each of asked) {
    const found = findPlan(each.plan);
    if (!found.ok) {
      leftOut.push(`${each.plan}: ${found.fault}`);
      continue;
    }
    const configVar = `${each.as ?? found.attachesAs}_URL`;
    if (!taken.has(configVar)) make.push(each);
    taken.add(configVar);
  }
  return { make, leftOut };
}
