import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addonsToMake } from './app-json.ts';

describe('add-ons that app.json asks for', () => {
  const postgres = { plan: 'heroku-postgresql:hobby-basic', as: null };
  const cache = { plan: 'heroku-redis', as: 'CACHE' };
  const cases = [
    { it: 'are made', asked: [postgres, cache], present: [], expect: [postgres, cache] },
    { it: 'are not made again', asked: [postgres, cache], present: ['DATABASE_URL'], expect: [cache] },
    { it: 'are made once when they are named twice', asked: [postgres, { plan: 'postgres', as: null }], present: [], expect: [postgres] },
    {
      it: 'are several of one service under several names',
      asked: [{ plan: 'redis', as: null }, cache],
      present: [],
      expect: [{ plan: 'redis', as: null }, cache],
    },
  ];
  for (const c of cases) it(c.it, () => assert.deepEqual(addonsToMake(c.asked, c.present), { make: c.expect, leftOut: [] }));

  it('that nobody offers here are left out, with why', () =>
    assert.deepEqual(addonsToMake([{ plan: 'papertrail:choklad', as: null }, postgres], []), {
      make: [postgres],
      leftOut: ['papertrail:choklad: There is no add-on service "papertrail".'],
    }));
});
