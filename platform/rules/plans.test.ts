import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findPlan } from './plans.ts';

describe('findPlan', () => {
  const good = [
    { text: 'postgres', plan: 'hobby-dev', connections: 20, as: 'DATABASE' },
    { text: 'postgres:standard-0', plan: 'standard-0', connections: 120, as: 'DATABASE' },
    { text: 'heroku-postgresql:standard-2', plan: 'standard-2', connections: 400, as: 'DATABASE' },
    { text: 'postgres:essential-2', plan: 'essential-2', connections: 40, as: 'DATABASE' },
    { text: 'redis', plan: 'hobby-dev', connections: 20, as: 'REDIS' },
    { text: 'heroku-redis:mini', plan: 'mini', connections: 20, as: 'REDIS' },
    { text: 'redis:premium-0', plan: 'premium-0', connections: 40, as: 'REDIS' },
    { text: 'rediscloud', plan: 'rediscloud-30', connections: 30, as: 'REDISCLOUD' },
    { text: 'rediscloud:100', plan: 'rediscloud-100', connections: 256, as: 'REDISCLOUD' },
    { text: 'postgres:unlimited', plan: 'unlimited', connections: null, as: 'DATABASE' },
  ];
  for (const c of good) {
    it(`${c.text} gives ${c.connections ?? 'unlimited'} connections`, () => {
      const found = findPlan(c.text);
      assert.ok(found.ok);
      assert.deepEqual([found.plan.name, found.plan.connections, found.attachesAs], [c.plan, c.connections, c.as]);
    });
  }
  const bad = [
    { text: 'mysql', fault: /no add-on service "mysql"/, known: 'postgres' },
    { text: 'postgres:huge', fault: /postgres has no plan "huge"/, known: 'postgres:hobby-dev' },
    { text: 'rediscloud:premium-0', fault: /rediscloud has no plan/, known: 'rediscloud:30' },
    { text: 'constructor', fault: /no add-on service/, known: 'redis' },
    { text: 'postgres:', fault: /no plan ""/, known: 'postgres:hobby-dev' },
  ];
  for (const c of bad) {
    it(`refuses ${c.text} and names what there is`, () => {
      const found = findPlan(c.text);
      assert.ok(!found.ok);
      assert.match(found.fault, c.fault);
      assert.ok(found.known.includes(c.known));
    });
  }
});
