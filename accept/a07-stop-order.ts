// A07: an app that ignores SIGTERM is ended after its grace; whatever it has forked is gone with it.
import { setTimeout as sleep } from 'node:timers/promises';
import { deployEcho, dynosUp, logLines, processesOf } from './echo-app.ts';
import { until } from './load.ts';
import { expect, type Story } from './story.ts';

const graceSeconds = 30;

export const story: Story = {
  waits: true,
  async tell(house) {
    const [deaf, keeper] = await Promise.all([
      deployEcho(house, { app: 'deaf', config: { DEAF: '1' } }),
      deployEcho(house, { app: 'keeper', config: { KEEPER: '1' } }),
    ]);
    const [[deafDyno], [keeperDyno]] = await Promise.all([dynosUp(house, deaf), dynosUp(house, keeper)]);
    expect(deafDyno !== undefined && keeperDyno !== undefined, 'No dyno is up.');
    const family = processesOf(keeperDyno.id).length;
    expect(family >= 3, `The keeper has ${family} processes.`);
    await Promise.all([deaf, keeper].map((app) => house.rostra('ps:scale', 'web=0', '--app', app)));
    const keeperMs = await until('the keeper is gone', 20_000, async () => processesOf(keeperDyno.id).length === 0);
    await until('the deaf one is gone', 60_000, async () => processesOf(deafDyno.id).length === 0);
    await until('R12 is told', 5000, async () => (await graceOf(house, deaf)) > 0);
    const deafSeconds = await graceOf(house, deaf);
    expect(Math.abs(deafSeconds - graceSeconds) <= 1, `The deaf one was ended after ${deafSeconds.toFixed(1)} s.`);
    await sleep(1000);
    expect(processesOf(keeperDyno.id).length + processesOf(deafDyno.id).length === 0, 'A process has come back.');
    return `R12 and SIGKILL after ${deafSeconds.toFixed(1)} s; ${family} processes of a forking app gone after ${keeperMs} ms, none left`;
  },
};

/** Seconds from SIGTERM to R12, by the log's own times; 0 while one of both is not there. */
async function graceOf(house: Parameters<Story['tell']>[0], app: string): Promise<number> {
  const lines = await logLines(house, app, 50);
  const [asked, told] = ['Stopping all processes with SIGTERM', 'Error R12 (Exit timeout)'].map((words) =>
    lines.find((line) => line.includes(words)),
  );
  return asked === undefined || told === undefined ? 0 : (timeOf(told) - timeOf(asked)) / 1000;
}

const timeOf = (line: string): number => Date.parse(line.split(' ')[0] ?? '');
