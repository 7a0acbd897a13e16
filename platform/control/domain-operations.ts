import { renewCertificates } from '../certs/renew.ts';
import { domainTaken, noSuchDomain, wrongDomain } from '../domain-errors.ts';
import { covers } from '../rules/certificate-choice.ts';
import { domainName } from '../rules/domain-name.ts';
import { routerLimits } from '../rules/limits.ts';
import type { Domain, Https, HttpsWish } from '../rules/resources.ts';
import { limitedRoutes, type RouteRule } from '../rules/route-rules.ts';
import type { AppRecord } from '../store/apps.ts';
import type { DomainRecord } from '../store/domains.ts';
import { appNamed } from './app-operations.ts';
import { changeApp } from './change-app.ts';
import type { Control } from './control.ts';
import type { Operations } from './operations.ts';
import { validCertificates } from './table-content.ts';

type DomainVerbs = Pick<Operations, 'domains' | 'addDomain' | 'removeDomain' | 'https' | 'setHttps' | 'routes'>;

export function domainOperations(control: Control, actor: string): DomainVerbs {
  return {
    domains: async (name) => shownDomains(control, appNamed(control, name)),
    addDomain: async (name, typed) => addDomain(control, appNamed(control, name), { typed, actor }),
    removeDomain: async (name, host) => removeDomain(control, appNamed(control, name), { host, actor }),
    https: async (name) => shownHttps(control, appNamed(control, name)),
    setHttps: async (name, wish) => setHttps(control, appNamed(control, name), { wish, actor }),
    routes: async (name) => routesOf(control, appNamed(control, name)),
  };
}

function addDomain(control: Control, app: AppRecord, { typed, actor }: { typed: string; actor: string }): Domain {
  const { store, config, clock } = control;
  const host = domainName(typed, config.baseDomain);
  if (host === null) throw wrongDomain(typed);
  changeApp(control, { app, actor, text: `Domain ${host} added` }, () => {
    if (store.domains.add({ host, appId: app.id, nowMs: clock.nowMs() })) return;
    const owner = store.domains.all().find((domain) => domain.host === host)?.appId;
    throw domainTaken(host, store.apps.list().find(({ id }) => id === owner)?.name ?? 'that is being destroyed');
  });
  void renewCertificates(control);
  return shownDomain(control, { host, failure: null, nextTryMs: 0 }, 'own');
}

function removeDomain(control: Control, app: AppRecord, { host, actor }: { host: string; actor: string }): void {
  changeApp(control, { app, actor, text: `Domain ${host} removed` }, () => {
    if (!control.store.domains.remove(app.id, host)) throw noSuchDomain(host, app.name);
  });
}

function setHttps(control: Control, app: AppRecord, { wish, actor }: { wish: Partial<HttpsWish>; actor: string }): Https {
  const { domains } = control.store;
  changeApp(control, { app, actor, text: 'HTTPS settings changed' }, () => {
    domains.setHttps(app.id, { ...domains.https(app.id), ...wish });
    domains.clearFailures(app.id);
  });
  void renewCertificates(control);
  return shownHttps(control, app);
}

function routesOf({ store }: Control, { id, serving }: AppRecord): readonly RouteRule[] {
  const release = serving === null ? null : store.releases.find(id, serving);
  return limitedRoutes(release?.manifest.routes ?? [], routerLimits).map(({ rule }) => rule);
}

function shownDomains(control: Control, app: AppRecord): readonly Domain[] {
  const own = control.store.domains.ofApp(app.id).map((domain) => shownDomain(control, domain, 'own'));
  const host = `${app.name}.${control.config.baseDomain}`;
  return [shownDomain(control, { host, failure: null, nextTryMs: 0 }, 'platform'), ...own];
}

type ShownFacts = Pick<DomainRecord, 'host' | 'failure' | 'nextTryMs'>;

function shownDomain(control: Control, { host, failure, nextTryMs }: ShownFacts, kind: Domain['kind']): Domain {
  const found = validCertificates(control).findLast((certificate) => covers(certificate, host));
  return {
    host,
    kind,
    certificate: found?.source ?? (control.https === null ? null : 'local'),
    validUntil: found === undefined ? null : new Date(found.untilMs).toISOString(),
    failure,
    nextTryAt: failure === null ? null : new Date(nextTryMs).toISOString(),
  };
}

function shownHttps(control: Control, app: AppRecord): Https {
  return { ...control.store.domains.https(app.id), port: control.https?.port ?? null };
}
