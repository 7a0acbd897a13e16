import { createPrivateKey, X509Certificate } from 'node:crypto';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { Control } from '../control/control.ts';
import { isEventLive } from '../costs/planned.ts';
import { acmeRetryMs, covers, isValid, renewalMs } from '../rules/certificate-choice.ts';
import type { AppRecord } from '../store/apps.ts';
import type { DomainRecord } from '../store/domains.ts';
import { AcmeAccount } from './acme-account.ts';
import { orderCertificate } from './acme-order.ts';
import { keyPem, newKey } from './certificate.ts';
import type { HttpsState } from './https-state.ts';

const shownWithinMs = 10_000;

/** Asks for the certificates that are missing or near their end, one after another; what fails is tried again later. */
export async function renewCertificates(control: Control): Promise<void> {
  const { https } = control;
  if (https === null || https.isRenewing) return;
  https.isRenewing = true;
  try {
    for (const due of dueDomains(control)) await renew(control, https, due);
  } finally {
    https.isRenewing = false;
  }
}

interface Due {
  readonly app: AppRecord;
  readonly domain: DomainRecord;
}

/** A wildcard is not proved over HTTP; a host that has a certificate of its owner's needs no other. */
function dueDomains(control: Control): readonly Due[] {
  const { store, clock } = control;
  const nowMs = clock.nowMs();
  const certificates = store.domains.certificates().filter((certificate) => isValid(certificate, nowMs));
  const wanting = store.apps.list().filter((app) => store.domains.https(app.id).acme);
  return wanting.flatMap((app) => {
    const waits = isEventLive(control, app.id); // one that is good today is not renewed while an event is on (ALR-40)
    return store.domains.ofApp(app.id).flatMap((domain) => {
      const { host, nextTryMs } = domain;
      const good = certificates.some((each) => covers(each, host) && (waits || each.source === 'own' || renewalMs(each) > nowMs));
      return host.startsWith('*') || good || nextTryMs > nowMs ? [] : { app, domain };
    });
  });
}

async function renew(control: Control, https: HttpsState, { app, domain }: Due): Promise<void> {
  const { store, clock, config } = control;
  const { host } = domain;
  try {
    const key = createPrivateKey(store.access.secret('acme-account', () => keyPem(newKey().privateKey)));
    const account = await AcmeAccount.open({ directory: config.acmeDirectory, key, email: config.acmeEmail });
    const pair = await orderCertificate(account, host, async ({ token, answer }) => {
      https.challenges.set(host, { host, token, answer });
      await shown(control, token);
    });
    const { validFromDate, validToDate } = new X509Certificate(pair.certificate);
    const dates = { fromMs: validFromDate.getTime(), untilMs: validToDate.getTime() };
    store.transaction(() => {
      store.domains.replaceAcme(host, { appId: app.id, ...pair, ...dates });
      tell(control, app, { text: `Certificate for ${host} until ${validToDate.toISOString().slice(0, 10)}`, level: 'info' });
    });
  } catch (error) {
    if (!(error instanceof RostraError)) control.logger.error('certificate_failed', { host, error });
    const why = error instanceof RostraError ? error.message : 'something went wrong on our side.';
    store.transaction(() => {
      store.domains.setFailure(host, why, clock.nowMs() + acmeRetryMs(domain.tries + 1));
      tell(control, app, { text: `No certificate for ${host}: ${why}`, level: 'warning' });
    });
  } finally {
    https.challenges.delete(host);
    control.wake();
    control.changes.announce();
  }
}

/** Every router answers the authority's question now. */
async function shown(control: Control, token: string): Promise<void> {
  control.wake();
  const look = (): true | null => (control.router.answersChallenge(token) ? true : null);
  if ((await control.changes.until(look, AbortSignal.timeout(shownWithinMs))) === true) return;
  throw new RostraError({ code: 'ACME_NOT_SHOWN', status: 503, message: 'The router was away when its answer was needed.' });
}

function tell(control: Control, app: AppRecord, { text, level }: { text: string; level: 'info' | 'warning' }): void {
  control.store.events.append({ appId: app.id, atMs: control.clock.nowMs(), kind: 'app', text, actor: null, level });
  control.logBook.tell(app.name, 'router', [text]);
}
