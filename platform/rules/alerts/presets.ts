import type { AlertWish } from './alert-rule.ts';

/** How long it must hold: Heroku's 1, 5 and 10 consecutive minutes (platform specification, ALR-02). */
export const sensitivities = { high: 60, medium: 300, low: 600 } as const;

export type Sensitivity = keyof typeof sensitivities;

export const presetNames = ['tabbycat', 'live', 'heroku'] as const;

export type PresetName = (typeof presetNames)[number];

export interface PresetWish {
  readonly sensitivity?: Sensitivity;
  /** Of `heroku`: its two limits. */
  readonly ms?: number;
  readonly percent?: number;
}

export const presetWords: Readonly<Record<PresetName, { readonly title: string; readonly says: string }>> = {
  tabbycat: { title: 'Tabbycat', says: '95 of 100 pages take 15,000 ms or more, or 5 % of requests fail' },
  live: {
    title: 'Live event',
    says: '95 of 100 pages take 3,000 ms, or 1 % fail, or a dyno crashes for good, connections reach 80 %, the dynos are full for 3 minutes',
  },
  heroku: { title: 'Two limits of your own', says: 'as on Heroku: a response time and a share of failed requests' },
};

const warning = { severity: 'warning', scope: '', repeatSeconds: 86_400, channels: null } as const;
const critical = { ...warning, severity: 'critical' } as const;

/** The rules that a preset stands for. */
export function presetRules(name: PresetName, { sensitivity = 'high', ms = 1000, percent = 5 }: PresetWish = {}): readonly AlertWish[] {
  const twoLimits = (slowMs: number, failedPercent: number): readonly AlertWish[] => [
    { ...critical, metric: 'response_time', stat: 'p95', threshold: slowMs, forSeconds: sensitivities[sensitivity] },
    { ...critical, metric: 'failed_percent', stat: 'all', threshold: failedPercent, forSeconds: sensitivities[sensitivity] },
  ];
  if (name === 'tabbycat') return twoLimits(15_000, 5);
  if (name === 'heroku') return twoLimits(ms, percent);
  return [
    ...twoLimits(3_000, 1),
    ...['H10', 'H14', 'R15', 'X20'].map((stat) => ({ ...critical, metric: 'code' as const, stat, threshold: 1, forSeconds: 0 })),
    ...['postgres', 'redis'].map((stat) => ({ ...warning, metric: 'connections_percent' as const, stat, threshold: 80, forSeconds: 0 })),
    { ...warning, metric: 'load_percent', stat: 'total', threshold: 90, forSeconds: 180 },
  ];
}
