import type { ReadyPlan } from './ready-plans.ts';

/** Participants who come when they like, within a day. */
export const onlineStudy: ReadyPlan = {
  id: 'online',
  title: 'Online study',
  size: '300 people, 1 day',
  file: {
    title: 'Online study, 300 people',
    priceBook: 'seed-2019',
    currency: 'USD',
    lines: [
      { kind: 'addon', key: 'postgres:hobby-basic', qty: 1, days: 14, note: 'the data stay two weeks' },
      { kind: 'dyno', key: 'hobby', qty: 1, days: 1, day: 1, note: 'a trial run the day before' },
      { kind: 'dyno', key: 'standard-2x', qty: 2, days: 1, day: 2 },
    ],
  },
  database: { limit: 20, expectedPeak: 8 },
  cache: { limit: 30, expectedPeak: 0 },
  live: { limit: 20, expectedPeak: 4 },
  spared: 'Only the start page is shared; the second dyno is there so that one may fail.',
};
