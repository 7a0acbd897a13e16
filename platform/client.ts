import { spawn } from 'node:child_process';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { ApiConnection } from './api-connection.ts';
import type { ApiAddress } from './api-connection.ts';
import { alertVerbs, findingVerbs } from './alert-client.ts';
import { backupVerbs } from './backup-client.ts';
import { cacheVerbs } from './cache-client.ts';
import { errorVerbs } from './error-client.ts';
import { drainVerbs, heldAddonVerbs, jobVerbs } from './client-verbs.ts';
import { homePaths } from './config.ts';
import { guestVerbs } from './guest-client.ts';
import { projectVerbs } from './project-client.ts';
import { statusVerbs } from './status-client.ts';
import { mirrorVerbs } from './mirror-client.ts';
import { pipelineVerbs } from './pipeline-client.ts';
import { rehearsalVerbs } from './rehearsal-client.ts';
import { costVerbs } from './cost-client.ts';
import { scalingVerbs } from './scaling-client.ts';
import { followRun } from './follow-run.ts';
import type { BuildSource, Operations, Tail } from './control/operations.ts';
import type { Build, LogLine } from './rules/resources.ts';

export type { MetricPanels } from './rules/metric-panels.ts';
export { hitRatio } from './rules/cache-stats.ts';
export type { CacheRulesFacts, CacheRulesWish } from './control/cache-verbs.ts';
export { mirrorsWarning } from './rules/mirror.ts';
export { runsAlone } from './rules/otree-guest.ts';
export { plans } from './rules/plans.ts';
export { sizeTitle } from './rules/dyno-sizes.ts';
export { estimateAnswer, estimates, planFrom, readyPlanNamed } from './costs/estimate-plan.ts';
export { shippedBooks } from './costs/shipped-books.ts';
export { toldWhenWords } from './rules/alerts/told-when.ts';
export { hourlyByBook } from './rules/costs/hourly.ts';
export { estimateText } from './rules/costs/estimate-text.ts';
export { microText, moneyText } from './rules/costs/money-text.ts';
export { reportText } from './rules/monitor/report-text.ts';
export { readyPlans } from './rules/costs/plans/ready-plans.ts';
export { readPriceBook } from './rules/costs/price-book.ts';
export type { PriceBook } from './rules/costs/price-book.ts';
export type { Estimate } from './rules/costs/estimate.ts';
export type { Budget, CostReport, PlannedEvent, PriceBookAnswer } from './rules/costs/cost-resources.ts';
export type { Autoscale, AutoscaleDecision, ScalingAdvice, Schedule, SchedulePreview } from './rules/scaling/scaling-resources.ts';
export type { ScheduledFormation, ScheduleWindow, ScheduleWish } from './rules/scaling/schedule.ts';
export type { ApiAddress } from './api-connection.ts';
export type { BuildSource, LogQuery, Operations, ScaleWish } from './control/operations.ts';
export { isRole, roles } from './rules/roles.ts';
export type { Role } from './rules/roles.ts';
export type { Backup, Restore } from './rules/backups/backup-resources.ts';
export type { FileStream } from './control/backup-verbs.ts';
export type { ErrorKey } from './rules/errors/error-keys.ts';
export type { Issue, IssueDecision, IssueEvent } from './rules/errors/issue-resources.ts';
export type { Pipeline } from './rules/pipeline.ts';
export type { Rehearsal } from './rules/rehearsal-resources.ts';
export { fetchGuest, guestFile, versionsOf } from './upgrades/guest-source.ts';
export type { GuestSource } from './upgrades/guest-source.ts';
export type { Upgrade } from './rules/upgrade.ts';
export type { RouteRule } from './rules/route-rules.ts';
export type { Addon, AddonUse, App, Build, Domain, Dyno, LogLine, MetricPoint, ProcessType, Release, User } from './rules/resources.ts';

