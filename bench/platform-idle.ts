// What does a platform take that nobody uses: parent, control, router and dynod with three apps at rest, before and after a burst?
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiConnection } from '../platform/api-connection.ts';
import { connectClient, deploy, localAddress } from '../platform/client.ts';
import { homePaths } from '../platform/config.ts';
import type { ParentStatus } from '../platform/parent/parent.ts';
import { startInstallation } from '../e2e/installation.ts';
import { cpuSeconds } from './measure/cpu.ts';
import { httpLoad } from './measure/http-load.ts';
import { pssMb } from './measure/memory.ts';
import { type Bench, loneRow } from './measure/row.ts';
import { tidily } from './measure/tidy.ts';

const apps = ['one', 'two', 'three'];
const watchedSeconds = 20;
const burst = { connections: 64, seconds: 8 };

export const bench: Bench = (print) =>
  tidily(async (later) => {
    const house = await startInstallation();
    later(() => house.remove());
    const platform = connectClient(localAddress(house.home));
    const folder = join(import.meta.dirname, '..', 'e2e', 'apps', 'echo');
    for (const app of apps) {
      await platform.createApp(app);
      await deploy(platform, app, { source: { kind: 'folder', path: folder }, onLine: () => {} });
    }
    const address = { kind: 'socket', path: homePaths(house.home).parentSocket, actor: 'bench' } as const;
    const { pid, parts } = await new ApiConnection(address).call<ParentStatus>({ method: 'GET', path: '/status' });
    const processes = { parent: pid, control: parts.control ?? 0, router: parts.router ?? 0, dynod: parts.dynod ?? 0 };
    const rest = async (): Promise<void> => {
      for (const app of apps) await platform.scale(app, { web: 0 });
      await sleep(60_000); // the monitor and the receipts have looked at the change, and garbage was collected
    };
    const tell = async (when: string): Promise<void> => {
      const pids = Object.values(processes);
      const before = pids.reduce((sum, each) => sum + cpuSeconds(each), 0);
      await sleep(watchedSeconds * 1000);
      const used = pids.reduce((sum, each) => sum + cpuSeconds(each), 0) - before;
      const fact = (what: string, unit: string, value: number): void =>
        print(loneRow({ bench: 'platform-idle', case: `${what}, ${when}`, unit, headline: what.endsWith('all four') }, [value]));
      fact('PSS of all four', 'MB', pssMb(...pids));
      for (const [name, each] of Object.entries(processes)) fact(`PSS of ${name}`, 'MB', pssMb(each));
      fact('CPU of all four', '% of a core', (100 * used) / watchedSeconds);
    };
    await rest();
    await tell('three apps at rest');
    await platform.scale('one', { web: 1 });
    await sleep(3000);
    await httpLoad({ port: house.port, host: 'one.localhost', path: '/', ...burst });
    await rest();
    await tell(`after a burst of ${burst.connections} connections for ${burst.seconds} s`);
  });
