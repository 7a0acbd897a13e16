import { noSuchAlert, noSuchMetric, noSuchPreset, wrongAlert } from '../alert-errors.ts';
import { ruleSubject } from '../alerts/rule-subject.ts';
import type { AlertRule } from '../rules/alert-resources.ts';
import { alertFault, isAlertMetric } from '../rules/alerts/alert-rule.ts';
import type { AlertWish } from '../rules/alerts/alert-rule.ts';
import { presetNames, presetRules } from '../rules/alerts/presets.ts';
import type { PresetName, PresetWish } from '../rules/alerts/presets.ts';
import type { AppRecord } from '../store/apps.ts';
import { channelNamed } from './alert-channel-operations.ts';
import { shownIncident, shownRule } from './alert-resources.ts';
import type { AlertRuleWish, AlertVerbs } from './alert-verbs.ts';
import { appNamed } from './app-operations.ts';
import { changeApp } from './change-app.ts';
import type { Control } from './control.ts';

type RuleVerbs = Pick<
  AlertVerbs,
  'alertRules' | 'putAlertRule' | 'applyAlertPreset' | 'removeAlertRule' | 'snoozeAlerts' | 'incidents' | 'allIncidents'
>;

const mostRules = 100;
const mostMinutes = 7 * 24 * 60;
const shownIncidents = 100;

/** What people want to be told of, and what they were told. */
export function alertOperations(control: Control, actor: string): RuleVerbs {
  const { store } = control;
  return {
    alertRules: async (name) => rulesOf(control, appNamed(control, name)),
    putAlertRule: async (name, wish) => {
      const app = appNamed(control, name);
      const [id] = putRules(control, app, { rules: [ruleOf(control, wish)], actor, text: 'Alert set' });
      return ruleNamed(control, app, id ?? 0);
    },
    applyAlertPreset: async (name, preset, wish) => {
      const app = appNamed(control, name);
      putRules(control, app, { rules: rulesOfPreset(preset, wish), actor, text: `Alerts set: preset ${preset}` });
      return rulesOf(control, app);
    },
    removeAlertRule: async (name, id) => {
      const app = appNamed(control, name);
      const { words } = ruleNamed(control, app, id);
      changeApp(control, { app, actor, text: `Alert removed: ${words}` }, () => {
        store.alertRules.remove(app.id, id);
        store.incidents.endFact(ruleSubject(id), control.clock.nowMs());
      });
    },
    snoozeAlerts: async (name, { minutes, rule }) => {
      const app = appNamed(control, name);
      snooze(control, app, { minutes, rule, actor });
      return rulesOf(control, app);
    },
    incidents: async (name) => store.incidents.newest(appNamed(control, name).id, shownIncidents).map(shownIncident),
    allIncidents: async () => store.incidents.newest(null, shownIncidents).map(shownIncident),
  };
}

const rulesOf = (control: Control, app: AppRecord): readonly AlertRule[] => {
  const channels = control.store.alertChannels.list();
  return control.store.alertRules.ofApp(app.id).map((rule) => shownRule(rule, channels, control.clock.nowMs()));
};

function ruleNamed(control: Control, app: AppRecord, id: number): AlertRule {
  const found = rulesOf(control, app).find((rule) => rule.id === id);
  if (found === undefined) throw noSuchAlert(app.name, id);
  return found;
}

function ruleOf(control: Control, { metric, channels, ...wish }: AlertRuleWish): AlertWish {
  if (!isAlertMetric(metric)) throw noSuchMetric(metric);
  return { ...wish, metric, channels: channels === null ? null : channels.map((name) => channelNamed(control, name).id) };
}

function rulesOfPreset(preset: PresetName, wish: PresetWish): readonly AlertWish[] {
  if (!presetNames.includes(preset)) throw noSuchPreset(preset);
  return presetRules(preset, wish);
}

interface RuleChange {
  readonly rules: readonly AlertWish[];
  readonly actor: string;
  readonly text: string;
}

function putRules(control: Control, app: AppRecord, { rules, actor, text }: RuleChange): readonly number[] {
  const fault = rules.map(alertFault).find((each) => each !== null);
  if (fault !== undefined && fault !== null) throw wrongAlert(fault);
  const ids: number[] = [];
  changeApp(control, { app, actor, text }, () => {
    for (const rule of rules) ids.push(control.store.alertRules.put(app.id, rule, control.clock.nowMs()));
    if (control.store.alertRules.ofApp(app.id).length > mostRules)
      throw wrongAlert(`${app.name} has ${mostRules} alerts, and that is the most.`);
  });
  return ids;
}

function snooze(
  control: Control,
  app: AppRecord,
  wish: { readonly minutes: number; readonly rule: number | null; readonly actor: string },
): void {
  const { minutes, rule, actor } = wish;
  if (!Number.isInteger(minutes) || minutes < 0 || minutes > mostMinutes) throw wrongAlert('Alerts can be quiet for 0 minutes to 7 days.');
  if (rule !== null) ruleNamed(control, app, rule);
  const untilMs = minutes === 0 ? 0 : control.clock.nowMs() + minutes * 60_000;
  const which = rule === null ? 'Alerts' : `Alert ${rule}`;
  const text = minutes === 0 ? `${which} tell again` : `${which} quiet for ${minutes} min`;
  changeApp(control, { app, actor, text }, () => control.store.alertRules.snooze(app.id, rule, untilMs));
}