/** The address of the platform on this machine: control's own socket in the data folder, no password. */
export function localAddress(home: string): ApiAddress {
  return { kind: 'socket', path: homePaths(home).controlSocket, actor: ownName() };
}

/** A user id without an entry in the system's list, as in a dyno, has no name. */
function ownName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'user');
  }
}

/** The operations of a running platform, over HTTP. Connects on each call; nothing to close. */
export function connectClient(address: ApiAddress): Operations {
  const api = new ApiConnection(address);
  const at = (app: string, rest = ''): string => `/api/apps/${encodeURIComponent(app)}${rest}`;
  return {
    status: () => api.call({ method: 'GET', path: '/api/status' }),
    ...appVerbs(api, at),
    ...releaseVerbs(api, at),
    ...pipelineVerbs(api, at),
    ...mirrorVerbs(api, at),
    ...guestVerbs(api, at),
    ...projectVerbs(api, at),
    ...statusVerbs(api, at),
    ...buildVerbs(api, at),
    ...addonVerbs(api, at),
    ...heldAddonVerbs(api, at),
    ...jobVerbs(api, at),
    ...backupVerbs(api, at),
    ...cacheVerbs(api, at),
    ...errorVerbs(api, at),
    ...alertVerbs(api, at),
    ...findingVerbs(api, at),
    ...drainVerbs(api, at),
    ...domainVerbs(api, at),
    ...observeVerbs(api, at),
    ...runVerbs(api, at),
    ...rehearsalVerbs(api, at),
    ...scalingVerbs(api, at),
    ...costVerbs(api, at),
    ...accessVerbs(api),
  };
}

type Path = (app: string, rest?: string) => string;

function appVerbs(api: ApiConnection, at: Path) {
  return {
    apps: () => api.call({ method: 'GET', path: '/api/apps' }),
    app: (app) => api.call({ method: 'GET', path: at(app) }),
    createApp: (app) => api.call({ method: 'POST', path: '/api/apps', body: { name: app } }),
    destroyApp: (app, confirm) => api.call({ method: 'DELETE', path: at(app, query({ confirm })) }),
    formation: (app) => api.call({ method: 'GET', path: at(app, '/formation') }),
    scale: (app, wish) => {
      const updates = Object.entries(wish).map(([type, dynos]) => ({ type, ...(typeof dynos === 'number' ? { quantity: dynos } : dynos) }));
      return api.call({ method: 'PATCH', path: at(app, '/formation'), body: { updates } });
    },
    dynos: (app) => api.call({ method: 'GET', path: at(app, '/dynos') }),
    restart: (app, which) =>
      api.call({ method: 'DELETE', path: at(app, which === undefined ? '/dynos' : `/dynos/${encodeURIComponent(which)}`) }),
    setMaintenance: (app, on) => api.call({ method: 'PUT', path: at(app, '/maintenance'), body: { on } }),
  } satisfies Partial<Operations>;
}

function releaseVerbs(api: ApiConnection, at: Path) {
  return {
    config: (app, only) => api.call({ method: 'GET', path: at(app, `/config-vars${query({ only })}`) }),
    configKeys: (app) => api.call({ method: 'GET', path: at(app, '/config-vars/names') }),
    setConfig: (app, { set, ...wish }) => api.call({ method: 'PATCH', path: at(app, `/config-vars${query(wish)}`), body: set }),
    releases: (app) => api.call({ method: 'GET', path: at(app, '/releases') }),
    release: (app, version) => api.call({ method: 'GET', path: at(app, `/releases/${version}`) }),
    releaseDiff: (app, version) => api.call({ method: 'GET', path: at(app, `/releases/${version}/diff`) }),
    releaseOutput: (app, version) => api.call({ method: 'GET', path: at(app, `/releases/${version}/output`) }),
    rollback: (app, wish) => api.call({ method: 'POST', path: at(app, '/releases'), body: wish }),
  } satisfies Partial<Operations>;
}

