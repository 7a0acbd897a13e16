import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { fakeClock } from '#kit/testing/fake-clock.ts';
import { compare, exact, plus, zero, type Exact } from '../rules/costs/exact.ts';
import { costMicro } from '../rules/costs/price-book.ts';
import { ledgerCost, replayCost } from '../rules/costs/replay.ts';
import { plainManifest } from '../rules/manifest.ts';
import { openStore, type Store } from '../store/open.ts';
import { beat, meter, resumeMeter, type Metered } from './meter.ts';
import { meterPrices } from './prices.ts';

const start = Date.parse('2026-11-02T09:00:00Z');
const startS = start / 1000;
let folder = '';
let files = 0;
let store: Store;
let clock: ReturnType<typeof fakeClock>;
const metered = (): Metered => ({ store, clock });
const nowS = (): number => clock.nowMs() / 1000;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rostra-meter-'));
});
after(() => rm(folder, { recursive: true }));
const open = (): Store => openStore(join(folder, `control-${files}.db`));
function fresh(): void {
  files += 1;
  store = open();
  clock = fakeClock(start);
  store.prices.set('meter-book', 'seed-2019');
}
beforeEach(fresh);

/** An app whose release serves, with web and worker in its Procfile. */
function serving(name: string): number {
  store.apps.create(name, start);
  const id = store.apps.byName(name)?.id ?? 0;
  store.releases.addSlug({
    id: `slug-${name}`,
    processes: { web: 'a', worker: 'b', release: 'c' },
    manifest: plainManifest,
    sizeBytes: 0,
    builtOn: '',
    nowMs: start,
  });
  const release = {
    appId: id,
    status: 'succeeded',
    configSetId: 1,
    runsSince: null,
    phase: 'none',
    reason: '',
    actor: 'ann',
    nowMs: start,
  } as const;
  store.apps.setServing(id, store.releases.append({ ...release, slugId: `slug-${name}` }));
  return id;
}

function scale(id: number, quantities: Readonly<Record<string, number>>, size?: string): void {
  store.transaction(() => {
    store.formations.setQuantities(id, quantities);
    if (size !== undefined) store.formations.setSizes(id, Object.fromEntries(Object.keys(quantities).map((type) => [type, size])));
    meter(metered(), 'scaled');
  });
}

const ever = { fromS: 0, toS: Number.MAX_SAFE_INTEGER };
const lines = (): string[] =>
  store.ledger
    .within(ever)
    .map(
      ({ resource, key, quantity, startS: from, endS }) =>
        `${resource} ${quantity} × ${key} ${from - startS}–${endS === null ? '' : endS - startS}`,
    );

