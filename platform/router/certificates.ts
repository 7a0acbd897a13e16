import { createSecureContext, type SecureContext, type Server } from 'node:tls';
import { wildcardOf } from '../rules/host.ts';
import type { HostCertificate } from '../rules/route-table.ts';

/** The certificates in force, by host. */
export class Certificates {
  #byHost = new Map<string, SecureContext>();
  /** By its text: a new table seldom brings a new certificate. */
  #contexts = new Map<string, SecureContext>();
  #first: SecureContext | null = null;
  /** What clients get that do not name a host, as text; only new ones are set. */
  #firstText = '';
  readonly #servers: Server[] = [];

  /** One that cannot be read is left out; its hosts get another one that names them, or the first. */
  apply(certificates: readonly HostCertificate[]): void {
    const contexts = new Map<string, SecureContext>();
    const byHost = new Map<string, SecureContext>();
    for (const each of certificates) {
      const context = this.#contexts.get(each.certificate) ?? contextOf(each);
      if (context === null) continue;
      contexts.set(each.certificate, context);
      for (const host of each.hosts) if (!byHost.has(host)) byHost.set(host, context);
    }
    this.#contexts = contexts;
    this.#byHost = byHost;
    this.#first = [...contexts.values()][0] ?? null;
    this.#setDefault(certificates.find(({ certificate }) => contexts.has(certificate)));
  }

  /** Keeps the server's default certificate too. */
  serve(server: Server): void {
    this.#servers.push(server);
  }

  /** The exact name's, the wildcard's, or the first; null while there is none at all. */
  find(hostName: string): SecureContext | null {
    const name = hostName.toLowerCase();
    return this.#byHost.get(name) ?? this.#byHost.get(wildcardOf(name)) ?? this.#first;
  }

  #setDefault(first: HostCertificate | undefined): void {
    if (first === undefined || first.certificate === this.#firstText) return;
    this.#firstText = first.certificate;
    for (const server of this.#servers) server.setSecureContext({ cert: first.certificate, key: first.key, minVersion: 'TLSv1.2' });
  }
}

function contextOf({ certificate, key }: HostCertificate): SecureContext | null {
  try {
    return createSecureContext({ cert: certificate, key, minVersion: 'TLSv1.2' });
  } catch {
    return null;
  }
}
