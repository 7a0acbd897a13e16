// A02: control, dynod and both are killed with -9 under 200 requests a second and 50 WebSockets.
import { setTimeout as sleep } from 'node:timers/promises';
import { crowding } from './crowding.ts';
import { askOf, deployEcho, dynosOf, dynosUp, partPids, processesOf } from './echo-app.ts';
import { failed, SteadyLoad, until } from './load.ts';
import { openSockets } from './sockets.ts';
import { expect, type Story } from './story.ts';

const sockets = 50;

export const story: Story = {
  async tell(house) {
    const app = await deployEcho(house, { web: 2 });
    const pidsBefore = (await dynosUp(house, app)).map(({ pid }) => pid).join();
    const crowd = await openSockets({ port: house.port, host: `${app}.localhost`, count: sockets, pingMs: 10_000 });
    const load = new SteadyLoad(200, () => askOf(house, app, '/sleep/5'));
    await sleep(1000);
    const back: number[] = [];
    for (const parts of [['control'], ['dynod'], ['control', 'dynod']]) {
      const old = parts.flatMap((part) => partPids(house, part));
      for (const pid of old) process.kill(pid, 'SIGKILL');
      back.push(
        await until(`${parts.join(' and ')} back with the same dynos`, 10_000, async () => {
          const dynos = await dynosUp(house, app).catch(() => []);
          return (
            dynos.map(({ pid }) => pid).join() === pidsBefore &&
            !parts.flatMap((part) => partPids(house, part)).some((pid) => old.includes(pid))
          );
        }),
      );
      await sleep(1000);
    }
    const samples = await load.stop();
    expect(failed(samples).length === 0, `${failed(samples).length} of ${samples.length} requests failed.`);
    expect(crowd.closed === 0, `${crowd.closed} WebSockets were closed.`);
    expect(await crowd.echoAll(), 'A WebSocket no longer echoes.');
    crowd.close();
    const times = crowding();
    const slow = `on a machine ${times.toFixed(1)} times as slow as alone`;
    expect(Math.max(...back) < 3000 * times, `Adopted again after ${back.join(', ')} ms, ${slow}.`);
    await restartWorks(house, app);
    const status = await deathWhileAway(house, app);
    return `${samples.length} requests, 0 failed; ${sockets} WebSockets stayed; dynos the same; adopted after ${back.join(', ')} ms ${slow}; a dyno that died meanwhile: "${status}"`;
  },
};

async function restartWorks(house: Parameters<Story['tell']>[0], app: string): Promise<void> {
  const before = await dynosUp(house, app);
  await house.rostra('ps:restart', 'web.1', '--app', app);
  await until('ps:restart works', 20_000, async () => {
    const dynos = await dynosUp(house, app);
    return dynos.length === 2 && dynos.some(({ name, id }) => name === 'web.1' && !before.some((old) => old.id === id));
  });
}

/** Dynod is away for as long as its parent needs to start it again; a dyno that ends in between has left its status. */
async function deathWhileAway(house: Parameters<Story['tell']>[0], app: string): Promise<string> {
  const [dyno] = await dynosUp(house, app);
  expect(dyno !== undefined, 'No dyno is up.');
  for (const pid of partPids(house, 'dynod')) process.kill(pid, 'SIGKILL');
  for (const pid of processesOf(dyno.id)) if (pid === dyno.pid) process.kill(pid, 'SIGKILL');
  await until('the death is reported', 10_000, async () =>
    (await dynosOf(house, app).catch(() => [])).some(({ id, restarts }) => id === dyno.id && restarts > 0),
  );
  const lines = (await house.rostra('logs', '--app', app, '--num', '200')).split('\n');
  const said = lines.find((line) => line.includes(`[${dyno.name}]`) && line.includes('Process exited with status 137'));
  expect(said !== undefined, 'Nothing says that it exited with status 137.');
  return 'Process exited with status 137';
}
