// A09: a dyno of 128 MB that takes 140, then 270 MB; and four forked workers that share what they have.
import { askOf, deployEcho, dynosOf, logLines } from './echo-app.ts';
import { ask, until } from './load.ts';
import { expect, type Story } from './story.ts';

export const story: Story = {
  async tell(house) {
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
  },
};

/** Its memory in MB, measured anew. */
async function memory(house: Parameters<Story['tell']>[0], app: string): Promise<number> {
  let mb = 0;
  await until('its memory is measured', 30_000, async () => {
    mb = (await dynosOf(house, app)).find(({ state }) => state === 'up')?.memoryMb ?? 0;
    return mb > 0;
  });
  return mb;
}
