// A16: a tab site that knows nothing of Rostra, and keeps its pages in Redis for a minute, releases a draw: the next visitor sees it, and
// whoever is logged in stays so.
import { join } from 'node:path';
import { askOf, deployEcho } from './echo-app.ts';
import { ask } from './load.ts';
import { expect, type Story } from './story.ts';

const rounds = 50;
const app = 'guest';
const folder = join(import.meta.dirname, 'apps', 'guest-tab');
const director = { cookie: 'sessionid=director' };

export const story: Story = {
  async tell(house) {
    await deployEcho(house, { app, folder, addons: ['redis:mini'] });
    const draw = askOf(house, app, '/cup/draw/');
    const release = { ...askOf(house, app, '/cup/admin/draw/round/1/release/'), method: 'POST', headers: director };
    await ask({ ...askOf(house, app, '/cup/admin/login/'), method: 'POST' });
    let slowest = 0;
    for (let round = 0; round < rounds; round += 1) {
      const isOut = round % 2 === 1;
      await Promise.all([ask(draw), ask(draw), ask({ ...draw, headers: { cookie: '_ga=1' } })]);
      expect((await ask(draw)).body === `${isOut ? 'released' : 'not yet'}, seen by nobody`, `Before round ${round} the page is wrong.`);
      const pressed = await ask(release);
      const seen = await ask(draw);
      slowest = Math.max(slowest, seen.endedAt - pressed.endedAt);
      const wanted = isOut ? 'not yet' : 'released';
      expect(seen.body === `${wanted}, seen by nobody`, `After press ${round} the next visitor sees “${seen.body}”.`);
      const own = await ask({ ...draw, headers: director });
      expect(own.body === `${wanted}, seen by the director`, `The director sees “${own.body}”.`);
    }
    expect(slowest < 300, `The slowest page after a release took ${Math.round(slowest)} ms.`);
    const flushes = (await ask({ ...askOf(house, app, '/cup/admin/flushes/'), headers: director })).body;
    expect(flushes === 'none', `Its Redis was flushed whole: ${flushes}.`);
    const { requests } = JSON.parse(await house.rostra('cache:stats', '--app', app, '--json'));
    expect(requests.hit >= rounds, `Only ${requests.hit} pages came from the cache: the story shows nothing.`);
    return `${rounds} presses, each on the next anonymous page (the slowest ${Math.round(slowest)} ms), ${requests.hit} hits between, the director stayed logged in, no FLUSHALL`;
  },
};
