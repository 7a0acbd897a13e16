import type { Control } from '../control/control.ts';
import { conditionWords, metricFacts } from '../rules/alerts/alert-rule.ts';
import { nextAlert } from '../rules/alerts/alert-state.ts';
import { readingOf, worse } from '../rules/alerts/reading.ts';
import type { AppReadings } from '../rules/alerts/reading.ts';
import type { AlertRuleRecord } from '../store/alert-rules.ts';
import { keepEventRules } from './keep-event-rules.ts';
import { openFact } from './open-fact.ts';
import { readApp } from './read-app.ts';
import { ruleSubject } from './rule-subject.ts';

/** One look at every rule of every app (ALR-03). What fires or is over stands in the store before anybody is told. */
export function evaluateAlerts(control: Control): void {
  keepEventRules(control);
  const rules = control.store.alertRules.list();
  for (const [name, ofApp] of Map.groupBy(rules, (rule) => rule.appName)) {
    const app = control.store.apps.byName(name);
    if (app === null) continue;
    const readings = readApp(control, app);
    control.store.transaction(() => ofApp.forEach((rule) => judge(control, rule, readings)));
  }
}

function judge(control: Control, rule: AlertRuleRecord, readings: AppReadings): void {
  const { store, clock } = control;
  const nowMs = clock.nowMs();
  const value = readingOf(rule, readings);
  const { threshold, forSeconds } = rule;
  const { state, change } = nextAlert(rule.state, value, { threshold, forSeconds, bad: metricFacts(rule.metric).bad, nowMs });
  const isSame = value === rule.value && JSON.stringify(state) === JSON.stringify(rule.state);
  if (value === null || isSame) return;
  store.alertRules.setState(rule.id, state, value);
  const subject = ruleSubject(rule.id);
  if (change === 'resolved') store.incidents.endFact(subject, nowMs);
  else if (change === 'fired') fire(control, rule, value);
  else if (state.phase === 'firing') {
    const before = store.incidents.openSubjects().get(subject)?.worst ?? value;
    store.incidents.setValue(subject, { value, worst: worse(rule.metric, value, before) });
  }
}

function fire(control: Control, rule: AlertRuleRecord, value: number): void {
  const { metric, stat, threshold, forSeconds, scope, severity, appId, appName, state } = rule;
  const nowMs = control.clock.nowMs();
  const condition = { metric, stat, threshold, forSeconds, scope };
  const fact = { ...condition, subject: ruleSubject(rule.id), severity, value, worst: value, note: null };
  openFact(control, appId, { ...fact, sinceMs: state.sinceMs ?? nowMs, firedAtMs: nowMs, endedAtMs: null });
  const text = `Alert: ${conditionWords(condition)}`;
  control.store.events.append({ appId, atMs: nowMs, kind: 'app', level: severity, text, actor: null });
  control.logBook.tell(appName, 'alerts', [text]);
}
