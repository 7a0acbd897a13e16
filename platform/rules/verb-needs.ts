import type { Need } from './roles.ts';

/** What somebody has to be allowed, and whether it is written into the audit log. Looking at a secret is. */
export interface VerbRule {
  readonly need: Need;
  readonly isAudited: boolean;
  /** Its first argument is the name of an app. */
  readonly ofApp: boolean;
}

const look: VerbRule = { need: 'look', isAudited: false, ofApp: true };
const lookAround: VerbRule = { ...look, ofApp: false };
const operate: VerbRule = { need: 'operate', isAudited: true, ofApp: true };
const change: VerbRule = { need: 'change', isAudited: true, ofApp: true };
const own: VerbRule = { need: 'own', isAudited: true, ofApp: false };

/** By the verb's name in `Operations`. What is not named changes something: it needs an admin and is audited. */
const verbRules: Readonly<Record<string, VerbRule>> = {
  ...of(lookAround, ['status', 'exposition', 'apps', 'pipelines', 'mirrors', 'localAuthority']),
  ...of(look, ['app', 'formation', 'dynos', 'configKeys', 'releases', 'release', 'releaseOutput', 'releaseDiff', 'build', 'followBuild']),
  ...of(look, ['addons', 'addonUse', 'run', 'followRun', 'runs', 'logs', 'followLogs', 'events', 'metrics', 'followMetrics', 'panels']),
  ...of(look, ['domains', 'certificates', 'https', 'routes', 'errorCounts', 'cacheStats', 'explainCache', 'cacheRules']),
  ...of(look, ['pipelineDiff', 'configRefs', 'jobs', 'jobRuns', 'logDrains', 'databaseConnections']),
  ...of(look, ['rehearsals', 'rehearsal']),
  ...of(look, ['backups', 'backup', 'restores', 'restore', 'backupSchedules']),
  ...of(operate, ['captureBackup', 'drillBackup', 'setBackupSchedule']),
  ...of(change, ['uploadBackup', 'fetchBackup', 'downloadBackup', 'deleteBackup', 'restoreBackup', 'parkApp', 'unparkApp', 'restoreApp']),
  ...of(lookAround, ['parkedApps', 'binnedApps', 'systemUpdate', 'backupTargets']),
  ...of({ ...own, isAudited: false }, ['lookAtUpdate']),
  ...of(own, ['systemBackup', 'updateSystem', 'addBackupTarget', 'removeBackupTarget']),
  ...of(operate, ['planRehearsal', 'stageRehearsal', 'endRehearsal', 'stopRehearsal', 'breakRehearsed']),
  ...of({ ...operate, isAudited: false }, ['reportRehearsal']),
  ...of(look, ['autoscales', 'autoscaleDecisions', 'adviseScaling', 'schedules', 'previewSchedule', 'sleep']),
  ...of(operate, ['enableAutoscale', 'disableAutoscale', 'addSchedule', 'removeSchedule', 'setSleep']),
  ...of(lookAround, ['costs', 'ledger', 'checkLedger', 'estimateCosts', 'priceBooks', 'budgets']),
  ...of(look, ['plannedEvents']),
  ...of({ ...change, ofApp: false }, ['setPriceBook', 'chooseBook', 'confirmPrices', 'setBudget', 'removeBudget']),
  ...of(operate, ['applyPlan', 'unapplyPlan']),
  ...of(look, ['statusPage', 'projectPage', 'guest', 'upgrade', 'upgrades']),
  ...of({ ...change, isAudited: false }, ['guestVersions']),
  ...of(change, ['startUpgrade', 'upgradeGuest', 'takeUpgradeBack', 'setProjectPage']),
  ...of(operate, ['setStatusPage', 'addStatusNote']),
  ...of(operate, ['setMirrorFollow', 'setMirrorDoor', 'resyncMirror', 'promoteMirror']),
  ...of(operate, [
    'promote',
    'clearCache',
    'warmCache',
    'setCacheRules',
    'runJob',
    'decideIssue',
    'noteIssue',
    'putSourceMap',
    'assignIssue',
    'mergeIssue',
    'splitIssue',
  ]),
  ...of(look, ['issues', 'issue', 'issueEvent', 'errorProject', 'errorKeys']),
  ...of(look, ['alertRules', 'incidents', 'findings', 'finding', 'monitorReport', 'trySiteRules']),
  ...of(lookAround, ['moments', 'liveEvents', 'upcomingEvents', 'allIncidents', 'alertChannels', 'alertDeliveries']),
  ...of(operate, ['putAlertRule', 'applyAlertPreset', 'removeAlertRule', 'snoozeAlerts', 'actOnFinding', 'undoFinding', 'dismissFinding']),
  ...of({ ...operate, ofApp: false }, ['testAlertChannels', 'resendAlert']),
  ...of({ ...change, ofApp: false }, ['addAlertChannel', 'setAlertChannel', 'removeAlertChannel']),
  ...of(own, ['addLoopbackChannel']),
  ...of(operate, ['scale', 'restart', 'rollback', 'startBuild', 'setMaintenance', 'stopRun']),
  ...of(change, ['config', 'setConfig', 'createApp', 'destroyApp', 'createAddon', 'changePlan', 'destroyAddon', 'startRun']),
  ...of(change, ['addDomain', 'removeDomain', 'addCertificate', 'removeCertificate', 'setHttps']),
  ...of(own, ['createToken', 'revokeToken', 'addUser', 'changeUser', 'removeUser']),
  ...of({ ...own, isAudited: false }, ['tokens', 'users']),
  ...of({ ...change, isAudited: false, ofApp: false }, ['audit', 'verifyAudit']),
};

export const verbRule = (verb: string): VerbRule => verbRules[verb] ?? change;

function of(rule: VerbRule, verbs: readonly string[]): Record<string, VerbRule> {
  return Object.fromEntries(verbs.map((verb) => [verb, rule]));
}