function buildVerbs(api: ApiConnection, at: Path) {
  const build = (app: string, id: string): Promise<Build> =>
    api.call({ method: 'GET', path: at(app, `/builds/${encodeURIComponent(id)}`) });
  return {
    startBuild: (app, source, wish = {}) =>
      source.kind === 'tar'
        ? api.call({ method: 'POST', path: at(app, `/builds${query({ commit: source.commit, ...wish })}`), tar: source.stream })
        : api.call({ method: 'POST', path: at(app, `/builds${query(wish)}`), body: { folder: resolve(source.path) } }),
    build,
    followBuild: async (app, id, tail) => {
      const path = at(app, `/builds/${encodeURIComponent(id)}/output`);
      await api.follow<{ line: string }>({ method: 'GET', path, signal: tail.signal }, (item) => tail.onItem(item.line));
      return build(app, id);
    },
  } satisfies Partial<Operations>;
}

function addonVerbs(api: ApiConnection, at: Path) {
  return {
    addons: (app) => api.call({ method: 'GET', path: app === undefined ? '/api/addons' : at(app, '/addons') }),
    addonUse: (app, addon) => api.call({ method: 'GET', path: at(app, `/addons/${encodeURIComponent(addon)}/use`) }),
    changePlan: (app, addon, plan) => api.call({ method: 'PATCH', path: at(app, `/addons/${encodeURIComponent(addon)}`), body: { plan } }),
    createAddon: (app, wish) => api.call({ method: 'POST', path: at(app, '/addons'), body: wish }),
    destroyAddon: (app, addon, confirm) =>
      api.call({ method: 'DELETE', path: at(app, `/addons/${encodeURIComponent(addon)}${query({ confirm })}`) }),
  } satisfies Partial<Operations>;
}

function domainVerbs(api: ApiConnection, at: Path) {
  return {
    domains: (app) => api.call({ method: 'GET', path: at(app, '/domains') }),
    addDomain: (app, host) => api.call({ method: 'POST', path: at(app, '/domains'), body: { host } }),
    removeDomain: (app, host) => api.call({ method: 'DELETE', path: at(app, `/domains/${encodeURIComponent(host)}`) }),
    certificates: (app) => api.call({ method: 'GET', path: at(app, '/certs') }),
    addCertificate: (app, pair) => api.call({ method: 'POST', path: at(app, '/certs'), body: pair }),
    removeCertificate: (app, id) => api.call({ method: 'DELETE', path: at(app, `/certs/${id}`) }),
    https: (app) => api.call({ method: 'GET', path: at(app, '/https') }),
    setHttps: (app, change) => api.call({ method: 'PATCH', path: at(app, '/https'), body: change }),
    localAuthority: () => api.call({ method: 'GET', path: '/api/local-ca' }),
    routes: (app) => api.call({ method: 'GET', path: at(app, '/routes') }),
    errorCounts: (app, hours) => api.call({ method: 'GET', path: at(app, `/errors${query({ hours })}`) }),
  } satisfies Partial<Operations>;
}

function observeVerbs(api: ApiConnection, at: Path) {
  const follow = <Item>(path: string, tail: Tail<Item>): Promise<void> =>
    api.follow<Item>({ method: 'GET', path, signal: tail.signal }, (item) => tail.onItem(item));
  return {
    logs: (app, wish) => api.call({ method: 'GET', path: at(app, `/logs${query(wish)}`) }),
    followLogs: (app, wish, tail) => follow(at(app, `/logs${query({ ...wish, follow: true })}`), tail),
    events: (app, wish) => api.call({ method: 'GET', path: at(app, `/events${query(wish)}`) }),
    exposition: () => api.call({ method: 'GET', path: '/api/exposition' }),
    panels: (app, wish) => api.call({ method: 'GET', path: at(app, `/panels${query({ ...wish })}`) }),
    metrics: (app, wish) => api.call({ method: 'GET', path: at(app, `/metrics${query(wish)}`) }),
    followMetrics: (app, tail) => follow(at(app, `/metrics${query({ follow: true })}`), tail),
  } satisfies Partial<Operations>;
}

