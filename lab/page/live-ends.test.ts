import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { html } from '#kit/html/html.ts';
import { defineGame } from '../game/define-game.ts';
import { defineProject } from '../game/define-project.ts';
import { field } from '../game/fields.ts';
import { message } from '../game/message.ts';
import { advance } from '../sessions/advance.ts';
import { pauseSession, resumeSession } from '../sessions/pause.ts';
import { tellGone } from '../sessions/wake.ts';
import { head, remove } from '../store/overview.ts';
import type { LiveBrowser } from '../bots/live-browser.ts';
import { liveStand, type LiveStand } from '../testing/live-stand.ts';

import { openPage } from './open-live.ts';
import { CountedDatabase } from '../testing/trips.ts';

const game = defineGame({ name: 'taps', groupSize: 2, rounds: 2, group: { taps: field.int({ initial: 0 }) } });
const Tap = game.live('Tap', {
  messages: { tap: message() },
  state: ({ group, session }) => ({ taps: group.taps, code: session.code }),
  on: {
    tap({ group, push }) {
      group.taps += 1;
      push();
    },
  },
  view: ({ group, next }) => html`<p>${group.taps} taps in round ${group.subsession.round}</p>${next}`,
});
const meeting = defineGame({ name: 'meeting', groupSize: 2, group: { taps: field.int({ initial: 0 }), met: field.int({ initial: 0 }) } });
const Everybody = meeting.wait('Everybody', {
  scope: 'all',
  messages: { tap: message(), leave: message() },
  state: ({ group }) => ({ taps: group.taps }),
  on: {
    tap({ group, push, reject }) {
      if (group.taps === 2) reject('Two are enough.');
      group.taps += 1;
      push();
    },
    leave: (page) => Reflect.apply(Reflect.get(page, 'finish'), undefined, ['group']),
  },
  body: () => html`<p id="taps"></p>`,
  client: () => ({ most: 2 }),
  script: ({ el, onState }) => onState(({ taps }) => void (el('taps').textContent = String(taps))),
  onAllArrive(subsession) {
    for (const group of subsession.groups) group.met += 1;
  },
});
const pages = [
  meeting.page('Ready', { view: ({ next }) => html`${next}` }),
  Everybody,
  meeting.page('After', { view: ({ group }) => html`${group.taps} taps before ${group.met} meeting` }),
] as const;
const project = defineProject({
  defaults: { participationFee: 0, pointValue: 1 },
  sessions: [
    { name: 'taps', games: [game.sequence(Tap)] },
    { name: 'meeting', games: [meeting.sequence(...pages)] },
  ],
});

const isState = (taps: number) => (frame: { readonly state?: unknown }) => Object(frame.state).taps === taps;
const left = (browser: LiveBrowser) => browser.until((frame) => frame.left === true);

describe('messages of a live page', () => {
  let stand: LiveStand;
  let db: CountedDatabase;
  before(async () => {
    stand = await liveStand(project, (lab) => ({ ...lab, db: (db = new CountedDatabase(lab.db)) }));
  });
  after(() => stand?.close());

  async function pair() {
    const people = await stand.seated('taps');
    const browsers = [await stand.connect(people[0], 0), await stand.connect(people[1], 1)] as const;
    const { state } = await browsers[0].until(isState(0));
    await browsers[1].until(isState(0));
    const session = await head(stand.lab.db, String(Object(state).code));
    assert.ok(session);
    return { people, browsers, session };
  }

  it('R7: count for the page before it is sent, and never for the next round', async () => {
    const { people, browsers } = await pair();
    assert.equal(await browsers[0].send('tap', {}), null);
    await people[0].send();
    browsers[0].post('tap', {});
    await left(browsers[0]);
    assert.match(people[0].seen.body, /0 taps in round 2/);
    assert.equal(await browsers[1].send('tap', {}), null);
    assert.equal(Object(browsers[1].state).taps, 2);
    assert.match((await people[0].again()).body, /0 taps in round 2/);
  });

  it('are not heard while the session is paused, and are again when it goes on', async () => {
    const { people, browsers, session } = await pair();
    assert.equal(await browsers[0].send('tap', {}), null);
    await pauseSession(session.id, stand.lab);
    for (const browser of browsers) browser.post('tap', {});
    await Promise.all(browsers.map(left));
    await resumeSession(session.id, stand.lab);
    const again = await stand.connect(people[0], 0);
    assert.equal(await again.send('tap', {}), null);
    assert.equal(Object(again.state).taps, 2);
  });

  it('R14: end when the session is deleted: every browser is told, also one that sends', async () => {
    const { people, browsers, session } = await pair();
    await remove(stand.lab.db, session.code);
    browsers[0].post('tap', {});
    await left(browsers[0]);
    await tellGone(session.id, stand.lab);
    await left(browsers[1]);
    assert.equal((await people[1].again()).status, 404);
  });

  it('go to and fro while people wait for others, until everybody has come; nobody can end the waiting', async () => {
    const people = await stand.seated('meeting', { participants: 4, further: 1 });
    const { body } = people[0].seen;
    assert.match(body, /otree-wait-page__body" data-keep><p id="taps">/);
    assert.match(body, /data-island="live" data-props="[^"]*\/scripts\/meeting\/Everybody-[^"]*&quot;most&quot;:2/);
    const browsers = [await stand.connect(people[0], 0), await stand.connect(people[1], 1)] as const;
    for (const browser of browsers) assert.equal(await browser.send('tap', {}), null);
    await Promise.all(browsers.map((browser) => browser.until(isState(2))));
    assert.equal(await browsers[0].send('tap', {}), 'Two are enough.');
    assert.match((await browsers[1].send('leave', {})) ?? '', /everybody has come/);
    const [code = ''] = /[a-z0-9]{8}/.exec(people[0].seen.url) ?? [];
    const { sessionId: id } = await openPage({ code, pageIndex: 2 }, stand.lab);
    const moved = await advance({ id, maxPageIndex: 3 }, {}, stand.lab);
    assert.equal(moved.filter(({ skippedBecause }) => skippedBecause === null).length, 2);
    browsers[0].post('tap', {});
    await left(browsers[0]);
    for (const person of people) assert.match((await person.again()).body, /2 taps before 1 meeting/);
  });

  it('take two trips, and in a busy group one; what it tells other processes goes out after that', async () => {
    const { browsers } = await pair();
    await browsers[0].send('tap', {}); // learns
    const trips = async (): Promise<number> => {
      db.take();
      await browsers[0].send('tap', {});
      return db.take().trips;
    };
    const most = await trips();
    assert.ok(most <= 3, String(most));
  });

  it('see what another process wrote meanwhile, though this one remembers the group', async () => {
    const { browsers } = await pair();
    for (let round = 0; round < 20; round += 1) {
      await Promise.all(browsers.map((browser) => browser.send('tap', {})));
    }
    await Promise.all(browsers.map((browser) => browser.until(isState(40))));
  });
});
