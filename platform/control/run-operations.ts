import type { DynoStatus } from '../drivers/driver.ts';
import { noSuchRun } from '../errors.ts';
import { bornAtMs } from '../rules/dyno-id.ts';
import { appNamed } from './app-operations.ts';
import { clientCame, expectClient } from './attach.ts';
import type { Control } from './control.ts';
import type { Operations, RunTail } from './operations.ts';
import { dynoResource } from './resources.ts';
import { isRun, startRun } from './runs.ts';

type RunVerbs = Pick<Operations, 'startRun' | 'runs' | 'run' | 'followRun' | 'stopRun'>;

/** One-off dynos: what runs is the driver's to know, what it wrote is in the log; so a control that was killed goes on with both. */
export function runOperations(control: Control, actor: string): RunVerbs {
  return {
    startRun: async (name, wish) => {
      const id = await startRun(control, appNamed(control, name), { ...wish, actor });
      const dyno = runOf(control, name, id);
      if (wish.attach === true) expectClient(control, { app: name, id, name: `${dyno.type}.${dyno.number}` });
      return dynoResource(dyno);
    },
    runs: async (name) => {
      const runs = control.board.ofApp(appNamed(control, name)).filter(isRun);
      return runs.toSorted((a, b) => bornAtMs(b.id) - bornAtMs(a.id)).map(dynoResource);
    },
    run: async (name, id) => dynoResource(await askedRun(control, name, id)),
    followRun: (name, id, tail) => followRun(control, { name, id }, tail),
    stopRun: async (name, id) => {
      await askedRun(control, name, id);
      await control.driver.stop(id, `Stopped by ${actor}`);
    },
  };
}

function runOf(control: Control, name: string, id: string): DynoStatus {
  const dyno = control.board.ofApp(appNamed(control, name)).find((each) => each.id === id && isRun(each));
  if (dyno === undefined) throw noSuchRun(name, id);
  return dyno;
}

/** A control that has just started has seen no dyno yet: then the driver is asked. */
async function askedRun(control: Control, name: string, id: string): Promise<DynoStatus> {
  const { board, driver } = control;
  if (board.find(id) === null) {
    const mark = board.mark();
    board.replace(await driver.list(), mark);
  }
  return runOf(control, name, id);
}

const mostLines = 10_000;

async function followRun(
  control: Control,
  { name, id }: { readonly name: string; readonly id: string },
  tail: RunTail,
): ReturnType<Operations['followRun']> {
  const { type, number } = await askedRun(control, name, id);
  clientCame(control, id);
  const fromMs = bornAtMs(id); // an earlier run may have had the same name
  const query = { lines: mostLines, source: 'app', dyno: `${type}.${number}` } as const;
  const stop = control.logBook.follow(name, query, (line) => {
    if (line.id > tail.after && Date.parse(line.at) >= fromMs) tail.onItem(line);
  });
  try {
    const look = (): DynoStatus | null => {
      const dyno = runOf(control, name, id);
      return dyno.state === 'down' ? dyno : null;
    };
    const ended = await control.changes.until(look, tail.signal);
    if (ended !== null) await untilStored(control, id, tail.signal);
    return dynoResource(ended ?? runOf(control, name, id));
  } finally {
    stop();
  }
}

/** It is over, but its last lines may still be on their way from the supervisor. */
async function untilStored(control: Control, id: string, signal: AbortSignal): Promise<void> {
  const bytes = (await control.driver.outputBytes(id).catch(() => null)) ?? 0;
  await control.changes.until(() => (control.logBook.storedOffset(id) >= bytes ? true : null), signal);
}