function runVerbs(api: ApiConnection, at: Path) {
  const runAt = (app: string, id: string, rest = ''): string => at(app, `/runs/${encodeURIComponent(id)}${rest}`);
  const run: Operations['run'] = (app, id) => api.call({ method: 'GET', path: runAt(app, id) });
  return {
    startRun: (app, wish) => api.call({ method: 'POST', path: at(app, '/runs'), body: wish }),
    runs: (app) => api.call({ method: 'GET', path: at(app, '/runs') }),
    run,
    followRun: (app, id, tail) => {
      const lines = (after: number, onItem: (line: LogLine) => void): Promise<void> =>
        api.follow<LogLine>({ method: 'GET', path: runAt(app, id, `/output${query({ after })}`), signal: tail.signal }, onItem);
      return followRun({ lines, run: () => run(app, id) }, tail);
    },
    stopRun: (app, id) => api.call({ method: 'DELETE', path: runAt(app, id) }),
  } satisfies Partial<Operations>;
}

function accessVerbs(api: ApiConnection) {
  const user = (name: string): string => `/api/users/${encodeURIComponent(name)}`;
  return {
    tokens: () => api.call({ method: 'GET', path: '/api/tokens' }),
    createToken: (label, wish) => api.call({ method: 'POST', path: '/api/tokens', body: { label, ...wish } }),
    revokeToken: (id) => api.call({ method: 'DELETE', path: `/api/tokens/${encodeURIComponent(id)}` }),
    users: () => api.call({ method: 'GET', path: '/api/users' }),
    addUser: (name, wish) => api.call({ method: 'POST', path: '/api/users', body: { name, ...wish } }),
    changeUser: (name, wish) => api.call({ method: 'PATCH', path: user(name), body: wish }),
    removeUser: (name) => api.call({ method: 'DELETE', path: user(name) }),
    audit: (wish) => api.call({ method: 'GET', path: `/api/audit${query(wish)}` }),
    verifyAudit: () => api.call({ method: 'GET', path: '/api/audit/check' }),
  } satisfies Partial<Operations>;
}

function query(values: Readonly<Record<string, unknown>> | object): string {
  const pairs = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])).toString()}`;
}

/** The folder as a tar stream for `startBuild`: what a client elsewhere sends. Leaves out what never belongs in a slug. */
export async function* folderAsTar(folder: string): AsyncGenerator<Uint8Array> {
  const leftOut = ['.git', '.env', 'node_modules', '*.sqlite3', '.rostra', '__pycache__'].map((name) => `--exclude=${name}`);
  const tar = spawn('tar', ['--create', '--file=-', '--exclude-tag-all=pyvenv.cfg', ...leftOut, '--directory', resolve(folder), '.'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolveEnd, reject) => {
    tar.once('error', reject);
    tar.once('close', (code) => (code === 0 ? resolveEnd() : reject(new Error(`tar ended with status ${code}`))));
  });
  for await (const piece of tar.stdout) yield Buffer.from(piece);
  await ended;
}

/** Starts a build and follows it to its end. */
export async function deploy(platform: Operations, app: string, deployment: Deployment): Promise<Build> {
  const build = await platform.startBuild(app, deployment.source, { evenLive: deployment.evenLive });
  const signal = deployment.signal ?? new AbortController().signal;
  return platform.followBuild(app, build.id, { onItem: (line) => deployment.onLine(line), signal });
}

export interface Deployment {
  readonly source: BuildSource;
  onLine(line: string): void;
  readonly signal?: AbortSignal;
  /** Also while an event of the app is on. */
  readonly evenLive?: boolean | undefined;
}
