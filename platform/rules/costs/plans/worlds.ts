import type { ReadyPlan } from './ready-plans.ts';

/** The world championship. */
export const worlds: ReadyPlan = {
  id: 'worlds',
  title: 'World championship',
  size: '400 teams, 6 days',
  file: {
    title: 'World championship, 400 teams',
    priceBook: 'seed-2019',
    currency: 'USD',
    lines: [
      { kind: 'addon', key: 'postgres:standard-0', qty: 1, days: 21, day: 1, note: '120 connections' },
      { kind: 'dyno', key: 'standard-1x', qty: 1, days: 10, day: 1, note: 'registration and set-up' },
      { kind: 'addon', key: 'redislabs:100', qty: 1, days: 11, day: 11, note: '256 clients are a must: 118 were seen' },
      { kind: 'dyno', key: 'performance-m', qty: 3, hoursPerDay: 12, days: 6, day: 11, from: '09:00' },
      { kind: 'dyno', key: 'performance-l', qtyAverage: 5, hours: 2, day: 11, from: '07:00', autoscale: { min: 2, max: 10 } },
    ],
  },
  database: { limit: 120, expectedPeak: 45 },
  cache: { limit: 256, expectedPeak: 118 },
  live: { limit: 20, expectedPeak: 13 },
  spared: 'The hours of performance-l, and two of the three performance-m: the public pages are the crowd, and the router serves them.',
};
