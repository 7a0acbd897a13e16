import type { MonitorEvidence } from './evidence.ts';
import { dynoTooBusy } from './f01-dyno-too-busy.ts';
import { dynosTooBusy } from './f02-dynos-too-busy.ts';
import { databaseIsTheLimit } from './f03-database-is-the-limit.ts';
import { otreeOnSeveralDynos } from './f10-otree-on-several-dynos.ts';
import { oneSlowRoute } from './f12-one-slow-route.ts';
import { everythingWaits } from './f13-everything-waits.ts';
import { uncachedStampede } from './f16-uncached-stampede.ts';
import { requestsFail } from './f20-requests-fail.ts';
import type { Found } from './finding.ts';

const rules = [
  dynoTooBusy,
  dynosTooBusy,
  databaseIsTheLimit,
  otreeOnSeveralDynos,
  oneSlowRoute,
  everythingWaits,
  uncachedStampede,
  requestsFail,
] as const;

/** What all rules say of a moment (platform specification, §8.1). */
export const findingsIn = (evidence: MonitorEvidence): readonly Found[] => rules.flatMap((rule) => rule(evidence) ?? []);
