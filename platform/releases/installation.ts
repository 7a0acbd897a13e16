import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { invariant } from '#kit/errors/invariant.ts';
import type { Installation } from '../rules/node-build.ts';

/** The installation that this process runs from: its dynos run on its Node, and a dependency `rostra` leads to it. */
export interface HostInstallation extends Installation {
  /** The folder of its package.json. */
  readonly root: string;
  /** The folder of its Node. */
  readonly nodeFolder: string;
  /** Where npm and other programs that builds need are found. */
  readonly programFolders: readonly string[];
}

export function hostInstallation(): HostInstallation {
  const root = join(import.meta.dirname, '..', '..');
  const description: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  invariant(typeof description === 'object' && description !== null && 'version' in description, 'package.json has a version');
  return {
    root,
    rostraVersion: String(description.version),
    nodeVersion: process.versions.node,
    nodeFolder: dirname(process.execPath),
    programFolders: searchPath().split(delimiter),
  };
}

// oxlint-disable-next-line node/no-process-env -- PATH is where programs are, not a setting of ours
const searchPath = (): string => process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin';
