import type { ReadyPlan } from './ready-plans.ts';

/** One session in a laboratory. */
export const labExperiment: ReadyPlan = {
  id: 'lab',
  title: 'Experiment in a lab',
  size: '24 people, 2 hours',
  file: {
    title: 'Experiment in a lab, 24 people',
    priceBook: 'seed-2019',
    currency: 'USD',
    lines: [
      { kind: 'addon', key: 'postgres:hobby-basic', qty: 1, days: 7, note: 'the data stay a week' },
      { kind: 'dyno', key: 'standard-1x', qty: 1, hours: 3, day: 1, from: '09:00', note: 'half an hour before and after' },
    ],
  },
  database: { limit: 20, expectedPeak: 4 },
  cache: { limit: 30, expectedPeak: 0 },
  live: { limit: 20, expectedPeak: 2 },
  spared: 'Pages of an experiment are personal and never cached; one dyno holds 24 people with room to spare.',
};
