import type { ReadyPlan } from './ready-plans.ts';

/** A day of debates between schools. */
export const schools: ReadyPlan = {
  id: 'schools',
  title: 'Schools tournament',
  size: '24 teams, 1 day',
  file: {
    title: 'Schools tournament, 24 teams',
    priceBook: 'seed-2019',
    currency: 'USD',
    lines: [
      { kind: 'addon', key: 'postgres:hobby-basic', qty: 1, days: 7, note: 'results stay public for some days' },
      { kind: 'dyno', key: 'hobby', qty: 1, days: 2, day: 1, note: 'teams and judges are entered' },
      { kind: 'dyno', key: 'standard-1x', qty: 2, hoursPerDay: 10, days: 1, day: 3, from: '08:00' },
    ],
  },
  database: { limit: 20, expectedPeak: 6 },
  cache: { limit: 30, expectedPeak: 6 },
  live: { limit: 20, expectedPeak: 4 },
  spared: 'The second dyno: the router answers the public pages from its own memory, and one dyno holds the rest.',
};
