import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { routerLine } from '../log-line.ts';
import type { RequestFacts } from '../log-line.ts';
import { appSettings } from './app-settings.ts';
import { gameEvidence, gamePages } from './game-pages.ts';
import { guestVersion } from './guest-version.ts';
import { growsMbPerHour } from './memory-trend.ts';
import { ownTimeOf, ownTimes, timedRequests } from './own-time.ts';
import { loggedRequest } from './router-request.ts';
import type { LoggedRequest } from './router-request.ts';
import { cutOffOf, stormOf, visitorsOf } from './visitors.ts';

const facts: RequestFacts = {
  code: null,
  desc: '',
  method: 'GET',
  path: '/wudc/draw/?key=secret',
  host: 'tab.localhost',
  requestId: '5f0c9a6e',
  clientAddress: '203.0.113.7',
  dyno: 'web.1',
  connectMs: 1,
  serviceMs: 868,
  queueMs: 2,
  firstByteMs: 860,
  status: 200,
  bytes: 5120,
  protocol: 'https',
  tlsVersion: 'TLSv1.3',
  httpVersion: '2',
  closedBy: null,
  retries: 0,
  uploaded: 0,
  cache: 'miss',
  userAgent: 'Mozilla/5.0 "quoted" (X11)',
  traceparent: '',
};

const request = (given: Partial<RequestFacts>, second = 100, sampled = 1): LoggedRequest => {
  const read = loggedRequest(second, routerLine({ ...facts, ...given }, sampled, '/*/draw'));
  assert.ok(read !== null);
  return read;
};

describe("a line of the router's log", () => {
  it('is read as it was written', () =>
    assert.deepEqual(request({}, 100, 10), {
      second: 100,
      method: 'GET',
      path: '/wudc/draw/',
      code: '',
      requestId: '5f0c9a6e',
      client: '203.0.113.7',
      dyno: 'web.1',
      serviceMs: 868,
      queueMs: 2,
      status: 200,
      cache: 'miss',
      route: '/*/draw',
      userAgent: String.raw`Mozilla/5.0 \"quoted\" (X11)`,
      count: 10,
    }));
  it('says the code, and nothing of a time that there was none of', () => {
    const { code, serviceMs, dyno } = request({ code: 'H11', dyno: '', serviceMs: null, status: 503 });
    assert.deepEqual([code, serviceMs, dyno], ['H11', null, '']);
  });
  it('is not what an app writes', () => assert.equal(loggedRequest(1, 'path="/x" status=200'), null));
});

describe("oTree's own time", () => {
  const requests = Array.from({ length: 20 }, (_, at) => request({ requestId: `r${at}`, serviceMs: 100 + 10 * at }));
  const own = ownTimes(['starting', 'own_time=38ms request_id=r0', ...requests.map((_, at) => `own_time=40ms request_id=r${at}`)]);

  it("tells what a request waited inside the process: the router's service time without it", () =>
    assert.deepEqual(
      timedRequests(requests.slice(0, 3), own).map(({ waitMs }) => waitMs),
      [60, 70, 80],
    ));
  it('tells how full the process is', () =>
    assert.deepEqual(ownTimeOf(timedRequests(requests, own), 4), { requests: 20, meanMs: 40, waitP95Ms: 240, busyShare: 0.2 }));
  it('is not known of an app that writes none', () => assert.equal(ownTimeOf(timedRequests(requests, new Map()), 4), null));
});

describe('the pages of a game', () => {
  /** Two participants play two rounds: five seconds on each page. */
  const visits = ['k2v8m3xa', 'p9q4r7sb'].flatMap((participant) =>
    [3, 6].flatMap((place) => [
      request({ path: `/p/${participant}/stag_hunt/Choose/${place}` }, place * 10),
      request({ path: `/p/${participant}/stag_hunt/Choose/${place}`, method: 'POST', status: 302 }, place * 10 + 5),
    ]),
  );

  it('are told with rounds, stays and requests of each participant', () => {
    const [page, ...others] = gamePages([request({}), ...visits], []);
    assert.deepEqual(others, []);
    const { participants, rounds, shown, sent, perParticipant, stayMedianSeconds, showMs } = page ?? {};
    assert.deepEqual([page?.page, participants, rounds, shown, sent, perParticipant], ['stag_hunt/Choose', 2, 2, 4, 4, 4]);
    assert.deepEqual([stayMedianSeconds, showMs], [5, null]);
  });
  it('are evidence by the one that is asked for most', () =>
    assert.deepEqual(gameEvidence(gamePages(visits, []), 4), {
      page: 'stag_hunt/Choose',
      participants: 2,
      rounds: 2,
      staySeconds: 5,
      requestsPerSecond: 2,
    }));
});

