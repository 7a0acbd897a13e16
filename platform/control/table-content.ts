import { covers, isValid, redirectedHosts } from '../rules/certificate-choice.ts';
import { dashboardHosts } from '../rules/host.ts';
import type { AppRoutes, HostCertificate, HttpsRoutes } from '../rules/route-table.ts';
import type { AppRecord } from '../store/apps.ts';
import type { CertificateRecord } from '../store/domains.ts';
import type { Control } from './control.ts';
import type { TableContent } from './router-link.ts';

/** What the routers get: the apps' routes, and the certificates for their hosts. */
export function tableContent(control: Control, apps: readonly AppRoutes[]): TableContent {
  const { https } = control;
  if (https === null) return { apps, certificates: [], challenges: [] };
  return { apps, certificates: certificatesFor(control, apps), challenges: [...https.challenges.values()] };
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
