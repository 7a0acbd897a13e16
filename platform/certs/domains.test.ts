import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { connect } from 'node:tls';
import { until } from '../testing/dynod.ts';
import { FakeAcme } from '../testing/fake-acme.ts';
import { TestParent } from '../testing/parent.ts';
import { closedPort } from '../testing/raw-socket.ts';
import { callRouter } from '../testing/router-rig.ts';
import { authorityName, makeAuthority, makeLeaf } from './certificate.ts';

let parent: TestParent;
let acme: FakeAcme;
let tlsPort = 0;
before(async () => {
  const port = await closedPort();
  tlsPort = await closedPort();
  acme = await FakeAcme.start(port);
  const env = { ROSTRA_TLS_PORT: String(tlsPort), ROSTRA_ACME_DIRECTORY: `${acme.url}/directory`, ROSTRA_ROUTERS: '2' };
  parent = new TestParent({ home: await mkdtemp(join(tmpdir(), 'rostra-domains-')), port, env });
  await parent.up();
  await parent.deployHello('hello');
});
after(async () => {
  await parent.close();
  acme.close();
});

/** What the host says over TLS to whoever trusts this authority. */
async function answerOver(host: string, ca: string): Promise<string> {
  const asked = request({ port: tlsPort, host: '127.0.0.1', servername: host, ca, agent: false, headers: { host } }).end();
  const [answer] = await once(asked, 'response');
  return text(answer);
}

async function issuedNames(host: string): Promise<string> {
  const socket = connect({ port: tlsPort, host: '127.0.0.1', servername: host, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const certificate = new X509Certificate(socket.getPeerCertificate(true).raw);
  socket.destroy();
  return certificate.subjectAltName ?? '';
}

const hostFacts = async (host: string) => (await parent.client.domains('hello')).find((domain) => domain.host === host);

describe('HTTPS of an installation', () => {
  it('speaks with certificates of its local CA where there is no better one, also for new hosts', async () => {
    const { certificate } = await parent.client.localAuthority();
    assert.equal(await answerOver('hello.localhost', certificate), 'v1 web.1 hello');
    await parent.client.addDomain('hello', 'Hello.Example.org');
    await until(async () => (await issuedNames('hello.example.org')).includes('DNS:hello.example.org'));
    assert.equal(await answerOver('hello.example.org', certificate), 'v1 web.1 hello');
    assert.equal((await hostFacts('hello.example.org'))?.certificate, 'local');
  });

  it('gives a host to one app only, and says whose it is', async () => {
    await parent.client.createApp('other');
    await assert.rejects(parent.client.addDomain('other', 'hello.example.org'), /belongs to the app hello/);
    await assert.rejects(parent.client.addDomain('other', 'hello.localhost'), /cannot be a domain/);
    await assert.rejects(parent.client.removeDomain('other', 'hello.example.org'), /no domain hello\.example\.org of its own/);
  });

  it('uses a certificate that somebody brings, and says why it cannot use another', async () => {
    const ca = makeAuthority(authorityName, Date.now());
    const own = makeLeaf(ca, ['*.example.org'], Date.now());
    const other = makeLeaf(ca, ['*.example.org'], Date.now());
    await assert.rejects(parent.client.addCertificate('hello', { ...own, key: other.key }), /the key belongs to another one/);
    await assert.rejects(parent.client.addCertificate('hello', { ...own, key: 'x' }), /not PEM/);
    const old = makeLeaf(ca, ['a.example.org'], Date.now() - 500 * 86_400_000);
    await assert.rejects(parent.client.addCertificate('hello', old), /it ended on/);
    const { id } = await parent.client.addCertificate('hello', own);
    await until(async () => (await issuedNames('hello.example.org')) === 'DNS:*.example.org');
    assert.equal(await answerOver('hello.example.org', ca.certificate), 'v1 web.1 hello');
    const plain = await callRouter(parent.port, { host: 'hello.example.org', path: '/a?b' });
    assert.deepEqual([plain.status, plain.headers.location], [301, `https://hello.example.org:${tlsPort}/a?b`]);
    assert.equal((await callRouter(parent.port, { host: 'hello.localhost' })).status, 200); // nobody would trust where it leads
    await parent.client.removeCertificate('hello', id);
    await until(async () => (await issuedNames('hello.example.org')).includes('DNS:hello.example.org'));
  });

  it('asks for certificates and uses them; a wish for HTTPS alone asks for none', async () => {
    await parent.client.setHttps('hello', { hstsSeconds: 300 });
    assert.deepEqual(acme.asked, []);
    await parent.client.setHttps('hello', { acme: true });
    await until(async () => (await hostFacts('hello.example.org'))?.certificate === 'acme');
    const trusted = (): Promise<string> => answerOver('hello.example.org', acme.authority.certificate).catch(() => '');
    await until(async () => (await trusted()) === 'v1 web.1 hello');
    const [certificate] = await parent.client.certificates('hello');
    assert.ok(certificate?.renewsAt != null && certificate.renewsAt < certificate.validUntil);
    assert.deepEqual(acme.asked, ['hello.example.org']);
    await until(async () => (await callRouter(parent.port, { host: 'hello.example.org' })).status === 301);
    const path = '/.well-known/acme-challenge/a-token';
    assert.equal((await callRouter(parent.port, { host: 'hello.example.org', path })).status, 301); // the order is over
  });

  it('says in the authority’s words why it has none, and tries again when asked', async () => {
    acme.refusal = 'The server will not issue certificates for this name';
    await parent.client.addDomain('hello', 'second.example.org');
    await until(async () => ((await hostFacts('second.example.org'))?.failure ?? '') !== '');
    const facts = await hostFacts('second.example.org');
    assert.match(facts?.failure ?? '', /refuses: The server will not issue certificates for this name\./);
    assert.ok(facts?.nextTryAt !== null);
    acme.refusal = null;
    await parent.client.setHttps('hello', { acme: true });
    await until(async () => (await hostFacts('second.example.org'))?.certificate === 'acme');
    assert.equal((await hostFacts('second.example.org'))?.failure, null);
  });
});
