import { errorsServer } from '../addons/apps-of-server.ts';
import { liveServer } from '../addons/live-server.ts';
import { covers, isValid, redirectedHosts } from '../rules/certificate-choice.ts';
import { dashboardHosts } from '../rules/host.ts';
import type { AppRoutes, HostCertificate, HttpsRoutes } from '../rules/route-table.ts';
import type { AppRecord } from '../store/apps.ts';
import type { CertificateRecord } from '../store/domains.ts';
import type { Control } from './control.ts';
import type { TableContent } from './router-link.ts';

/** What the routers get: the apps' routes, and the certificates for their hosts. */
export function tableContent(control: Control, ofApps: readonly AppRoutes[]): TableContent {
  const { https } = control;
  const apps = [...ofApps, ...errorRoutes(control, ofApps)];
  if (https === null) return { apps, certificates: [], challenges: [] };
  return { apps, certificates: certificatesFor(control, apps), challenges: [...https.challenges.values()] };
}

/** `errors.<base>`: where browsers report errors, unless an app has that name. */
function errorRoutes(control: Control, apps: readonly AppRoutes[]): readonly AppRoutes[] {
  const { store, config } = control;
  const server = store.addons.servers().find(({ name }) => name === errorsServer);
  const host = `errors.${config.baseDomain}`;
  if (server === undefined || apps.some(({ hosts }) => hosts.includes(host))) return [];
  const dyno = liveServer(control, server.name);
  const dynos = dyno?.state === 'up' ? [{ id: dyno.id, name: 'errors.1', port: server.port, state: 'up' as const }] : [];
  const https = control.https === null ? null : { port: control.https.port, redirectedHosts: [], hstsSeconds: 0 };
  const rest = { maintenance: null, slugFolder: null, rules: [], cache: null };
  return [{ ...rest, name: errorsServer, hosts: [host], release: 1, desired: 1, starting: 1 - dynos.length, slots: 100, https, dynos }];
}

/** How an app's hosts are sent on to HTTPS; null where it is not spoken. */
export function httpsRoutes(control: Control, app: AppRecord, hosts: readonly string[]): HttpsRoutes | null {
  const { https, store } = control;
  if (https === null) return null;
  const wish = store.domains.https(app.id);
  return { port: https.port, redirectedHosts: redirectedHosts(wish, hosts, validCertificates(control)), hstsSeconds: wish.hstsSeconds };
}

export function validCertificates({ store, clock }: Control): readonly CertificateRecord[] {
  const nowMs = clock.nowMs();
  return store.domains.certificates().filter((certificate) => isValid(certificate, nowMs));
}

/** The newest first, so that it wins; in front of all the local one, for hosts that have none and for who names no host. */
function certificatesFor(control: Control, apps: readonly AppRoutes[]): readonly HostCertificate[] {
  const { https, config, clock } = control;
  const valid = validCertificates(control).toReversed();
  const hosts = [...dashboardHosts(config.baseDomain), ...apps.flatMap((app) => app.hosts)].map((host) => host.replace(/^\[|\]$/g, ''));
  const others = hosts.filter((host) => !valid.some((certificate) => covers(certificate, host)));
  const local = https?.localCa.leafFor(others.length === 0 ? hosts.slice(0, 1) : others, clock.nowMs());
  const rest = valid.map(({ hosts: own, certificate, key }) => ({ hosts: own, certificate, key }));
  return local === undefined ? rest : [{ hosts: others, ...local }, ...rest];
}
