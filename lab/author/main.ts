import { checkProject } from './check.ts';
import { startDev, type Dev, type DevOptions } from './dev.ts';
import type { Finding } from './finding.ts';
import { newGame, newProject } from './new.ts';
import { portOtree } from './port-otree.ts';

/** `rostra lab check` in a folder. */
export function check(folder: string): Promise<Finding[]> {
  return checkProject(folder);
}

/** `rostra lab dev` in a folder, until it is stopped. */
export function dev(options: DevOptions): Promise<Dev> {
  return startDev(options);
}

/** `rostra lab new` and `rostra lab game`. */
export const make = { project: newProject, game: newGame };

/** `rostra lab port otree`. */
export function port(from: string, into: string): Promise<string[]> {
  return portOtree(from, into);
}
