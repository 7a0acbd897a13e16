import type { Control } from '../control/control.ts';
import { found } from '../rules/findings/finding.ts';
import type { FindingRule, Found } from '../rules/findings/finding.ts';

/** What somebody found out about an app; what is not given, the rule's own words say. */
export interface RaisedFinding extends Partial<Omit<Found, 'rule'>> {
  readonly rule: FindingRule;
  /** Its name. */
  readonly app: string;
  readonly evidence: Found['evidence'];
}

/**
 * Puts a finding among those of the app: on its overview and in the API. Raised again it is the same one with newer evidence; not raised for
 * ten minutes, it is over. Nothing happens when the app is gone.
 */
export function raiseFinding(control: Control, { rule, app: name, ...given }: RaisedFinding): void {
  const app = control.store.apps.byName(name);
  if (app !== null) keepFinding(control, app.id, found(rule, given));
}

/** Stores it; what is news stands in the app's log too. */
export function keepFinding(control: Control, appId: number, finding: Found): void {
  const isNews = control.store.findings.see(appId, finding, control.clock.nowMs());
  const app = isNews ? control.store.apps.list().find(({ id }) => id === appId) : undefined;
  if (app) control.logBook.tell(app.name, 'monitor', [`${finding.rule}: ${finding.title}`]);
}
