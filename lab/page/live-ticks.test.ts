import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { pauseSession } from '../sessions/pause.ts';
import { head } from '../store/overview.ts';
import type { LiveBrowser } from '../bots/live-browser.ts';
import { liveStand, type LiveStand } from '../testing/live-stand.ts';

const everyMs = 100;

const market = defineGame({ name: 'market', groupSize: 2, group: { ticks: field.int({ initial: 0 }) } });
const Market = market.live('Market', {
  state: ({ group, session }) => ({ ticks: group.ticks, code: session.code }),
  every: {
    ms: everyMs,
    run({ group, push }) {
      group.ticks += 1;
      push();
    },
  },
  view: ({ next }) => html`<p id="ticks"></p>${next}`,
});

const effort = defineGame({ name: 'effort', groupSize: 2, player: { ticks: field.int({ initial: 0 }) } });
const Effort = effort.live('Effort', {
  scope: 'player',
  state: ({ player }) => ({ ticks: player.ticks }),
  every: {
    ms: everyMs,
    run({ group, push }) {
      for (const player of group.players.slice(0, 1)) player.ticks += 1;
      push();
    },
  },
  view: ({ next }) => html`<p id="ticks"></p>${next}`,
});

const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [
    { name: 'market', games: [market.sequence(Market)] },
    { name: 'effort', games: [effort.sequence(Effort)] },
  ],
});

const ticksOf = ({ state }: { readonly state?: unknown }): number => Number(Object(state).ticks);
const untilTicks = (browser: LiveBrowser, ticks: number) => browser.until((frame) => 'state' in frame && ticksOf(frame) >= ticks);

describe('what a live page does by itself', () => {
  let stand: LiveStand;
  before(async () => (stand = await liveStand(project)));
  after(() => stand?.close());

  it('is done for a group by one process, though its members are with two', async () => {
    const startMs = await stand.nowMs();
    const people = await stand.seated('market');
    const browsers = [await stand.connect(people[0], 0), await stand.connect(people[1], 1)] as const;
    await Promise.all(browsers.map((browser) => untilTicks(browser, 8)));
    const most = (await stand.nowMs()) - startMs;
    for (const browser of browsers) assert.ok(ticksOf(browser) <= most / everyMs + 1, `${ticksOf(browser)} in ${most} ms`);
  });

  it('is done once for a player, who has the page open twice, with two processes', async () => {
    const startMs = await stand.nowMs();
    const [person] = await stand.seated('effort');
    const tabs = [await stand.connect(person, 0), await stand.connect(person, 1)] as const;
    await Promise.all(tabs.map((tab) => untilTicks(tab, 8)));
    const most = (await stand.nowMs()) - startMs;
    for (const tab of tabs) assert.ok(ticksOf(tab) <= most / everyMs + 1, `${ticksOf(tab)} in ${most} ms`);
  });

  it('rests while the session does', async () => {
    const people = await stand.seated('market');
    const browser = await stand.connect(people[0], 0);
    const first = await untilTicks(browser, 2);
    const session = await head(stand.lab.db, String(Object(first.state).code));
    assert.ok(session);
    await pauseSession(session.id, stand.lab);
    const { state } = await (await stand.connect(people[1], 1)).until((frame) => 'state' in frame);
    const [awake] = await stand.seated('market');
    await untilTicks(await stand.connect(awake, 1), 5);
    const later = await (await stand.connect(people[1], 1)).until((frame) => 'state' in frame);
    assert.deepEqual(later.state, state);
  });
});
