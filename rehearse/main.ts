import { rehearseLab, type LabRehearsal } from './lab.ts';
import type { Report } from './report.ts';
import { rehearseTab, type TabRehearsal } from './tab.ts';
import type { Target } from './target.ts';

/** Which event is rehearsed, and with how many. */
export type Rehearsal = ({ readonly event: 'lab' } & LabRehearsal) | ({ readonly event: 'tab' } & TabRehearsal);

/** Plays a whole event against a running app, over HTTP only, and says what was seen; `reportText` and `isPassed` read the answer. */
export async function main(target: Target, rehearsal: Rehearsal): Promise<Report> {
  return rehearsal.event === 'lab' ? rehearseLab(target, rehearsal) : rehearseTab(target, rehearsal);
}
