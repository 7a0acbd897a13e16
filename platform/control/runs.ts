import type { DynoStatus } from '../drivers/driver.ts';
import { noCommand, nothingToRun } from '../errors.ts';
import { bornAtMs } from '../rules/dyno-id.ts';
import { runType } from '../rules/formation.ts';
import type { AppRecord } from '../store/apps.ts';
import type { Control } from './control.ts';
import type { RunWish } from './operations.ts';
import { newDynoId, startDyno } from './start-dyno.ts';

/** CON-21 */
const limitMs = 24 * 3600_000;

/** A one-off dyno with the build and config vars of the release that serves. It ends by itself and is not started again. Gives its id. */
export async function startRun(control: Control, app: AppRecord, wish: RunWish & { readonly actor: string }): Promise<string> {
  const release = app.serving === null ? null : control.store.releases.find(app.id, app.serving);
  if (release?.slugId == null) throw nothingToRun(app.name);
  if (wish.command.trim() === '') throw noCommand();
  const command = release.processes[wish.command] ?? wish.command; // a process type stands for its command, as on Heroku
  const number = reserveNumber(control, app);
  try {
    const slot = { type: runType, number, release: release.version };
    const id = newDynoId(control, app);
    await startDyno(control, { app, release, slot, id, kind: 'run', command, env: wish.env });
    const text = `Ran ${wish.command} as ${runType}.${number}`;
    control.store.events.append({ appId: app.id, atMs: control.clock.nowMs(), kind: 'app', text, actor: wish.actor });
    return id;
  } finally {
    reserved.get(control)?.delete(`${app.id}.${number}`);
  }
}

/** Stops those that have run for a day. */
export async function endOverdueRuns({ board, clock, driver }: Control): Promise<void> {
  const overdue = board.all().filter((dyno) => isRun(dyno) && isLive(dyno) && clock.nowMs() - bornAtMs(dyno.id) > limitMs);
  for (const dyno of overdue) await driver.stop(dyno.id, 'A one-off dyno may run for 24 hours');
}

export const isRun = (dyno: DynoStatus): boolean => dyno.kind === 'run';

const isLive = (dyno: DynoStatus): boolean => dyno.state === 'starting' || dyno.state === 'up';

/** Numbers of dynos that are being started and on no board yet. */
const reserved = new WeakMap<Control, Set<string>>();

/** One more than any that is remembered, so that the lines of two runs do not meet under one name. */
function reserveNumber(control: Control, app: AppRecord): number {
  const mine = reserved.get(control) ?? new Set<string>();
  reserved.set(control, mine);
  let number = Math.max(0, ...control.board.ofApp(app).flatMap((dyno) => (isRun(dyno) && dyno.type === runType ? [dyno.number] : []))) + 1;
  while (mine.has(`${app.id}.${number}`)) number += 1;
  mine.add(`${app.id}.${number}`);
  return number;
}
