import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { addDuration, packedBuckets } from '../rules/latency-buckets.ts';
import { routerLine } from '../rules/log-line.ts';
import { reportText } from '../rules/monitor/report-text.ts';
import { uncounted } from '../rules/router-sample.ts';
import type { RouterSample } from '../rules/router-sample.ts';
import { SimulatedControl } from '../testing/simulated-control.ts';
import { noteStatements } from '../observe/statement-book.ts';
import { lookAtApps, lookAtDueApps } from './look.ts';
import { raiseFinding } from './raise-finding.ts';

let house: SimulatedControl;
beforeEach(() => {
  house = new SimulatedControl(Date.UTC(2026, 6, 5, 9));
  house.addApp('tab', { web: 'node server.js' });
  house.runDyno('tab', 20_001);
});
afterEach(() => house.close());

/** A minute in which the draw is asked for; a rush in its last ten seconds when it was just published. */
function minute({ ms, isRush = false }: { readonly ms: number; readonly isRush?: boolean }): void {
  const from = house.clock.nowMs() / 1000;
  const samples = Array.from({ length: 60 }, (_, at) => sample(from + at, { ms, requests: isRush && at >= 50 ? 40 : 4 }));
  house.control.trafficBook.takeReadings('tab', { 'web.1/load': 0.2 });
  house.control.trafficBook.take({ samples, covers: { from, to: from + 60 } });
  house.clock.advance(60_000);
}

function sample(second: number, { ms, requests }: { readonly ms: number; readonly requests: number }): RouterSample {
  const buckets: number[] = [];
  for (let request = 0; request < requests; request += 1) addDuration(buckets, ms);
  const route = { requests, failed: 0, totalMs: requests * ms, buckets: packedBuckets(buckets) };
  const counted = { requests, dispatched: requests, serviceMs: requests * ms, buckets, routes: { '/*/draw': route } };
  return { ...uncounted, app: 'tab', second, failed: 0, bytes: 0, byStatus: { '2xx': requests }, codes: {}, dynos: {}, ...counted };
}

const sizesRule = `export default ({ web }) => web.size === 'standard-1x' ? {
  title: 'The dynos are small', severity: 'info', why: 'We agreed on larger ones.', evidence: [{ text: 'size', value: web.size }],
} : null;`;

/** As oTree tells it, and what the router saw of the same request. */
function playRound(participant: string, place: number): void {
  for (const [method, ownMs, serviceMs] of [
    ['GET', 40, 140],
    ['POST', 20, 320],
  ] as const) {
    const requestId = `${participant}-${place}-${method}`;
    const path = `/p/${participant}/stag_hunt/Choose/${place}`;
    const line = routerLine({ ...answered, method, path, requestId, serviceMs }, 1, 'stag_hunt/Choose');
    const own = `own_time=${ownMs}ms request_id=${requestId}`;
    house.control.logBook.append([
      { app: 'tab', atMs: house.clock.nowMs(), source: 'rostra', dyno: 'router', text: line },
      { app: 'tab', atMs: house.clock.nowMs(), source: 'app', dyno: 'web.1', text: own },
    ]);
    house.clock.advance(6_000);
  }
}

const answered = {
  code: null,
  desc: '',
  host: 'tab.localhost',
  clientAddress: '203.0.113.7',
  dyno: 'web.1',
  connectMs: 1,
  queueMs: 0,
  firstByteMs: 1,
  status: 200,
  bytes: 1,
  protocol: 'http',
  tlsVersion: null,
  httpVersion: '1.1',
  closedBy: null,
  retries: 0,
  uploaded: 0,
  cache: 'bypass',
  userAgent: 'Mozilla/5.0',
  traceparent: '',
} as const;

const report = () => house.ann.monitorReport('tab', {});

