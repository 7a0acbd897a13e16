// A09: a dyno of 128 MB that takes 140, then 270 MB; and four forked workers that share what they have.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askOf, deployEcho, dynosOf, echoFolder, logLines, processesOf } from './echo-app.ts';
import { ask, until } from './load.ts';
import { expect, type Story } from './story.ts';

export const story: Story = {
  waits: true,
  async tell(house) {
    const [single, forked] = await Promise.all([growing(house), sharing(house)]);
    return `${single}; ${forked}`;
  },
};

type House = Parameters<Story['tell']>[0];

async function growing(house: House): Promise<string> {
  const app = await deployEcho(house);
  await house.rostra('ps:type', 'web=custom:128', '--app', app);
  const own = await memory(house, app);
  await ask(askOf(house, app, `/mem/${Math.round(145 - own)}`));
  const toldMs = await until('R14', 40_000, async () => (await logLines(house, app, 80)).some((line) => line.includes('Error R14')));
  const [over] = await dynosOf(house, app);
  expect(over?.state === 'up' && over.restarts === 0, `With R14 it is ${over?.state}, restarted ${over?.restarts} times.`);
  const had = await memory(house, app);
  await ask(askOf(house, app, `/mem/${Math.round(280 - had)}`));
  const endedMs = await until('R15', 20_000, async () => (await logLines(house, app, 80)).some((line) => line.includes('Error R15')));
  await until('it is up again', 20_000, async () =>
    (await dynosOf(house, app)).some(({ state, restarts }) => state === 'up' && restarts > 0),
  );
  expect(toldMs < 25_000, `R14 after ${toldMs} ms.`);
  expect(endedMs < 6000, `R15 after ${endedMs} ms.`);
  return `R14 after ${toldMs} ms and still up; R15 after ${endedMs} ms and started again`;
}

/** Four workers forked after 80 MB were filled: in sum they have 80 MB, not 400 (SUP-40). Two judgements must find nothing. */
async function sharing(house: House): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rostra-forked-'));
  await cp(echoFolder, folder, { recursive: true });
  await writeFile(join(folder, 'Procfile'), 'web: node server.js\nworker: exec python3 workers.py\n');
  await writeFile(join(folder, 'workers.py'), forkingWorkers);
  const app = await deployEcho(house, { app: 'forked', folder });
  await rm(folder, { recursive: true });
  await house.rostra('ps:type', 'worker=custom:128', '--app', app);
  await house.rostra('ps:scale', 'worker=1', '--app', app);
  const worker = async () => (await dynosOf(house, app)).find(({ name }) => name === 'worker.1');
  await until('its memory is measured', 30_000, async () => ((await worker())?.memoryMb ?? 0) > 80);
  await sleep(45_000);
  const seen = await worker();
  const processes = processesOf(seen?.id ?? '').length;
  expect(processes >= 5, `Only ${processes} processes.`);
  const told = (await logLines(house, app)).filter((line) => line.includes('Error R1'));
  expect(told.length === 0, `Shared memory was counted more than once: ${told[0]}`);
  return `${processes} processes that share 80 MB count ${seen?.memoryMb} MB, no R14 in 45 s`;
}

const forkingWorkers = `import os, time
shared = bytearray(os.urandom(1 << 20)) * 80
for _ in range(4):
    if os.fork() == 0:
        break
time.sleep(600)
`;

/** Its memory in MB, measured anew. */
async function memory(house: Parameters<Story['tell']>[0], app: string): Promise<number> {
  let mb = 0;
  await until('its memory is measured', 30_000, async () => {
    mb = (await dynosOf(house, app)).find(({ state }) => state === 'up')?.memoryMb ?? 0;
    return mb > 0;
  });
  return mb;
}
