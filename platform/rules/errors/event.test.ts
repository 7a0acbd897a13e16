import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { normalisedEvent, timeOf } from './event.ts';
import { hidden, keptValues, scrubbedText, scrubbedUrl } from './scrub.ts';
import { sessionCounts } from './sessions.ts';
import { feedbackIn } from './feedback.ts';
import { stateAfter } from './issue-state.ts';
import { quotaOf } from './quota.ts';
import { taken } from './rate-limit.ts';
import { endpointOf, keyOfDsn, publicKey } from './sender.ts';

const nowMs = 1_800_000_000_000;
const circumstances = { receivedMs: nowMs, id: 'f'.repeat(32), keepsLabels: false };
const eventOf = (raw: object, change: object = {}) => normalisedEvent({ ...raw }, { ...circumstances, ...change });

describe('an event', () => {
  it('has one shape, whatever was sent', () =>
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('exception', 'tags', 'user', 'request', 'breadcrumbs', 'level', 'timestamp', 'extra', 'contexts'),
          fc.anything(),
        ),
        (raw) => {
          const event = eventOf(raw);
          assert.equal(event.id, circumstances.id);
          assert.deepEqual(JSON.parse(JSON.stringify(event)), event);
        },
      ),
      { numRuns: 50 },
    ));

  it('takes exceptions as a list or in `values`, tags as a map or as pairs', () => {
    const exception = { type: 'E', value: 'v' };
    assert.deepEqual(eventOf({ exception: [exception] }).exceptions, eventOf({ exception: { values: [exception] } }).exceptions);
    assert.deepEqual(eventOf({ tags: [['a', 1], { key: 'b', value: true }] }).tags, { a: '1', b: 'true' });
  });

  it('takes seconds and ISO; what lies in the future is now', () => {
    assert.equal(timeOf(nowMs / 1000 - 5, nowMs), nowMs - 5_000);
    assert.equal(timeOf('2027-01-15T07:59:55', nowMs), nowMs - 5_000);
    assert.equal(timeOf('2027-01-15T07:59:55Z', nowMs), nowMs - 5_000);
    assert.equal(timeOf(nowMs / 1000 + 5, nowMs), nowMs);
    assert.equal(timeOf('soon', nowMs), nowMs);
  });

  it('knows the app’s own code where the SDK does not say', () => {
    const frames = [{ filename: 'node:internal/process' }, { filename: '/x/node_modules/pg/a.js' }, { filename: '/srv/app/main.js' }];
    const [exception] = eventOf({ exception: [{ type: 'E', stacktrace: { frames } }] }).exceptions;
    assert.deepEqual(
      exception?.frames.map(({ isOwn }) => isOwn),
      [false, false, true],
    );
  });

  it('keeps a participant’s label only where the project says so', () => {
    const user = { id: 'p12', username: 'Ann', email: 'ann@example.org', ip_address: '10.0.0.7' };
    assert.deepEqual(eventOf({ user }).user, { id: 'p12', name: null });
    assert.deepEqual(eventOf({ user }, { keepsLabels: true }).user, { id: 'p12', name: 'Ann' });
  });
});

describe('secrets are hidden', () => {
  it('by the names they stand under, however deep', () => {
    const request = {
      url: 'http://lab.localhost/p/abc?token=xyz&page=2',
      headers: { Cookie: 'sid=1', Authorization: 'Bearer abc', 'User-Agent': 'x' },
      data: { password: 'x', form: { api_key: 'k', csrf_token: 't', contribution: 10 } },
    };
    const kept = eventOf({ request }).request;
    assert.equal(kept?.url, `http://lab.localhost/p/abc?token=${hidden}&page=2`);
    assert.deepEqual(kept?.headers, { Cookie: hidden, Authorization: hidden, 'User-Agent': 'x' });
    assert.deepEqual(kept?.body, { password: hidden, form: { api_key: hidden, csrf_token: hidden, contribution: 10 } });
  });

  const texts: readonly (readonly [string, string])[] = [
    ['card 4111 1111 1111 1111 used', `card ${hidden} used`],
    ['order 4111111111111112 is no card', 'order 4111111111111112 is no card'],
    ['postgres://u:secret@db/x', `postgres://u:${hidden}@db/x`],
    ['sent Bearer eyJhbGciOi.x', `sent Bearer ${hidden}`],
    [`<WSGIRequest: GET '/draw/?password=hunter2&round=3'>`, `<WSGIRequest: GET '/draw/?password=${hidden}&round=3'>`],
  ];
  for (const [text, expected] of texts) it(`in a text: ${text}`, () => assert.equal(scrubbedText(text), expected));

  it('in a form’s body', () =>
    assert.deepEqual(eventOf({ request: { data: 'password=1&name=x' } }).request?.body, { password: hidden, name: 'x' }));
  it('in an address', () => assert.equal(scrubbedUrl('/x?a=1&session_key=2'), `/x?a=1&session_key=${hidden}`));
  it('and what is too deep, too long or too much is cut', () => {
    assert.deepEqual(keptValues({ a: { b: { c: { d: { e: { f: { g: 1 } } } } } } }), { a: { b: { c: { d: { e: { f: '[…]' } } } } } });
    assert.equal(keptValues('x'.repeat(10_000)), 'x'.repeat(8_192));
    assert.equal(Object.keys(Object(keptValues(Object.fromEntries(Array.from({ length: 99 }, (_, at) => [`k${at}`, at]))))).length, 50);
  });
});

