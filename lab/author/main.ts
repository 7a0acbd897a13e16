import { checkProject } from './check.ts';
import type { Finding } from './finding.ts';

/** `rostra lab check` in a folder. */
export function check(folder: string): Promise<Finding[]> {
  return checkProject(folder);
}
