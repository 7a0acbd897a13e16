import { createHash, createPublicKey, type KeyObject, randomUUID, verify } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text as allText } from 'node:stream/consumers';
import { authorityName, certify, type KeyedCertificate, makeAuthority } from '../certs/certificate.ts';
import { callRouter } from './router-rig.ts';

interface Signed {
  readonly protected: string;
  readonly payload: string;
  readonly signature: string;
}

interface Head {
  readonly nonce: string;
  readonly url: string;
  readonly kid?: string;
  readonly jwk?: Record<string, string>;
}

/** What the directory's address answers with; everything else has to be signed. */
type Reply = { readonly status?: number; readonly location?: string; readonly body: object | string };

/**
 * A certificate authority that speaks as much of RFC 8555 as a client of one host needs, strictly: signatures, nonces and the proof over
 * HTTP are really checked. Hosts are looked for at a port of this machine.
 */
export class FakeAcme {
  readonly authority: KeyedCertificate = makeAuthority(authorityName, Date.now());
  /** Hosts for which it was asked. */
  readonly asked: string[] = [];
  /** The next orders are refused with these words. */
  refusal: string | null = null;
  readonly #server: Server;
  readonly #nonces = new Set<string>();
  readonly #accounts = new Map<string, { readonly key: KeyObject; readonly thumbprint: string }>();
  readonly #httpPort: number;
  #host = '';
  /** `pending`, `valid`, or why not. */
  #proof = 'pending';
  #certificate: string | null = null;
  #hasRejectedNonce = false;

