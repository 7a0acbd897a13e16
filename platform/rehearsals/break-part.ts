import { serverOf } from '../addons/apps-of-server.ts';
import { liveServer } from '../addons/live-server.ts';
import { appNamed, appOperations } from '../control/app-operations.ts';
import type { Control } from '../control/control.ts';
import type { DynoStatus } from '../drivers/driver.ts';
import type { PartWish } from '../rules/rehearsal-resources.ts';
import type { RehearsalRecord } from '../store/rehearsals.ts';
import { nothingToBreak } from './errors.ts';

const redis = 'redis';

/** Lets a part of a rehearsal's copy go as if it had failed (REH-11): a dyno, or the Redis that nobody else has. The app itself is left alone. */
export async function breakPart(control: Control, { app, target, state }: RehearsalRecord, { part, how }: PartWish): Promise<void> {
  if (target === null || target === app || state !== 'running')
    throw nothingToBreak('Only the copy that bots play with is broken on purpose.');
  const found = part === redis ? serversOf(control, target) : dynosOf(control, target, part);
  if (found.length === 0) throw nothingToBreak(`${target} has no ${part} that runs.`);
  control.logBook.tell(target, 'rehearsal', [`${part}: ${how === 'kill' ? 'killed' : 'restarted'} on purpose`]);
  if (how === 'kill') found.forEach(kill);
  else if (part === redis) for (const { id } of found) await control.driver.stop(id, 'restarted for a rehearsal');
  else await appOperations(control, 'rostra').restart(target, part);
}

/** `web.1`, or all of `web`. */
function dynosOf(control: Control, target: string, part: string): readonly DynoStatus[] {
  const all = control.board.ofApp(appNamed(control, target)).filter(({ kind, state }) => kind === 'formation' && state === 'up');
  return all.filter(({ type, number }) => part === type || part === `${type}.${number}`);
}

function serversOf(control: Control, target: string): readonly DynoStatus[] {
  const own = control.store.addons.ofApp(appNamed(control, target).id).filter(({ service }) => service === redis);
  return own.flatMap((addon) => liveServer(control, serverOf(addon) ?? '') ?? []);
}

/** The command itself; what it has started goes with it by the supervisor, as after any crash. */
function kill({ pid }: DynoStatus): void {
  if (pid === null) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it went by itself a moment ago
  }
}
