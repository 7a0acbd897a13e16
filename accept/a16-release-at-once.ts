// A16: a tab site that knows nothing of Rostra releases a draw: the next visitor sees it, and whoever is logged in stays so.
import { askOf } from './echo-app.ts';
import { ask } from './load.ts';
import { deployPages } from './pages-app.ts';
import { expect, type Story } from './story.ts';

const rounds = 50;

export const story: Story = {
  async tell(house) {
    const app = await deployPages(house);
    const draw = askOf(house, app, '/cup/draw/');
    const release = { ...askOf(house, app, '/cup/admin/draw/round/1/release/'), method: 'POST', headers: { cookie: 'sessionid=director' } };
    let slowest = 0;
    for (let round = 0; round < rounds; round += 1) {
      const isOut = round % 2 === 1;
      await Promise.all([ask(draw), ask(draw), ask({ ...draw, headers: { cookie: '_ga=1' } })]);
      expect((await ask(draw)).body === `${isOut ? 'released' : 'not yet'}, seen by nobody`, `Before round ${round} the page is wrong.`);
      const pressed = await ask(release);
      const seen = await ask(draw);
      slowest = Math.max(slowest, seen.endedAt - pressed.endedAt);
      expect(
        seen.body === `${isOut ? 'not yet' : 'released'}, seen by nobody`,
        `After press ${round} the next visitor sees “${seen.body}”.`,
      );
      const director = await ask({ ...draw, headers: { cookie: 'sessionid=director' } });
      expect(director.body.endsWith('seen by sessionid=director'), `The director sees “${director.body}”.`);
    }
    expect(slowest < 300, `The slowest page after a release took ${Math.round(slowest)} ms.`);
    const { requests } = JSON.parse(await house.rostra('cache:stats', '--app', app, '--json'));
    expect(requests.hit >= rounds, `Only ${requests.hit} pages came from the cache: the story shows nothing.`);
    return `${rounds} presses, each on the next anonymous page (the slowest ${Math.round(slowest)} ms), ${requests.hit} hits between, the director stayed logged in`;
  },
};