  private constructor(httpPort: number) {
    this.#httpPort = httpPort;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** `httpPort`: where it looks for the proof. */
  static async start(httpPort: number): Promise<FakeAcme> {
    const fake = new FakeAcme(httpPort);
    fake.#server.listen(0, '127.0.0.1');
    await once(fake.#server, 'listening');
    return fake;
  }

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const nonce = randomUUID();
    this.#nonces.add(nonce);
    response.setHeader('Replay-Nonce', nonce);
    const { status = 200, location, body } = await this.#reply(request).catch((error: unknown) => refusalOf(error));
    if (location !== undefined) response.setHeader('Location', `${this.url}${location}`);
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
  }

  async #reply(request: IncomingMessage): Promise<Reply> {
    const path = request.url ?? '';
    const at = (name: string): string => `${this.url}/${name}`;
    if (path === '/directory') return { body: { newNonce: at('nonce'), newAccount: at('account'), newOrder: at('order') } };
    if (request.method === 'HEAD') return { body: '' };
    const signed: Signed = JSON.parse(await allText(request));
    const { thumbprint, accountPath } = this.#signerOf(signed, at(path.slice(1)));
    const payload = signed.payload === '' ? {} : JSON.parse(decoded(signed.payload));
    const replies: Readonly<Record<string, () => Reply | Promise<Reply>>> = {
      '/account': () => ({ status: 201, location: accountPath, body: { status: 'valid' } }),
      '/order': () => this.#order(payload.identifiers[0].value),
      '/authz': () => ({ body: this.#authorization() }),
      '/challenge': () => this.#prove(thumbprint),
      '/finalize': () => this.#finalize(Buffer.from(payload.csr, 'base64url')),
      '/certificate': () => ({ body: this.#certificate ?? '' }),
      '/orders/1': () => ({ body: this.#orderBody() }),
    };
    return (replies[path] ?? ((): Reply => ({ status: 404, body: {} })))();
  }

  #signerOf(signed: Signed, url: string) {
    const head: Head = JSON.parse(decoded(signed.protected));
    const isFresh = this.#nonces.delete(head.nonce);
    if (!this.#hasRejectedNonce || !isFresh) {
      this.#hasRejectedNonce = true; // once for everybody: clients have to live with it
      throw problem('badNonce', 'this nonce is not fresh');
    }
    const known = head.kid === undefined ? newAccount(head.jwk ?? {}) : this.#accounts.get(head.kid);
    const signedText = Buffer.from(`${signed.protected}.${signed.payload}`);
    const signature = Buffer.from(signed.signature, 'base64url');
    const isSigned = known !== undefined && verify('sha256', signedText, { key: known.key, dsaEncoding: 'ieee-p1363' }, signature);
    if (!isSigned || head.url !== url) throw problem('malformed', 'this is not signed for this address');
    const accountPath = `/accounts/${known.thumbprint}`;
    this.#accounts.set(`${this.url}${accountPath}`, known);
    return { thumbprint: known.thumbprint, accountPath };
  }

  #order(host: string): Reply {
    this.asked.push(host);
    if (this.refusal !== null) throw problem('rejectedIdentifier', this.refusal);
    this.#host = host;
    this.#proof = 'pending';
    this.#certificate = null;
    return { status: 201, location: '/orders/1', body: this.#orderBody() };
  }

  #orderBody(): object {
    const status = this.#certificate === null ? 'pending' : 'valid';
    const done = this.#certificate === null ? {} : { certificate: `${this.url}/certificate` };
    return { status, authorizations: [`${this.url}/authz`], finalize: `${this.url}/finalize`, ...done };
  }

  #authorization(): object {
    const isOver = this.#proof !== 'pending' && this.#proof !== 'valid';
    const error = isOver ? { error: { detail: this.#proof } } : {};
    const challenge = { type: 'http-01', url: `${this.url}/challenge`, token: 'a-token', ...error };
    return { status: isOver ? 'invalid' : this.#proof, challenges: [{ type: 'dns-01', url: this.url, token: 'x' }, challenge] };
  }

  /** Looks at the host, as a browser would. */
  async #prove(thumbprint: string): Promise<Reply> {
    const { status, body } = await callRouter(this.#httpPort, { host: this.#host, path: '/.well-known/acme-challenge/a-token' });
    this.#proof = status === 200 && body === `a-token.${thumbprint}` ? 'valid' : `${this.#host} answered with ${status}`;
    return { body: {} };
  }

  #finalize(csr: Buffer): Reply {
    if (this.#proof !== 'valid') throw problem('orderNotReady', 'nothing has been proved');
    this.#certificate = certify(this.authority, { publicKey: publicKeyIn(csr), hosts: [this.#host], nowMs: Date.now() });
    return { body: this.#orderBody() };
  }
}

/** SEQUENCE { SEQUENCE { version, subject, key, … }, … }: the third part of the first part. */
function publicKeyIn(csr: Buffer): KeyObject {
  const info = content(content(csr));
  const [, , key = Buffer.alloc(0)] = parts(info);
  return createPublicKey({ key, format: 'der', type: 'spki' });
}

/** What the first value holds. */
function content(der: Buffer): Buffer {
  const { from, to } = extent(der);
  return der.subarray(from, to);
}

function parts(der: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let rest = der; rest.length > 0; rest = rest.subarray(extent(rest).to)) found.push(rest.subarray(0, extent(rest).to));
  return found;
}

function extent(der: Buffer): { readonly from: number; readonly to: number } {
  const first = der[1] ?? 0;
  if (first < 128) return { from: 2, to: 2 + first };
  const from = 2 + first - 128;
  return { from, to: from + der.readUIntBE(2, first - 128) };
}

function newAccount(jwk: Record<string, string>) {
  const { crv, kty, x, y } = jwk;
  const thumbprint = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  return { key: createPublicKey({ key: jwk, format: 'jwk' }), thumbprint };
}

const decoded = (text: string): string => Buffer.from(text, 'base64url').toString();

class Problem extends Error {
  readonly type: string;
  constructor(type: string, detail: string) {
    super(detail);
    this.type = type;
  }
}

const problem = (type: string, detail: string): Problem => new Problem(`urn:ietf:params:acme:error:${type}`, detail);

function refusalOf(error: unknown): Reply {
  return {
    status: 400,
    body: { type: error instanceof Problem ? error.type : 'bug', detail: error instanceof Error ? error.message : '' },
  };
}
