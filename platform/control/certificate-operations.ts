import type { KeyedCertificate } from '../certs/certificate.ts';
import { readCertificate } from '../certs/read-certificate.ts';
import { noHttps, noSuchCertificate } from '../domain-errors.ts';
import { renewalMs } from '../rules/certificate-choice.ts';
import type { Certificate } from '../rules/resources.ts';
import type { AppRecord } from '../store/apps.ts';
import type { CertificateRecord } from '../store/domains.ts';
import { appNamed } from './app-operations.ts';
import { changeApp } from './change-app.ts';
import type { Control } from './control.ts';
import type { Operations } from './operations.ts';

type CertificateVerbs = Pick<Operations, 'certificates' | 'addCertificate' | 'removeCertificate' | 'localAuthority'>;

export function certificateOperations(control: Control, actor: string): CertificateVerbs {
  return {
    certificates: async (name) => certificatesOf(control, appNamed(control, name)),
    addCertificate: async (name, pair) => addCertificate(control, appNamed(control, name), { pair, actor }),
    removeCertificate: async (name, id) => {
      const app = appNamed(control, name);
      changeApp(control, { app, actor, text: `Certificate ${id} removed` }, () => {
        if (!control.store.domains.removeCertificate(app.id, id)) throw noSuchCertificate(id, name);
      });
    },
    localAuthority: async () => {
      if (control.https === null) throw noHttps();
      const { path, authority } = control.https.localCa;
      return { path, certificate: authority.certificate };
    },
  };
}

function certificatesOf({ store }: Control, app: AppRecord): readonly Certificate[] {
  const own = store.domains.certificates().filter(({ appId }) => appId === app.id);
  return own.map((record) => shownCertificate(record));
}

function addCertificate(control: Control, app: AppRecord, { pair, actor }: { pair: KeyedCertificate; actor: string }): Certificate {
  const facts = readCertificate(pair, control.clock.nowMs());
  const { certificate, key } = pair;
  const added = { ...facts, certificate, key, appId: app.id, source: 'own' as const };
  let id = 0;
  changeApp(control, { app, actor, text: `Certificate for ${facts.hosts.join(', ')} added` }, () => {
    id = control.store.domains.addCertificate(added);
  });
  return shownCertificate({ ...added, id });
}

function shownCertificate(record: CertificateRecord): Certificate {
  const { id, source, hosts, fromMs, untilMs } = record;
  const renewsAt = source === 'acme' ? iso(renewalMs(record)) : null;
  return { id, source, hosts, validFrom: iso(fromMs), validUntil: iso(untilMs), renewsAt };
}

const iso = (ms: number): string => new Date(ms).toISOString();
