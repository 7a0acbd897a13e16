import type { Control } from '../control/control.ts';
import { heldVarNames } from '../addons/held-vars.ts';
import type { AppEvidence } from '../rules/findings/app-evidence.ts';
import { appSettings } from '../rules/monitor/app-settings.ts';
import type { AppRecord } from '../store/apps.ts';
import { openDoors, topIssueOf, versionOf } from './slow-facts.ts';

/** What an app is, as its release and its config vars say. */
export function appEvidence(control: Control, app: AppRecord): AppEvidence {
  const { store } = control;
  const release = app.serving === null ? null : store.releases.find(app.id, app.serving);
  const held = Object.fromEntries(heldVarNames(store, app.id).map((name) => [name, 'of an add-on']));
  return {
    ...appSettings(release?.processes ?? {}, { ...app.config, ...held }),
    version: release?.slugId ? versionOf(control, release.slugId) : null,
    exposed: openDoors(control, app),
    topIssue: topIssueOf(control, app),
    personalPages: store.cacheRules.suspects(app.id).map(({ page }) => page),
  };
}
