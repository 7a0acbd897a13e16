// A06: an app that must never run twice is deployed again under 20 requests a second, half of them POSTs.
import { chmod, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { askOf, deployEcho, echoFolder, logLines } from './echo-app.ts';
import { failed, percentile, SteadyLoad } from './load.ts';
import { expect, type Story } from './story.ts';

export const story: Story = {
  async tell(house) {
    const folder = await mkdtemp(join(tmpdir(), 'rostra-alone-'));
    await cp(echoFolder, folder, { recursive: true });
    await writeFile(join(folder, 'rostra.json'), JSON.stringify({ deploy: { mode: 'hold' } }));
    await writeFile(join(folder, 'Procfile'), `web: ${guard} node server.js\n`);
    const locks = await mkdtemp(join(tmpdir(), 'rostra-lock-'));
    await chmod(locks, 0o777); // the app may run as a user of its own
    const app = await deployEcho(house, { folder, config: { BOOT_MS: '3000', LOCK: join(locks, 'lock') } });
    const load = new SteadyLoad(20, (n) => {
      const at = askOf(house, app, n % 2 === 0 ? '/whoami' : `/count/k${n}`);
      return n % 2 === 0 ? at : { ...at, method: 'POST', body: 'a=1' };
    });
    await sleep(3000);
    await house.rostra('deploy', folder, '--app', app);
    await sleep(3000);
    const samples = await load.stop();
    for (const made of [folder, locks]) await rm(made, { recursive: true });
    const [fault] = failed(samples);
    expect(
      fault === undefined,
      `${failed(samples).length} of ${samples.length} failed: ${fault?.status} ${fault?.fault} ${fault?.body.slice(0, 80)}`,
    );
    const lines = await logLines(house, app);
    const counted = lines.flatMap((line) => / counted (k\d+)$/.exec(line)?.[1] ?? []);
    expect(new Set(counted).size === counted.length, 'A POST was carried out twice.');
    expect(!lines.some((line) => line.endsWith(': TWICE')), 'Two processes ran at once.');
    const slowest = percentile(samples, 1);
    expect(slowest < 6000, `The slowest took ${slowest} ms.`);
    return `${samples.length} requests, 0 failed, ${counted.length} POSTs once each, the slowest ${slowest} ms; never two processes`;
  },
};

/** The app's own lock, which a second process finds taken. */
const guard = 'exec 9>>"$LOCK"; flock -n 9 || { echo TWICE; exit 1; }; exec';
