import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { request as httpsRequest } from 'node:https';
import { after, before, describe, it } from 'node:test';
import { connect } from 'node:tls';
import { WebSocket } from 'ws';
import { authorityName, makeAuthority, makeLeaf } from '../certs/certificate.ts';
import { startEchoDyno, type EchoDyno } from '../testing/echo-dyno.ts';
import { RouterRig, tabRoutes, type RigAnswer } from '../testing/router-rig.ts';

const nowMs = Date.now();
const ca = makeAuthority(authorityName, nowMs);
const certificateOf = (...hosts: string[]) => ({ hosts, ...makeLeaf(ca, hosts, nowMs) });
const local = certificateOf('tab.localhost', 'localhost');
const own = certificateOf('*.example.org');
const hosts = ['tab.localhost', 'tab.example.org'];

let rig: RouterRig;
let dyno: EchoDyno;
before(async () => {
  rig = await RouterRig.start();
  dyno = await startEchoDyno();
});
after(async () => {
  await rig.close();
  await dyno.kill();
});

function push(https: { redirectedHosts?: string[]; hstsSeconds?: number } = {}): Promise<void> {
  const routes = { port: 8443, redirectedHosts: [], hstsSeconds: 0, ...https };
  return rig.pushTable({ apps: [tabRoutes([dyno], { hosts, https: routes })], certificates: [local, own] });
}

function call(path: string, host = 'tab.localhost'): Promise<RigAnswer> {
  const where = { port: rig.tlsPort, host: '127.0.0.1', servername: host, ca: ca.certificate, agent: false };
  return new Promise((resolve, reject) => {
    const request = httpsRequest({ ...where, path, headers: { host } }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (piece: string) => (body += piece));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body, trailers: {} }));
    });
    request.on('error', reject).end();
  });
}

/** The names on the certificate that a client gets. */
async function namesFor(servername: string): Promise<string> {
  const socket = connect({ port: rig.tlsPort, host: '127.0.0.1', servername, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const names = new X509Certificate(socket.getPeerCertificate(true).raw).subjectAltName ?? '';
  socket.destroy();
  return names;
}

describe('over TLS', () => {
  it('a request is answered, the dyno is told, and the line says so', async () => {
    await push();
    const { status, body } = await call('/headers?tls');
    assert.equal(status, 200);
    assert.match(body, /"X-Forwarded-Proto","https"/);
    assert.match(body, /"X-Forwarded-Port","443"/);
    assert.match(await rig.lineOf('/headers?tls'), / protocol=https http_version=1\.1 tls=true tls_version=tls1\.3 /);
  });

  it('each host shows its own certificate, and who names none or a strange one the first', async () => {
    await push();
    assert.equal(await namesFor('tab.example.org'), 'DNS:*.example.org');
    assert.equal(await namesFor('TAB.LOCALHOST'), 'DNS:tab.localhost, DNS:localhost');
    assert.equal(await namesFor('else.example.com'), 'DNS:tab.localhost, DNS:localhost');
    assert.equal(await namesFor(''), 'DNS:tab.localhost, DNS:localhost');
  });

  it('a WebSocket echoes, and is logged as wss', async () => {
    await push();
    const where = { headers: { host: 'tab.localhost' }, servername: 'tab.localhost', ca: ca.certificate };
    const socket = new WebSocket(`wss://127.0.0.1:${rig.tlsPort}/socket`, where);
    await once(socket, 'open');
    socket.send('hello');
    const [message] = await once(socket, 'message');
    assert.equal(String(message), 'hello');
    socket.close();
    assert.match(await rig.lineOf('path="/socket"'), / protocol=wss .*tls=true/);
  });

  it('Strict-Transport-Security is sent where it is wished, and never in the clear', async () => {
    await push({ hstsSeconds: 600 });
    assert.equal((await call('/')).headers['strict-transport-security'], 'max-age=600');
    assert.equal((await rig.call()).headers['strict-transport-security'], undefined);
  });

  it('a new certificate is in force with its table, also for connections that are open', async () => {
    await push();
    await rig.pushTable({ apps: [tabRoutes([dyno], { hosts })], certificates: [local, certificateOf('tab.example.org')] });
    assert.equal(await namesFor('tab.example.org'), 'DNS:tab.example.org');
  });

  it('one that cannot be read is left out', async () => {
    const broken = { ...own, certificate: 'nonsense' };
    await rig.pushTable({ apps: [tabRoutes([dyno], { hosts })], certificates: [local, broken] });
    assert.equal(await namesFor('tab.example.org'), 'DNS:tab.localhost, DNS:localhost');
    assert.equal((await call('/')).status, 200);
  });
});

describe('in the clear', () => {
  it('a host that is sent on to HTTPS answers with where, and others go on', async () => {
    await push({ redirectedHosts: ['tab.example.org'] });
    const read = await rig.call({ host: 'tab.example.org:8080', path: '/draw?round=1&x' });
    assert.deepEqual([read.status, read.headers.location], [301, 'https://tab.example.org:8443/draw?round=1&x']);
    const sent = await rig.call({ host: 'tab.example.org', method: 'POST', body: 'x' });
    assert.equal(sent.status, 308); // the same method again
    assert.equal((await rig.call()).status, 200);
  });

  it('the authority finds its answer, also in maintenance and where HTTPS is demanded, and nobody finds another', async () => {
    const https = { port: 8443, redirectedHosts: hosts, hstsSeconds: 0 };
    const app = tabRoutes([dyno], { hosts, https, maintenance: { html: null } });
    await rig.pushTable({ apps: [app], challenges: [{ host: 'tab.example.org', token: 'tok', answer: 'tok.thumb' }] });
    const path = '/.well-known/acme-challenge/tok';
    const answer = await rig.call({ host: 'tab.example.org', path });
    assert.deepEqual([answer.status, answer.body], [200, 'tok.thumb']);
    assert.equal((await rig.call({ host: 'tab.example.org', path: `${path}x` })).status, 301);
    assert.equal((await rig.call({ host: 'tab.localhost', path })).status, 301);
  });
});
