import type { ReadyPlan } from './ready-plans.ts';

/** A championship of a continent. */
export const continental: ReadyPlan = {
  id: 'continental',
  title: 'Continental championship',
  size: '200 teams, 5 days',
  file: {
    title: 'Continental championship, 200 teams',
    priceBook: 'seed-2019',
    currency: 'USD',
    lines: [
      { kind: 'addon', key: 'postgres:standard-0', qty: 1, days: 14, day: 1, note: '120 connections, as a precaution' },
      { kind: 'dyno', key: 'hobby', qty: 1, days: 7, day: 1, note: 'registration and set-up, the week before' },
      { kind: 'addon', key: 'redislabs:100', qty: 1, days: 7, day: 8, note: '256 clients, as a precaution' },
      { kind: 'dyno', key: 'standard-2x', qty: 4, hoursPerDay: 11, days: 5, day: 8, from: '09:00' },
      { kind: 'dyno', key: 'performance-m', qtyAverage: 6, hours: 1, day: 8, from: '08:00', autoscale: { min: 2, max: 12 } },
    ],
  },
  database: { limit: 120, expectedPeak: 24 },
  cache: { limit: 256, expectedPeak: 60 },
  live: { limit: 20, expectedPeak: 9 },
  spared: 'The hour of performance-m and half of the standard-2x: what spectators read comes from the router.',
};
