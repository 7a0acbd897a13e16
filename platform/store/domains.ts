import type { CertificateFacts } from '../rules/certificate-choice.ts';
import { redirectModes, type HttpsWish } from '../rules/resources.ts';
import { numeric, text, textOrNull, word, type Row, type Sqlite } from './sqlite.ts';

export interface DomainRecord {
  readonly host: string;
  readonly appId: number;
  /** Why the last certificate for it could not be had; null when nothing is wrong. */
  readonly failure: string | null;
  /** Failures in a row. */
  readonly tries: number;
  readonly nextTryMs: number;
}

export interface CertificateRecord extends CertificateFacts {
  readonly id: number;
  readonly appId: number;
  readonly source: 'own' | 'acme';
  /** PEM, with those that vouch for it. */
  readonly certificate: string;
  readonly key: string;
}

/** Domains of apps, their certificates, and how each app wants HTTPS. */
export class Domains {
  readonly #db: Sqlite;

  constructor(db: Sqlite) {
    this.#db = db;
  }

  all(): readonly DomainRecord[] {
    const sql = 'select host, app_id, failure, tries, next_try_ms from domains order by created_at_ms, host limit 10000';
    return this.#db.all(sql, {}).map(domainRecord);
  }

  ofApp(appId: number): readonly DomainRecord[] {
    return this.all().filter((domain) => domain.appId === appId);
  }

  /** False when the host is somebody's already. */
  add(domain: { readonly host: string; readonly appId: number; readonly nowMs: number }): boolean {
    const sql = 'insert into domains (host, app_id, created_at_ms) values ($host, $appId, $nowMs) on conflict (host) do nothing';
    return this.#db.run(sql, { ...domain }) > 0;
  }

  /** False when the app has no such domain. */
  remove(appId: number, host: string): boolean {
    return this.#db.run('delete from domains where host = $host and app_id = $appId', { host, appId }) > 0;
  }

  setFailure(host: string, failure: string, nextTryMs: number): void {
    this.#db.run('update domains set failure = $failure, tries = tries + 1, next_try_ms = $nextTryMs where host = $host', {
      host,
      failure,
      nextTryMs,
    });
  }

  /** All domains of one app, with their certificates, are another's. */
  moveAll(fromAppId: number, toAppId: number): void {
    for (const table of ['domains', 'certificates'])
      this.#db.run(`update ${table} set app_id = $toAppId where app_id = $fromAppId`, { fromAppId, toAppId });
  }

  /** Tried again at once. */
  clearFailures(appId: number): void {
    this.#db.run('update domains set failure = null, tries = 0, next_try_ms = 0 where app_id = $appId', { appId });
  }

  certificates(): readonly CertificateRecord[] {
    const sql = 'select id, app_id, source, hosts, certificate, key, from_ms, until_ms from certificates order by id limit 10000';
    return this.#db.all(sql, {}).map(certificateRecord);
  }

  addCertificate(added: Omit<CertificateRecord, 'id'>): number {
    const sql = `insert into certificates (app_id, source, hosts, certificate, key, from_ms, until_ms)
      values ($appId, $source, $hosts, $certificate, $key, $fromMs, $untilMs) returning id`;
    return numeric(this.#db.one(sql, { ...added, hosts: JSON.stringify(added.hosts) }), 'id');
  }

  /** A certificate that was asked for takes the place of the one before for the same host. */
  replaceAcme(host: string, added: Omit<CertificateRecord, 'id' | 'source' | 'hosts'>): void {
    const hosts = JSON.stringify([host]);
    this.#db.transaction(() => {
      this.#db.run("delete from certificates where source = 'acme' and hosts = $hosts", { hosts });
      this.addCertificate({ ...added, source: 'acme', hosts: [host] });
      this.#db.run('update domains set failure = null, tries = 0, next_try_ms = 0 where host = $host', { host });
    });
  }

  /** False when the app has no such certificate. */
  removeCertificate(appId: number, id: number): boolean {
    return this.#db.run('delete from certificates where id = $id and app_id = $appId', { id, appId }) > 0;
  }

  https(appId: number): HttpsWish {
    const row = this.#db.one('select acme, https_redirect, hsts_seconds from apps where id = $appId', { appId });
    return {
      acme: numeric(row, 'acme') === 1,
      redirect: word(row, 'https_redirect', redirectModes),
      hstsSeconds: numeric(row, 'hsts_seconds'),
    };
  }

  setHttps(appId: number, { acme, redirect, hstsSeconds }: HttpsWish): void {
    const sql = 'update apps set acme = $acme, https_redirect = $redirect, hsts_seconds = $hstsSeconds where id = $appId';
    this.#db.run(sql, { appId, acme: Number(acme), redirect, hstsSeconds });
  }
}

function domainRecord(row: Row): DomainRecord {
  return {
    host: text(row, 'host'),
    appId: numeric(row, 'app_id'),
    failure: textOrNull(row, 'failure'),
    tries: numeric(row, 'tries'),
    nextTryMs: numeric(row, 'next_try_ms'),
  };
}

function certificateRecord(row: Row): CertificateRecord {
  const hosts: readonly string[] = JSON.parse(text(row, 'hosts'));
  return {
    id: numeric(row, 'id'),
    appId: numeric(row, 'app_id'),
    source: word(row, 'source', ['own', 'acme']),
    hosts,
    certificate: text(row, 'certificate'),
    key: text(row, 'key'),
    fromMs: numeric(row, 'from_ms'),
    untilMs: numeric(row, 'until_ms'),
  };
}
