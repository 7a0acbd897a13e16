import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { wrongCertificate } from '../domain-errors.ts';
import type { CertificateFacts } from '../rules/certificate-choice.ts';
import type { KeyedCertificate } from './certificate.ts';

/** What a certificate that somebody brings says of itself; throws why it cannot be used. */
export function readCertificate(pair: KeyedCertificate, nowMs: number): CertificateFacts {
  const { certificate, key } = opened(pair);
  if (!certificate.checkPrivateKey(key)) throw wrongCertificate('the key belongs to another one', 'Look with which key it was asked for.');
  const untilMs = certificate.validToDate.getTime();
  if (untilMs <= nowMs) throw wrongCertificate(`it ended on ${certificate.validToDate.toISOString().slice(0, 10)}`, 'Ask for a new one.');
  const names = [...(certificate.subjectAltName ?? '').matchAll(/DNS:([^,]+)/g)];
  const hosts = names.map(([, host = '']) => host.trim().toLowerCase());
  if (hosts.length === 0) throw wrongCertificate('it names no host', 'It needs subject alternative names: browsers look at nothing else.');
  return { hosts, fromMs: certificate.validFromDate.getTime(), untilMs };
}

function opened(pair: KeyedCertificate): { readonly certificate: X509Certificate; readonly key: KeyObject } {
  try {
    return { certificate: new X509Certificate(pair.certificate), key: createPrivateKey(pair.key) };
  } catch {
    throw wrongCertificate(
      'the certificate or the key is not PEM',
      'Give the files as the authority sent them, the key without a passphrase.',
    );
  }
}
