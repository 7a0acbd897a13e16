import type { Control } from '../control/control.ts';
import type { DynoStatus } from '../drivers/driver.ts';

/** The dyno of a server that runs or will run by itself again. */
export function liveServer(control: Control, name: string): DynoStatus | null {
  const own = control.board.all().filter((dyno) => dyno.kind === 'addon' && dyno.app === name);
  return own.find((dyno) => dyno.state === 'up') ?? own.find((dyno) => dyno.state === 'starting' || dyno.state === 'crashed') ?? null;
}

/** Nothing of it runs, not even on its way out: then its folder and its port are nobody's. */
export function hasEnded(control: Control, name: string): boolean {
  return control.board.all().every((dyno) => dyno.kind !== 'addon' || dyno.app !== name || dyno.state === 'down');
}
