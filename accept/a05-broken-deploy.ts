// A05: a release that does not start, and one whose release phase fails, change nothing for visitors.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askOf, deployEcho, echoFolder } from './echo-app.ts';
import { failed, SteadyLoad } from './load.ts';
import { expect, type Story } from './story.ts';

export const story: Story = {
  async tell(house) {
    const app = await deployEcho(house, { web: 2 });
    const load = new SteadyLoad(50, () => askOf(house, app, '/whoami'));
    const crash = await refused(house, app, 'web: echo I have no bread; exit 1\n');
    expect(/exited with status 1/.test(crash.said) && /I have no bread/.test(crash.said), `It says: ${crash.said}`);
    const phase = await refused(house, app, 'web: node server.js\nrelease: echo no migration today; exit 3\n');
    expect(/no migration today|status 3/.test(phase.said), `It says: ${phase.said}`);
    const samples = await load.stop();
    expect(failed(samples).length === 0, `${failed(samples).length} requests failed.`);
    expect(
      samples.every(({ body }) => body.includes('"release":"v1"')),
      'A release that failed has answered.',
    );
    const releases: { version: number; status: string }[] = JSON.parse(await house.rostra('releases', '--app', app, '--json'));
    const states = releases.map(({ version, status }) => `v${version} ${status}`).join(', ');
    expect(states.includes('v2 failed') && states.includes('v3 failed'), `Releases: ${states}`);
    expect(Math.max(crash.seconds, phase.seconds) < 30, `Refused after ${crash.seconds} and ${phase.seconds} s.`);
    return `refused after ${crash.seconds} s and ${phase.seconds} s with the app's own words; ${samples.length} requests, all answered by v1; ${states}`;
  },
};

async function refused(house: Parameters<Story['tell']>[0], app: string, procfile: string): Promise<{ said: string; seconds: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'rostra-broken-'));
  await cp(echoFolder, folder, { recursive: true });
  await writeFile(join(folder, 'Procfile'), procfile);
  const startedAt = performance.now();
  const said = await house.refusal('deploy', folder, '--app', app);
  await rm(folder, { recursive: true });
  return { said, seconds: Math.round((performance.now() - startedAt) / 1000) };
}