describe('an issue', () => {
  const standing = { state: 'resolved', resolvedIn: null, ignoredUntilMs: null, ignoredUntilCount: null } as const;
  const seen = { nowMs, release: 'v12', count: 7 };
  const cases = [
    { it: 'is back when it was resolved', standing, expect: 'regressed' },
    { it: 'stays resolved while only an older release reports it', standing: { ...standing, resolvedIn: 'v13' }, expect: 'resolved' },
    { it: 'is back in the release that was to end it', standing: { ...standing, resolvedIn: 'v12' }, expect: 'regressed' },
    { it: 'stays ignored', standing: { ...standing, state: 'ignored' }, expect: 'ignored' },
    { it: 'is ignored until a time', standing: { ...standing, state: 'ignored', ignoredUntilMs: nowMs }, expect: 'unresolved' },
    { it: 'is ignored until a number', standing: { ...standing, state: 'ignored', ignoredUntilCount: 8 }, expect: 'ignored' },
    { it: 'and no longer', standing: { ...standing, state: 'ignored', ignoredUntilCount: 7 }, expect: 'unresolved' },
  ] as const;
  for (const c of cases) it(c.it, () => assert.equal(stateAfter(c.standing, seen), c.expect));
});

describe('a rate', () => {
  it('lets a burst through, then as many as its minute has', () => {
    const limit = { perMinute: 60, burst: 2 };
    const first = taken(undefined, limit, { count: 2, nowMs });
    assert.equal(first?.tokens, 0);
    assert.equal(taken(first ?? undefined, limit, { count: 1, nowMs: nowMs + 900 }), null);
    assert.ok(taken(first ?? undefined, limit, { count: 1, nowMs: nowMs + 1_000 }));
  });
});

describe('sessions', () => {
  it('count sums, and visits when they begin and when they end', () => {
    const attrs = { release: 'v3' };
    const aggregates = [{ exited: 8, errored: 1, crashed: 1 }];
    assert.deepEqual(sessionCounts({ attrs, aggregates }), [{ release: 'v3', total: 10, errored: 1, crashed: 1 }]);
    assert.deepEqual(sessionCounts({ attrs, init: true, status: 'ok' }), [{ release: 'v3', total: 1, errored: 0, crashed: 0 }]);
    assert.deepEqual(sessionCounts({ attrs, init: false, status: 'crashed', errors: 1 }), [
      { release: 'v3', total: 0, errored: 0, crashed: 1 },
    ]);
    assert.deepEqual(sessionCounts({ init: true }), []);
  });
});

describe('who sends', () => {
  const nobody = { sentryAuth: undefined, authorization: undefined, query: '' };
  it('is named in a header, in another, or in the address', () => {
    assert.equal(publicKey({ ...nobody, sentryAuth: 'Sentry sentry_version=7, sentry_key=abc, sentry_client=x/1' }), 'abc');
    assert.equal(publicKey({ ...nobody, authorization: 'Sentry sentry_key=def' }), 'def');
    assert.equal(publicKey({ ...nobody, query: 'sentry_version=7&sentry_key=ghi' }), 'ghi');
    assert.equal(publicKey(nobody), null);
    assert.equal(keyOfDsn('http://jkl@errors.localhost:8080/12'), 'jkl');
    assert.equal(keyOfDsn('nonsense'), null);
  });
  it('asks for a project, with or without a slash at the end', () => {
    assert.deepEqual(endpointOf('/api/12/envelope'), { project: 12, endpoint: 'envelope' });
    assert.deepEqual(endpointOf('/api/12/store/'), { project: 12, endpoint: 'store' });
    assert.equal(endpointOf('/api/x/store/'), null);
  });
});

describe('how much a project may report', () => {
  it('in an hour is ten times what is usual, or ten minutes of its full rate; in a day four hours of it', () => {
    assert.equal(quotaOf({ eventsPerMinute: null }, [1]), null);
    assert.deepEqual(quotaOf({ eventsPerMinute: 300 }, []), { perHour: 3_000, perDay: 72_000 });
    assert.deepEqual(quotaOf({ eventsPerMinute: 300 }, [10, 500, 900]), { perHour: 5_000, perDay: 72_000 });
  });
});

describe('what a visitor says', () => {
  const event = 'a'.repeat(32);
  it('comes in two forms, and without an address', () => {
    const expected = { event, name: 'Ann', words: 'It went white.' };
    assert.deepEqual(feedbackIn({ event_id: event, name: 'Ann', email: 'ann@x.org', comments: 'It went white.' }), expected);
    const feedback = { associated_event_id: event, name: 'Ann', contact_email: 'ann@x.org', message: 'It went white.' };
    assert.deepEqual(feedbackIn({ contexts: { feedback } }), expected);
    assert.equal(feedbackIn({ event_id: event }), null);
  });
});
