import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Control } from '../control/control.ts';
import { partEnvironment } from '../config.ts';

const launcher = join(import.meta.dirname, '..', '..', 'bin', 'rostra.mjs');

/**
 * Starts the bots of a planned rehearsal as a process of their own, which speaks to this platform as the command line does and outlives
 * a control that is started anew.
 */
export function launchBots(control: Control, rehearsal: { readonly id: string; readonly app: string }): void {
  mkdirSync(control.paths.parts, { recursive: true });
  const output = openSync(join(control.paths.parts, 'rehearsal.log'), 'w', 0o600);
  const args = [launcher, 'rehearse', 'run', '--id', rehearsal.id, '--app', rehearsal.app];
  const env = partEnvironment(control.config);
  const bots = spawn(process.execPath, args, { env, stdio: ['ignore', output, output], detached: true });
  closeSync(output);
  bots.once('error', (error) => control.logger.error('bots_not_started', { error }));
  bots.unref();
}
