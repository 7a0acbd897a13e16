import type { Control } from '../control/control.ts';
import type { SiteRuleTrial, TrialQuery } from '../rules/monitor/site-rule-trial.ts';
import type { MonitorEvidence } from '../rules/findings/evidence.ts';
import type { AppRecord } from '../store/apps.ts';
import { askSiteRules, type SiteRuleAnswers } from './ask-site-rules.ts';
import { siteRuleFiles } from './site-rule-files.ts';

const usualSeconds = 86_400;

/** What each rule of this installation would have said in a time, of the moments that were kept. Nothing of it is stored. */
export async function trySiteRules(
  control: Control,
  app: AppRecord,
  { seconds = usualSeconds }: TrialQuery,
): Promise<readonly SiteRuleTrial[]> {
  const to = Math.floor(control.clock.nowMs() / 1000) + 1;
  const kept = control.trafficBook.moments(app.name, { from: to - seconds, to });
  const moments = kept.map(({ evidence }): MonitorEvidence => JSON.parse(evidence));
  const told = await askSiteRules(await siteRuleFiles(control.paths.root), moments);
  return told.map((one) =>
    trialOf(
      one,
      kept.map(({ second }) => second),
    ),
  );
}

function trialOf(told: SiteRuleAnswers, seconds: readonly number[]): SiteRuleTrial {
  const { file } = told;
  if ('fault' in told) return { file, fault: told.fault, moments: seconds.length, spoke: [] };
  const fault = told.answers.flatMap((answer) => (answer.ok ? [] : [answer.fault]))[0] ?? null;
  const spoke = told.answers.flatMap((answer, at) =>
    answer.ok && answer.found !== null ? [{ at: new Date((seconds[at] ?? 0) * 1000).toISOString(), title: answer.found.title }] : [],
  );
  return { file, fault, moments: seconds.length, spoke };
}