describe('the ledger', () => {
  it('has an interval for each number of dynos, from the second of the change on', () => {
    const id = serving('tab');
    scale(id, { web: 1 });
    clock.advance(60_000);
    scale(id, { web: 3, worker: 1 });
    clock.advance(60_000);
    scale(id, { web: 0 });
    assert.deepEqual(lines(), [
      `dyno:${id}:web 1 × standard-1x 0–60`,
      `dyno:${id}:web 3 × standard-1x 60–120`,
      `dyno:${id}:worker 1 × standard-1x 60–`,
    ]);
  });
  it('begins anew with another size', () => {
    const id = serving('tab');
    scale(id, { web: 1 });
    clock.advance(5_000);
    scale(id, { web: 1 }, 'performance-m');
    assert.deepEqual(lines(), [`dyno:${id}:web 1 × standard-1x 0–5`, `dyno:${id}:web 1 × performance-m 5–`]);
  });
  it('changes with the formation or not at all', () => {
    const id = serving('tab');
    assert.throws(() =>
      store.transaction(() => {
        scale(id, { web: 1 });
        throw new Error('killed here');
      }),
    );
    assert.deepEqual(lines(), []);
  });
  it('counts an add-on from when it is there until it is destroyed', () => {
    const id = serving('tab');
    store.addons.create({
      name: 'postgres-1',
      appId: id,
      service: 'postgres',
      plan: 'hobby-basic',
      configVar: 'DATABASE_URL',
      password: '',
      settings: {},
      createdAtMs: start,
    });
    meter(metered(), 'pass');
    assert.deepEqual(lines(), []);
    store.addons.setState('postgres-1', 'available');
    meter(metered(), 'made');
    clock.advance(9_000);
    store.addons.setState('postgres-1', 'leaving');
    meter(metered(), 'destroyed');
    assert.deepEqual(lines(), ['addon:postgres-1 1 × postgres:hobby-basic 0–9']);
  });
  it('does not count what sleeps', () => {
    const id = serving('tab');
    scale(id, { web: 1, worker: 1 });
    store.sleeps.set({ appId: id, afterMs: 1, sleepsAll: false, showsPage: true });
    store.sleeps.setAsleep(id, start);
    clock.advance(3_000);
    meter(metered(), 'asleep');
    assert.deepEqual(lines(), [`dyno:${id}:web 1 × standard-1x 0–3`, `dyno:${id}:worker 1 × standard-1x 0–`]);
  });
  it('counts a one-off dyno while it runs, and keeps it open while nobody knows', () => {
    const run = { resource: 'run:d1', app: 'tab', kind: 'dyno', key: 'standard-1x', quantity: 1 } as const;
    meter(metered(), 'run', [run]);
    clock.advance(3_000);
    meter(metered(), 'pass');
    clock.advance(3_000);
    meter(metered(), 'ended', []);
    assert.deepEqual(lines(), ['run:d1 1 × standard-1x 0–6']);
  });
  it('is split where a price changes', () => {
    const id = serving('tab');
    scale(id, { web: 1 });
    clock.advance(60_000);
    const { book } = meterPrices(metered());
    const dearer = book.items.map((item) =>
      item.key === 'standard-1x' ? { ...item, monthlyMicro: 50_000_000, capMicro: 50_000_000 } : item,
    );
    store.prices.append({ ...book, items: dearer }, { nowS: nowS(), actor: 'ann' });
    meter(metered(), 'price changed');
    clock.advance(60_000);
    assert.deepEqual(lines(), [`dyno:${id}:web 1 × standard-1x 0–60`, `dyno:${id}:web 1 × standard-1x 60–`]);
    const all = store.ledger.within({ fromS: 0, toS: nowS() });
    assert.equal(compare(ledgerCost(all, nowS()), exact(75_000_000n * 60n, 2_592_000n)), 0);
  });
  it('stops ten seconds after the platform was last seen, and begins anew when it is back', () => {
    const id = serving('tab');
    scale(id, { web: 1 });
    beat(metered());
    clock.advance(3_600_000);
    resumeMeter(metered());
    assert.deepEqual(lines(), [`dyno:${id}:web 1 × standard-1x 0–10`, `dyno:${id}:web 1 × standard-1x 3600–`]);
  });
  it('goes on through a restart that takes a moment', () => {
    const id = serving('tab');
    scale(id, { web: 1 });
    beat(metered());
    clock.advance(9_000);
    resumeMeter(metered());
    assert.deepEqual(lines(), [`dyno:${id}:web 1 × standard-1x 0–`]);
  });
  it('cannot be rewritten', () => {
    const id = serving('tab');
    scale(id, { web: 1 });
    const [first] = store.ledger.open();
    store.ledger.end(first?.id ?? 0, nowS());
    store.ledger.end(first?.id ?? 0, nowS() + 500);
    assert.deepEqual(lines(), [`dyno:${id}:web 1 × standard-1x 0–0`]);
  });
});

interface Step {
  readonly waitS: number;
  readonly web: number;
  /** For so long nobody is there. */
  readonly crashS: number;
}

const aLife = fc.array(
  fc.record({ waitS: fc.integer({ min: 0, max: 300 }), web: fc.integer({ min: 0, max: 5 }), crashS: fc.integer({ min: 0, max: 5_000 }) }),
  { minLength: 20, maxLength: 20 },
);

/** Time passes as it does for control: it beats every ten seconds. */
function live(seconds: number): void {
  for (let left = seconds; left > 0; left -= 10) {
    clock.advance(Math.min(left, 10) * 1000);
    if (left >= 10) beat(metered());
  }
}

describe('laws of the ledger (CST-06)', () => {
  it('after 20 random crashes it equals the log of usage, and what really was, to the last fraction', () =>
    fc.assert(
      fc.property(aLife, (steps: readonly Step[]) => {
        fresh();
        const id = serving('tab');
        resumeMeter(metered());
        let [web, really] = [0, zero];
        for (const step of steps) {
          live(step.waitS);
          really = plus(really, costOf(web, step.waitS));
          scale(id, { web: step.web });
          web = step.web;
          const seenS = store.ledger.lastBeat() ?? 0;
          really = plus(really, costOf(web, Math.min(step.crashS, seenS + 10 - nowS())));
          clock.advance(step.crashS * 1000);
          store.close();
          store = open();
          resumeMeter(metered());
        }
        const [byLedger, byLog] = [ledgerCost(store.ledger.within(ever), nowS()), replayCost(store.ledger.usage(), nowS())];
        store.close();
        return compare(byLedger, byLog) === 0 && compare(byLedger, really) === 0;
      }),
      { numRuns: 5 },
    ));
});

const costOf = (web: number, seconds: number): Exact => costMicro({ quantity: exact(BigInt(web)), monthlyMicro: 25_000_000, seconds });
