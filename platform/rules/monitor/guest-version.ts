import type { GuestVersion } from '../findings/app-evidence.ts';

/** The newest of each guest when this release of the platform was made. */
const newestKnown = [{ name: 'oTree', package: 'otree', newest: '6.0.15' }] as const;

/**
 * Which guest the build is and in which version, out of the names of what is installed (`otree-6.0.15.dist-info`), else out of a version
 * that its requirements fix (`otree==5.10.3`). Null: none that is known here.
 */
export function guestVersion(installed: readonly string[], requirements: string): GuestVersion | null {
  for (const { name, package: own, newest } of newestKnown) {
    const folder = installed.map((each) => new RegExp(`^${own}-([\\d.]+)\\.dist-info$`).exec(each)?.[1]).find(isSaid);
    const fixed = new RegExp(`^${own}\\s*==\\s*([\\d.]+)`, 'm').exec(requirements)?.[1];
    const running = folder ?? fixed;
    if (running !== undefined) return { name, running, newest };
  }
  return null;
}

const isSaid = (version: string | undefined): version is string => version !== undefined;
