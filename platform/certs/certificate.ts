import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { bits, der, integer, octets, oid, sequence, set, utcTime, utf8, yes } from './der.ts';

/** A certificate with its key, both PEM; the certificate may be followed by those that vouch for it. */
export interface KeyedCertificate {
  readonly certificate: string;
  readonly key: string;
}

const day = 86_400_000;
/** What the clocks of other machines may be behind. */
const backdatedMs = day;
const authorityDays = 3650;
/** Browsers take no certificate for longer than 398 days. */
const leafDays = 390;

/** An authority of our own, which people may trust on their own machines. */
export function makeAuthority(name: string, nowMs: number): KeyedCertificate {
  const { publicKey, privateKey } = newKey();
  const subject = nameOf(name);
  const extensions = [
    extension('2.5.29.19', sequence(yes, integer(Buffer.from([0]))), true), // a CA, with no other CA below it
    extension('2.5.29.15', bits(Buffer.from([0x06]), 1), true), // signs certificates
    extension('2.5.29.14', octets(keyId(publicKey))),
  ];
  const body = certificateBody({ subject, issuer: subject, publicKey, days: authorityDays, nowMs, extensions });
  return { certificate: pem('CERTIFICATE', signed(body, privateKey)), key: keyPem(privateKey) };
}

/** A certificate of this authority for the hosts, with a key of its own. */
export function makeLeaf(authority: KeyedCertificate, hosts: readonly string[], nowMs: number): KeyedCertificate {
  const { publicKey, privateKey } = newKey();
  return { certificate: certify(authority, { publicKey, hosts, nowMs }), key: keyPem(privateKey) };
}

interface Applicant {
  readonly publicKey: KeyObject;
  readonly hosts: readonly string[];
  readonly nowMs: number;
}

/** A certificate of this authority for somebody's key. */
export function certify(authority: KeyedCertificate, { publicKey, hosts, nowMs }: Applicant): string {
  const authorityKey = createPrivateKey(authority.key);
  const extensions = [
    extension('2.5.29.17', alternativeNames(hosts), true),
    extension('2.5.29.15', bits(Buffer.from([0x80]), 7), true), // signs handshakes
    extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))), // as a server
    extension('2.5.29.35', sequence(der(0x80, keyId(createPublicKey(authorityKey))))),
  ];
  const issuer = nameOf(authorityName);
  const body = certificateBody({ subject: sequence(), issuer, publicKey, days: leafDays, nowMs, extensions });
  return pem('CERTIFICATE', signed(body, authorityKey));
}

/** What a certificate for these hosts is asked for with (RFC 2986), DER. */
export function signingRequest(hosts: readonly string[], key: KeyObject): Buffer {
  const extensions = sequence(extension('2.5.29.17', alternativeNames(hosts)));
  const attributes = der(0xa0, sequence(oid('1.2.840.113549.1.9.14'), set(extensions)));
  return signed(sequence(integer(Buffer.from([0])), sequence(), publicKeyOf(createPublicKey(key)), attributes), key);
}

/** The issuer that `certify` names. */
export const authorityName = 'Rostra local CA';

export function newKey(): { readonly publicKey: KeyObject; readonly privateKey: KeyObject } {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

export function keyPem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' });
}

interface Body {
  readonly subject: Buffer;
  readonly issuer: Buffer;
  readonly publicKey: KeyObject;
  readonly days: number;
  readonly nowMs: number;
  readonly extensions: readonly Buffer[];
}

const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));

/** RFC 5280, 4.1. */
function certificateBody({ subject, issuer, publicKey, days, nowMs, extensions }: Body): Buffer {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40; // positive, and as long as all others
  const validity = sequence(utcTime(nowMs - backdatedMs), utcTime(nowMs + days * day));
  const version3 = der(0xa0, integer(Buffer.from([2])));
  const key = publicKeyOf(publicKey);
  return sequence(version3, integer(serial), ecdsaWithSha256, issuer, validity, subject, key, der(0xa3, sequence(...extensions)));
}

function signed(body: Buffer, key: KeyObject): Buffer {
  return sequence(body, ecdsaWithSha256, bits(sign('sha256', body, key)));
}

function extension(id: string, value: Buffer, isCritical = false): Buffer {
  return sequence(oid(id), ...(isCritical ? [yes] : []), octets(value));
}

const nameOf = (text: string): Buffer => sequence(set(sequence(oid('2.5.4.3'), utf8(text))));

function alternativeNames(hosts: readonly string[]): Buffer {
  return sequence(...hosts.map((host) => (isIP(host) === 0 ? der(0x82, Buffer.from(host, 'latin1')) : der(0x87, addressBytes(host)))));
}

/** Of an IPv4 address, or of `::1`. */
function addressBytes(address: string): Buffer {
  return isIP(address) === 4 ? Buffer.from(address.split('.').map(Number)) : Buffer.from([...Buffer.alloc(15), 1]);
}

const publicKeyOf = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });

function keyId(key: KeyObject): Buffer {
  return createHash('sha1').update(publicKeyOf(key)).digest();
}

function pem(kind: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${kind}-----\n${lines.join('\n')}\n-----END ${kind}-----\n`;
}
