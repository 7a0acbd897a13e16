import { errorsServer } from '../addons/apps-of-server.ts';
import { errorService, inErrorBook } from '../addons/errors.ts';
import { varsOf } from '../addons/held-vars.ts';
import { wrongErrorSettings, wrongSourceMap } from '../error-service-errors.ts';
import { errorAlertsFault, errorAlertsIn } from '../rules/errors/error-alerts.ts';
import { fingerprintRules } from '../rules/errors/fingerprint-rules.ts';
import type { ErrorProjectChange, ErrorProjectView, ReleaseErrors } from '../rules/errors/issue-resources.ts';
import { artifactName, sourceMapIn } from '../rules/errors/source-map.ts';
import type { AddonRecord, AddonSettings } from '../store/addons.ts';
import type { ReleaseHealth } from '../store/error-issues.ts';
import { isoTime } from '../store/sqlite.ts';
import { appNamed } from './app-operations.ts';
import type { Control } from './control.ts';
import type { ErrorVerbs } from './error-verbs.ts';
import { errorsAddon } from './issues-of-app.ts';
import { appUrl } from './resources.ts';

const hourMs = 3_600_000;

/** Where an app reports, and what is made of it. */
export function errorProjectOperations(control: Control): Pick<ErrorVerbs, 'putSourceMap' | 'errorProject' | 'setErrorProject'> {
  return {
    putSourceMap: async (name, { release, name: file, map }) => {
      const source = sourceMapIn(map);
      if (source === null) throw wrongSourceMap(file);
      const { id } = errorsAddon(control, appNamed(control, name));
      const kept = { release, name: artifactName(file), debugId: source.debugId, map };
      await inErrorBook(control, ({ maps }) => maps.put(id, kept, control.clock.nowMs()));
    },
    errorProject: async (name) => projectView(control, name),
    setErrorProject: async (name, change) => {
      const addon = errorsAddon(control, appNamed(control, name));
      control.store.addons.setSettings(addon.name, { ...addon.settings, ...settingsOf(change) });
      await errorService.write(control);
      return projectView(control, name);
    },
  };
}

function settingsOf({ keepsLabels, rules, alerts }: ErrorProjectChange): AddonSettings {
  const read = rules === undefined ? null : fingerprintRules(rules);
  if (read?.ok === false) throw wrongErrorSettings(read.fault);
  const fault = alerts === undefined ? null : errorAlertsFault(alerts);
  if (fault !== null) throw wrongErrorSettings(fault);
  return {
    ...(keepsLabels === undefined ? {} : { labels: keepsLabels ? 'yes' : 'no' }),
    ...(rules === undefined ? {} : { rules }),
    ...(alerts === undefined ? {} : { alerts: JSON.stringify(alerts) }),
  };
}

async function projectView(control: Control, name: string): Promise<ErrorProjectView> {
  const app = appNamed(control, name);
  const addon = errorsAddon(control, app);
  const places = placesOf(control, addon);
  const sinceHour = Math.floor(control.clock.nowMs() / hourMs) - 24;
  const [day, releases] = await inErrorBook(control, ({ issues: book, maps }) => {
    const counts = maps.counts([addon.id]);
    const health = book.releases([addon.id], sinceHour);
    const sessions = health.reduce((sum, { daySessions }) => sum + daySessions, 0);
    return [
      book.tallies([addon.id], sinceHour),
      health.map((each) => shownRelease(each, { sessions, sourceMaps: counts.get(each.release) ?? 0 })),
    ];
  });
  const keepsLabels = addon.settings.labels === 'yes';
  const { rules = '' } = addon.settings;
  const settings = { keepsLabels, rules, alerts: errorAlertsIn(addon.settings.alerts) };
  return { app: app.name, addon: addon.name, plan: addon.plan, ...places, ...settings, day, releases };
}

/** Where reports with the key of the add-on go. */
export function placesOf(control: Control, addon: AddonRecord): { readonly dsn: string; readonly browserDsn: string } {
  const server = control.store.addons.servers().find((each) => each.name === errorsServer) ?? null;
  const dsn = Object.values(varsOf(addon, { configVar: addon.configVar }, server))[0] ?? '';
  return { dsn, browserDsn: `${appUrl(control, 'errors').replace('://', `://${addon.password}@`)}/${addon.id}` };
}

interface OfAll {
  /** Of all releases in the last day. */
  readonly sessions: number;
  readonly sourceMaps: number;
}

function shownRelease({ release, firstSeenMs, newIssues, sessions, crashed, daySessions }: ReleaseHealth, all: OfAll): ReleaseErrors {
  const crashFreePercent = sessions === 0 ? null : Math.max(0, 100 * (1 - crashed / sessions));
  const adoptionPercent = all.sessions === 0 ? null : (100 * daySessions) / all.sessions;
  return { release, firstSeen: isoTime(firstSeenMs), newIssues, sourceMaps: all.sourceMaps, sessions, adoptionPercent, crashFreePercent };
}
