import { look } from './actions.ts';
import { twoDigits } from './evidence.ts';
import type { TopIssue } from './app-evidence.ts';
import type { MonitorEvidence } from './evidence.ts';
import { found } from './finding.ts';
import type { EvidenceItem, Found } from './finding.ts';

/** Failed requests a second, over a minute (platform specification, Annex C). */
const mostPerSecond = 0.5;
const shownCodes = 4;

/** F20: more than one request in two seconds fails. Who answered says whether the app is overloaded or broken (MET-10). */
export function requestsFail({ lastMinute, app: { topIssue } }: MonitorEvidence): Found | null {
  const { failed, failedByRouter, failedByApp, seconds, requests, codes } = lastMinute;
  const perSecond = seconds === 0 ? 0 : failed / seconds;
  if (perSecond <= mostPerSecond) return null;
  const isBroken = failedByApp >= failedByRouter;
  const issue = isBroken ? topIssue : null;
  const byCode = Object.entries(codes)
    .filter(([code]) => code.startsWith('H'))
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, shownCodes)
    .map(([code, value]): EvidenceItem => ({ text: code, value, unit: '' }));
  return found('F20', {
    title: isBroken ? 'The app answers with errors' : 'Requests fail before the app answers them',
    why: isBroken
      ? 'The app itself writes these error pages: a fault in it, not too many visitors.'
      : 'The router writes these error pages, because the app is overloaded or down.',
    evidence: [
      { text: 'failed requests a second', value: twoDigits(perSecond), unit: '' },
      { text: `of ${requests} requests in the last minute failed`, value: failed, unit: '' },
      { text: 'of them answered by the app', value: failedByApp, unit: '' },
      { text: 'of them answered by the router', value: failedByRouter, unit: '' },
      ...ofIssue(issue),
      ...byCode,
    ],
    actions: [
      ...(issue === null ? [] : [look('See the error', 'errors')]),
      look('See those requests', 'logs', isBroken ? 'status=500' : (byCode[0]?.text ?? 'at=error')),
    ],
    weight: perSecond,
  });
}

/** What the app reported most of: the likely cause in its own words. */
function ofIssue(issue: TopIssue | null): readonly EvidenceItem[] {
  if (issue === null) return [];
  const place = issue.culprit === '' ? '' : ` in ${issue.culprit}`;
  return [{ text: `times ${issue.title}${place}`, value: issue.count, unit: '' }];
}