describe('visitors', () => {
  it('are people and programs', () => {
    const robots = [request({ userAgent: 'Mozilla/5.0 (compatible; GPTBot/1.2)' }, 1, 10), request({ userAgent: 'curl/8.1' })];
    assert.deepEqual(visitorsOf([...robots, request({})]), { requests: 12, robots: 11, busiestRobot: 'GPTBot' });
  });
  it('are not the bots of a rehearsal', () => {
    const bots = request({ userAgent: 'rostra-bot' }, 1, 200);
    assert.deepEqual(visitorsOf([bots, request({})]), { requests: 1, robots: 0, busiestRobot: '' });
  });
  it('are a storm when many ask for the same page ten times in ten seconds', () => {
    const of = (clients: number, times: number) =>
      Array.from({ length: clients * times }, (_, at) => request({ clientAddress: `10.0.0.${at % clients}` }, 100));
    assert.deepEqual(stormOf(of(3, 10)), { path: '/wudc/draw/', clients: 3, requests: 30 });
    assert.equal(stormOf(of(3, 9)), null);
  });
  it('are cut off when a dyno stops, or without one', () => {
    const cuts = [105, 129, 131].map((second) => request({ code: 'H13', status: 503 }, second));
    const broken = request({ code: 'H18', status: 503 }, 90);
    assert.deepEqual(cutOffOf([...cuts, broken], [100], 2), { unanswered: 3, atStops: 2, interrupted: 1, workerTimeouts: 2 });
  });
});

describe('the memory of a dyno', () => {
  const points = (from: number, minutes: number, of: (minute: number) => number) =>
    Array.from({ length: minutes + 1 }, (_, minute) => ({ second: from + minute * 60, memoryMb: of(minute) }));

  it('grows by so much an hour', () => assert.equal(Math.round(growsMbPerHour(points(0, 40, (minute) => 200 + minute)) ?? 0), 60));
  it('is looked at from its last start on', () =>
    assert.equal(Math.round(growsMbPerHour([...points(0, 60, (minute) => 200 + 9 * minute), ...points(3_660, 40, () => 210)]) ?? 1), 0));
  it('says nothing of a pace in less than half an hour', () => assert.equal(growsMbPerHour(points(0, 29, (minute) => minute)), null));
});

describe('an app', () => {
  it('is known by its commands, and what it lacks by its config vars', () => {
    const web = 'otree prodserver1of2';
    const open = {
      guest: 'otree',
      missingVars: ['OTREE_PRODUCTION', 'OTREE_AUTH_LEVEL'],
      hasOpenAdmin: true,
      databaseIsFile: true,
    } as const;
    assert.deepEqual(appSettings({ web }, {}), { ...open, debug: false, timeZone: null });
    const vars = {
      OTREE_PRODUCTION: '1',
      OTREE_AUTH_LEVEL: 'STUDY',
      OTREE_ADMIN_PASSWORD: 'k3…',
      DATABASE_URL: 'postgres://…',
      TZ: 'Asia/Tokyo',
    };
    const closed = { guest: 'otree', missingVars: [], hasOpenAdmin: false, databaseIsFile: false, debug: false, timeZone: 'Asia/Tokyo' };
    assert.deepEqual(appSettings({ web }, vars), closed);
    assert.equal(appSettings({ web: 'python manage.py runserver' }, { DEBUG: '1' }).debug, true);
    assert.equal(appSettings({ web: 'node server.js' }, { DEBUG: 'app:*' }).debug, false);
  });
  it('has the version that is installed, else the one that its requirements fix', () => {
    assert.equal(guestVersion(['otree-5.10.3.dist-info', 'pip'], 'otree>=5')?.running, '5.10.3');
    assert.equal(guestVersion([], 'psycopg2\notree==5.9.1\n')?.running, '5.9.1');
    assert.equal(guestVersion(['flask-3.1.dist-info'], 'otree-tools==1.0'), null);
  });
});
