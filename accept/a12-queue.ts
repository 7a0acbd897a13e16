// A12: one dyno of four slots, 200 clients at once, and a ballot that comes last.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askOf, deployEcho, echoFolder } from './echo-app.ts';
import { ask } from './load.ts';
import { expect, type Story } from './story.ts';

export const story: Story = {
  async tell(house) {
    const folder = await mkdtemp(join(tmpdir(), 'rostra-slots-'));
    await cp(echoFolder, folder, { recursive: true });
    await writeFile(join(folder, 'rostra.json'), JSON.stringify({ formation: { web: { slots: 4 } } }));
    const app = await deployEcho(house, { folder });
    await rm(folder, { recursive: true });
    const startedAt = performance.now();
    const visitors = Array.from({ length: 200 }, () => ask(askOf(house, app, '/sleep/500')));
    const first = await Promise.race(visitors);
    expect(first.body.includes('H11'), `The first answer is ${first.status}.`);
    const ballot = await ask({ ...askOf(house, app, '/sleep/500'), method: 'POST', body: 'a=1', headers: { cookie: 'sessionid=1' } });
    const ballotMs = Math.round(ballot.endedAt - ballot.sentAt);
    const samples = await Promise.all(visitors);
    const served = samples.filter(({ status }) => status === 200);
    const refused = samples.filter(({ body }) => body.includes('H11'));
    expect(served.length + refused.length === 200, `${served.length} served, ${refused.length} refused.`);
    expect(served.length >= 53 && served.length <= 54, `${served.length} of 200 were served.`);
    const rounds = Math.round((Math.max(...served.map(({ endedAt }) => endedAt)) - startedAt) / 500);
    expect(rounds >= 13, `All were served in ${rounds} half seconds: more than four at a time.`);
    expect(ballot.status === 200 && ballotMs < 1600, `The ballot: ${ballot.status} after ${ballotMs} ms.`);
    const slowest = Math.round(Math.max(...refused.map(({ sentAt, endedAt }) => endedAt - sentAt)));
    return `${served.length} served four at a time in ${rounds} half seconds, ${refused.length} refused (the last after ${slowest} ms), the ballot that came last after ${ballotMs} ms`;
  },
};
