import type { ReadyPlan } from './ready-plans.ts';

/** The table of the Australs that the guides print, line by line. */
export const regional: ReadyPlan = {
  id: 'regional',
  title: 'Regional championship',
  size: '100 teams, 4 days',
  file: {
    title: 'Regional championship, 100 teams',
    priceBook: 'seed-2019',
    currency: 'USD',
    lines: [
      { kind: 'addon', key: 'postgres:hobby-basic', qty: 1, days: 14, day: 1 },
      { kind: 'dyno', key: 'hobby', qty: 1, days: 7, day: 1, note: 'registration and set-up, the week before' },
      { kind: 'addon', key: 'redislabs:100', qty: 1, days: 7, day: 8, note: 'from the first day to the publication of the tab' },
      { kind: 'dyno', key: 'standard-1x', qty: 3, hoursPerDay: 10, days: 4, day: 8, from: '09:00' },
      {
        kind: 'dyno',
        key: 'performance-m',
        qtyAverage: 5,
        hours: 1,
        day: 8,
        from: '08:00',
        autoscale: { min: 1, max: 10 },
        note: 'autoscaled: everybody opens the first draw',
      },
    ],
  },
  database: { limit: 20, expectedPeak: 12 },
  cache: { limit: 256, expectedPeak: 30 },
  live: { limit: 20, expectedPeak: 6 },
  spared:
    'The hour of performance-m: a draw is rendered once and served by the router, so three standard-1x see only ballots and check-ins.',
};
