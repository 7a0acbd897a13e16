import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { authorityName, type KeyedCertificate, makeAuthority, makeLeaf } from './certificate.ts';

const day = 86_400_000;

/** The installation's own authority: made once, kept in the data folder, and one certificate of it for all hosts that have no better. */
export class LocalCa {
  /** What people give their browser to trust. */
  readonly path: string;
  readonly authority: KeyedCertificate;
  #leaf: { readonly hosts: string; readonly untilMs: number; readonly pair: KeyedCertificate } | null = null;

  private constructor(path: string, authority: KeyedCertificate) {
    this.path = path;
    this.authority = authority;
  }

  /** Reads it from the folder, or makes it there. */
  static open(folder: string, nowMs: number): LocalCa {
    const path = join(folder, 'local-ca.pem');
    const keyPath = join(folder, 'local-ca-key.pem');
    const kept = readPair(path, keyPath);
    if (kept !== null) return new LocalCa(path, kept);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const made = makeAuthority(authorityName, nowMs);
    writeWhole(keyPath, made.key, 0o600);
    writeWhole(path, made.certificate, 0o644);
    return new LocalCa(path, made);
  }

  /** The same one while the hosts are the same and it lasts for another month. */
  leafFor(hosts: readonly string[], nowMs: number): KeyedCertificate {
    const wanted = hosts.toSorted().join(' ');
    if (this.#leaf?.hosts === wanted && this.#leaf.untilMs - nowMs > 30 * day) return this.#leaf.pair;
    const pair = makeLeaf(this.authority, hosts, nowMs);
    this.#leaf = { hosts: wanted, untilMs: new X509Certificate(pair.certificate).validToDate.getTime(), pair };
    return pair;
  }
}

/** Null when it is not there, or only half. */
function readPair(path: string, keyPath: string): KeyedCertificate | null {
  try {
    return { certificate: readFileSync(path, 'utf8'), key: readFileSync(keyPath, 'utf8') };
  } catch {
    return null;
  }
}

function writeWhole(path: string, text: string, mode: number): void {
  writeFileSync(`${path}.draft`, text, { mode });
  renameSync(`${path}.draft`, path);
}