describe('the report', () => {
  it('says where the seconds went, what is left, and that all went well', async () => {
    await house.ann.scale('tab', { web: 1 });
    for (let passed = 0; passed < 5; passed += 1) minute({ ms: 100 });
    const { verdict, severity, routes, capacity, findings, cost } = await report();
    assert.match(verdict, /^All went well: 1200 requests, none failed, 95 of 100 within \d+ ms\.$/);
    assert.deepEqual([severity, findings, routes.length], ['ok', [], 1]);
    assert.deepEqual([routes[0]?.route, routes[0]?.requests, routes[0]?.timePercent, routes[0]?.before], ['/*/draw', 1200, 100, null]);
    assert.deepEqual(capacity, { times: 4, perSecond: 16, boundBy: 'load' });
    assert.equal(cost.currency, 'USD');
  });

  it('says that a page has become slower with the release', async () => {
    for (let passed = 0; passed < 3; passed += 1) minute({ ms: 100 });
    deployAgain();
    for (let passed = 0; passed < 3; passed += 1) minute({ ms: 180 });
    const { verdict, routes, previousRelease } = await report();
    assert.equal(previousRelease, 1);
    assert.deepEqual([routes[0]?.requests, routes[0]?.isSlower], [720, true]);
    assert.match(verdict, /^\/\*\/draw has become slower with this release/);
  });

  it('names what brought a rush', async () => {
    for (let passed = 0; passed < 5; passed += 1) minute({ ms: 100 });
    house.control.store.events.append({
      appId: house.app('tab').id,
      atMs: house.clock.nowMs(),
      kind: 'config',
      text: 'Draw of round 3 published',
      actor: 'ann',
    });
    minute({ ms: 100, isRush: true });
    const { bursts } = await report();
    assert.deepEqual(
      bursts.map(({ requests, seconds, times, trigger }) => [requests, seconds, times, trigger?.text]),
      [[400, 10, 10, 'Draw of round 3 published']],
    );
  });

  it('tells the work on a page of oTree from its wait inside the process', async () => {
    minute({ ms: 100 });
    for (const place of [3, 6]) playRound('k2v8m3xa', place);
    minute({ ms: 100 });
    assert.partialDeepStrictEqual(await house.ann.monitorReport('tab', { people: 120 }), {
      pages: [{ page: 'stag_hunt/Choose', rounds: 2, stayMeanSeconds: 6, showMs: 40, sendMs: 20 }],
      ownTime: { meanMs: 30, waitP95Ms: 300 },
      demand: {
        sentence: '120 people × 2 rounds, 6 s a page: about 20 pages a second at the peak; this server does 17.',
        warning: 'That is 120 % of it. Most of it is the pace: ask more on one page, or take a faster size.',
      },
    });
  });

  it('names a page that asks its database the same again and again, and the figures show the statement', async () => {
    const addon = 'postgresql-round-12345';
    const held = { plan: 'hobby-basic', configVar: 'DATABASE_URL', password: 'secret', settings: {}, createdAtMs: 0 };
    house.control.store.addons.create({ name: addon, appId: house.app('tab').id, service: 'postgres', ...held });
    let calls = 0;
    for (let at = 0; at <= 12; at += 1) {
      const text = 'select name from teams where id = $1';
      const counts = [{ id: '1', text, calls, ms: calls / 2, rows: calls }];
      noteStatements(house.control, addon, { second: house.clock.nowMs() / 1000 - 60, counts });
      const isRush = at % 3 === 1;
      minute({ ms: 100, isRush });
      calls += 30 * (isRush ? 600 : 240);
    }
    const { repeated } = await report();
    assert.deepEqual(repeated, [
      { database: addon, route: '/*/draw', text: 'select name from teams where id = $1', perRequest: 30, savesMs: 14.5 },
    ]);
    const [statement] = (await house.ann.panels('tab', { seconds: 900 })).statements;
    assert.deepEqual([statement?.meanMs, statement?.timePercent], [0.5, 100]);
  });

  it('is written for a mail too', async () => {
    minute({ ms: 100 });
    raiseFinding(house.control, { rule: 'F03', app: 'tab', evidence: [{ text: 'statements that wait for a lock', value: 3, unit: '' }] });
    const text = reportText(await report(), (micro) => `$${micro / 1_000_000}`);
    assert.match(text, /^# tab, 2026-07-05 08:01 to 2026-07-05 09:01 UTC\n\nPages are slow although the dynos are idle/);
    assert.match(text, /- statements that wait for a lock: 3\n/);
    assert.match(text, /\| `\/\*\/draw` \| 240 \| 100 % \|/);
  });

  it('is of no time that is none', async () => {
    const wrong = { code: 'MONITOR_WRONG_TIME' };
    await assert.rejects(house.ann.monitorReport('tab', { from: 'yesterday' }), wrong);
    await assert.rejects(house.ann.monitorReport('tab', { from: '2026-07-05T12:00:00Z', to: '2026-07-05T11:00:00Z' }), wrong);
    await assert.rejects(house.ann.monitorReport('tab', { seconds: 100 * 86_400 }), wrong);
  });
});

function deployAgain(): void {
  const { apps, releases } = house.control.store;
  const app = house.app('tab');
  const nowMs = house.clock.nowMs();
  const manifest = releases.find(app.id, 1)?.manifest;
  assert.ok(manifest !== undefined);
  releases.addSlug({ id: 'another slug', processes: { web: 'node server.js' }, manifest, sizeBytes: 1, builtOn: 'Node', nowMs });
  const release = {
    status: 'succeeded',
    slugId: 'another slug',
    runsSince: null,
    phase: 'none',
    reason: 'Deploy',
    actor: 'ann',
    nowMs,
  } as const;
  apps.setServing(app.id, releases.append({ ...release, appId: app.id, configSetId: app.configSetId }));
}

describe('the button of a finding', () => {
  const scaleTo3 = { verb: 'scale', type: 'web', quantity: 3, was: 1 } as const;
  const action = { label: 'Scale web to 3', call: scaleTo3, confirm: 'web goes from 1 to 3 dynos.', costDelta: null };
  const quantity = async () => (await house.ann.formation('tab'))[0]?.quantity;

  it('is taken back by another, as long as nobody has changed it since', async () => {
    await house.ann.scale('tab', { web: 1 });
    raiseFinding(house.control, { rule: 'F02', app: 'tab', evidence: [], actions: [action] });
    const [finding] = await house.ann.findings('tab');
    const id = finding?.id ?? 0;
    assert.deepEqual((await house.ann.actOnFinding('tab', id, 0)).undo, { verb: 'scale', type: 'web', quantity: 1, was: 3 });
    assert.equal(await quantity(), 3);
    const after = await house.ann.undoFinding('tab', id);
    assert.deepEqual([await quantity(), after.state, after.undo], [1, 'open', null]);
    await assert.rejects(house.ann.undoFinding('tab', id), /Nothing was done/);

    await house.ann.actOnFinding('tab', id, 0);
    await house.ann.scale('tab', { web: 5 });
    await assert.rejects(house.ann.undoFinding('tab', id));
    assert.equal(await quantity(), 5);
  });
});

describe('a look at apps', () => {
  it('is taken by the rules of the installation too, which can be tried on what was seen', async () => {
    const folder = join(house.control.paths.root, 'monitor', 'rules');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'sizes.js'), sizesRule);
    await lookAtApps(house.control);
    const [finding] = await house.ann.findings('tab');
    assert.deepEqual([finding?.rule, finding?.scope, finding?.title], ['SITE', 'sizes.js', 'The dynos are small']);
    const [trial] = await house.ann.trySiteRules('tab', {});
    assert.deepEqual([trial?.file, trial?.fault, trial?.moments, trial?.spoke.length], ['sizes.js', null, 1, 1]);
  });

  it('forgets what it does not see for ten minutes', async () => {
    await house.ann.scale('tab', { web: 1 });
    minute({ ms: 100 });
    await lookAtDueApps(house.control);
    raiseFinding(house.control, { rule: 'F03', app: 'tab', evidence: [] });
    house.clock.advance(659_000);
    await lookAtDueApps(house.control);
    assert.deepEqual(await house.ann.findings('tab'), []);
  });

  it('finds nothing wrong with an app that does well', async () => {
    for (let passed = 0; passed < 6; passed += 1) minute({ ms: 100 });
    await lookAtApps(house.control);
    assert.deepEqual(await house.ann.findings('tab'), []);
  });
});
