import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { connect, createServer } from 'node:tls';
import { authorityName, makeAuthority, makeLeaf } from './certificate.ts';

const nowMs = Date.now();
const authority = makeAuthority(authorityName, nowMs);
const leaf = makeLeaf(authority, ['localhost', '*.example.org', '127.0.0.1', '::1'], nowMs);

describe('a certificate of the local CA', () => {
  it('names its hosts and addresses', () => {
    const { subjectAltName } = new X509Certificate(leaf.certificate);
    assert.equal(subjectAltName, 'DNS:localhost, DNS:*.example.org, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
  });

  it('belongs to its key, and is vouched for by the CA, which is one', () => {
    const certificate = new X509Certificate(leaf.certificate);
    const ca = new X509Certificate(authority.certificate);
    assert.ok(certificate.checkPrivateKey(createPrivateKey(leaf.key)));
    assert.ok(certificate.verify(ca.publicKey));
    assert.ok(certificate.checkIssued(ca));
    assert.deepEqual([ca.ca, certificate.ca], [true, false]);
  });

  it('is valid now, for a year or so', () => {
    const { validFromDate, validToDate } = new X509Certificate(leaf.certificate);
    const days = (validToDate.getTime() - nowMs) / 86_400_000;
    assert.ok(validFromDate.getTime() < nowMs && days > 300 && days < 398, String(days));
  });

  it('is trusted in a handshake by whoever trusts the CA', async () => {
    const server = createServer({ cert: leaf.certificate, key: leaf.key }, (socket) => socket.end('hello')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const client = connect({ port, host: '127.0.0.1', servername: 'www.example.org', ca: authority.certificate });
    await once(client, 'secureConnect');
    assert.equal(client.authorized, true);
    client.destroy();
    server.close();
  });
});
