import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Operations } from '../platform/client.ts';
import { UsageFault } from './parse.ts';

/** The app a command is about: as named, else the one that this folder is pushed to or says it is; otherwise a fault that lists what there is. */
export async function chosenApp(named: string | null, platform: Operations): Promise<string> {
  const app = named ?? pushedApp() ?? saidApp();
  if (app !== null) return app;
  const apps = await platform.apps();
  const known = apps.map(({ name }) => name).join(', ');
  const hint = apps.length === 0 ? 'There is no app yet: `rostra apps:create hello` makes one.' : `Add --app NAME. There are: ${known}.`;
  throw new UsageFault('This command needs to know which app.', hint);
}

/** Of the remote that `git:remote` made. */
function pushedApp(): string | null {
  try {
    const url = execFileSync('git', ['config', '--get', 'remote.rostra.url'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return /\/git\/([^/]+)\.git$/.exec(url.trim())?.[1] ?? null;
  } catch {
    return null; // no Git, no repository, or no such remote
  }
}

/** `"app"` of the folder's rostra.json. */
function saidApp(): string | null {
  try {
    const said: unknown = JSON.parse(readFileSync('rostra.json', 'utf8'));
    return typeof said === 'object' && said !== null && 'app' in said && typeof said.app === 'string' ? said.app : null;
  } catch {
    return null; // there is none, or it is wrong: a deploy says so
  }
}
