import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { textQuery } from '#kit/db/query.ts';
import project from '../../demo/lab/rostra.lab.ts';
import { createSession } from '../sessions/create.ts';
import { LiveBrowser } from '../bots/live-browser.ts';
import { startLabProcess, type LabProcess } from '../testing/lab-process.ts';
import { testLab, type TestLab } from '../testing/test-lab.ts';

const eventsQuery = textQuery<object, { n: number }>(
  'test.events',
  `select count(*)::int as n from lab_event where type = 'propose'`,
  () => [],
);

describe('live messages under strain', () => {
  let lab: TestLab;
  const processes: LabProcess[] = [];
  before(async () => {
    lab = await testLab(project);
    for (let at = 0; at < 2; at += 1) processes.push(await startLabProcess({ env: { DATABASE_URL: lab.databaseUrl } }));
  });
  after(async () => {
    await Promise.all(processes.map((one) => one.kill().catch(() => {})));
    await lab?.close();
  });

  it('a process that dies in the middle of a message loses nothing and doubles nothing: the browser sends it again to another process', async () => {
    const [dying, staying] = processes;
    assert.ok(dying && staying);
    const { participantCodes } = await createSession(lab, { config: 'live_bargaining', participants: 2 });
    const pages = await Promise.all(
      participantCodes.map(async (code) => {
        const start = await fetch(`${staying.url}/InitializeParticipant/${code}`);
        const intent = /name="intent" value="([0-9a-f]{32})"/.exec(await start.text())?.[1] ?? '';
        await fetch(start.url, { method: 'POST', body: new URLSearchParams({ intent }) });
        return `/p/${code}/live_bargaining/Bargain/3`;
      }),
    );
    const spot = { page: pages[0] ?? '', client: 'the-same-browser' };
    const other = await LiveBrowser.open({ origin: staying.url, page: pages[1] ?? '' });
    const first = await LiveBrowser.open({ origin: dying.url, ...spot });
    await first.until((frame) => 'state' in frame);
    for (let seq = 1; seq <= 20; seq += 1) first.post('propose', { share: 80 + (seq % 10) }, seq);
    await dying.kill();
    const again = await LiveBrowser.open({ origin: staying.url, ...spot });
    for (let seq = 1; seq <= 20; seq += 1) again.post('propose', { share: 80 + (seq % 10) }, seq);
    await again.until((frame) => frame.ack === 20);
    const [count] = await lab.db.run(eventsQuery, {});
    assert.equal(count?.n, 20);
    again.post('propose', { share: 60 }, 21);
    await other.until((frame) => JSON.stringify(frame.state ?? '').includes('"theirs":"60'));
    for (const browser of [first, again, other]) browser.close();
  });

  it('slows down who floods: sixty messages come at once, the rest is asked for again', async () => {
    const [, staying] = processes;
    assert.ok(staying);
    const { participantCodes } = await createSession(lab, { config: 'real_effort', participants: 1 });
    const [code = ''] = participantCodes;
    const start = await fetch(`${staying.url}/InitializeParticipant/${code}`);
    const intent = /name="intent" value="([0-9a-f]{32})"/.exec(await start.text())?.[1] ?? '';
    await fetch(start.url, { method: 'POST', body: new URLSearchParams({ intent }) });
    const browser = await LiveBrowser.open({ origin: staying.url, page: `/p/${code}/real_effort/Work/2` });
    for (let seq = 1; seq <= 200; seq += 1) browser.post('start', {}, seq);
    const refused = await browser.until((frame) => frame.again !== undefined);
    assert.ok(Number(refused.again) > 60 - 1, 'the first sixty come at once');
    browser.close();
  });
});
