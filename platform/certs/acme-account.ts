import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import * as v from 'valibot';
import { RostraError } from '#kit/errors/rostra-error.ts';

/** Where the authority takes what (RFC 8555, 7.1.1). */
const directoryShape = v.object({ newNonce: v.string(), newAccount: v.string(), newOrder: v.string() });

type Directory = v.InferOutput<typeof directoryShape>;

export interface AcmeAnswer {
  readonly body: string;
  /** Of the thing that was made; empty without one. */
  readonly location: string;
}

interface AccountWish {
  /** The directory's URL. */
  readonly directory: string;
  /** P-256. */
  readonly key: KeyObject;
  readonly email: string | null;
}

const answerWithinMs = 20_000;

/** An account at a certificate authority: every question is signed with its key (RFC 8555, 6.2). */
export class AcmeAccount {
  readonly directory: Directory;
  readonly #key: KeyObject;
  readonly #jwk: Readonly<Record<string, unknown>>;
  #nonce = '';
  #url = '';

  /** Makes the account, or finds it: the authority knows it by its key. */
  static async open(wish: AccountWish): Promise<AcmeAccount> {
    const answer = await reached(wish.directory, { method: 'GET' });
    if (!answer.ok) throw refused(`its directory ${wish.directory} answered with status ${answer.status}`);
    const account = new AcmeAccount(wish.key, parsed(directoryShape, await answer.text()));
    const contact = wish.email === null ? {} : { contact: [`mailto:${wish.email}`] };
    const { location } = await account.post(account.directory.newAccount, { termsOfServiceAgreed: true, ...contact });
    account.#url = location;
    return account;
  }

  private constructor(key: KeyObject, directory: Directory) {
    this.#key = key;
    this.directory = directory;
    const { kty, crv, x, y } = createPublicKey(key).export({ format: 'jwk' });
    this.#jwk = { crv, kty, x, y }; // in the order that a thumbprint is made of (RFC 7638)
  }

  /** What a host has to answer to show that it is ours (RFC 8555, 8.1). */
  keyAuthorization(token: string): string {
    return `${token}.${createHash('sha256').update(JSON.stringify(this.#jwk)).digest('base64url')}`;
  }

  /** Null asks only. Throws what the authority says when it refuses. */
  async post(url: string, payload: object | null): Promise<AcmeAnswer> {
    for (let tries = 0; ; tries += 1) {
      const answer = await reached(url, {
        method: 'POST',
        headers: { 'content-type': 'application/jose+json' },
        body: JSON.stringify(this.#signed(await this.#takeNonce(), url, payload)),
      });
      this.#nonce = answer.headers.get('replay-nonce') ?? '';
      const body = await answer.text();
      if (answer.ok) return { body, location: answer.headers.get('location') ?? '' };
      const { type = '', detail = `status ${answer.status}` } = problem(body);
      if (!type.endsWith(':badNonce') || tries > 2) throw refused(detail);
    }
  }

  async #takeNonce(): Promise<string> {
    const kept = this.#nonce;
    this.#nonce = '';
    if (kept !== '') return kept;
    return (await reached(this.directory.newNonce, { method: 'HEAD' })).headers.get('replay-nonce') ?? '';
  }

  #signed(nonce: string, url: string, payload: object | null): object {
    const who = this.#url === '' ? { jwk: this.#jwk } : { kid: this.#url };
    const head = base64url(JSON.stringify({ alg: 'ES256', nonce, url, ...who }));
    const content = payload === null ? '' : base64url(JSON.stringify(payload));
    const signature = sign('sha256', Buffer.from(`${head}.${content}`), { key: this.#key, dsaEncoding: 'ieee-p1363' });
    return { protected: head, payload: content, signature: signature.toString('base64url') };
  }
}

/** What the authority answered, when it has the shape that RFC 8555 fixes. */
export function parsed<Value>(shape: v.GenericSchema<unknown, Value>, text: string): Value {
  const read = v.safeParse(shape, jsonOf(text));
  if (read.success) return read.output;
  throw refused('it answered with something that the protocol does not know');
}

/** The authority's words, as a fault. */
export const refused = (why: string): RostraError =>
  new RostraError({ code: 'ACME_REFUSED', status: 502, message: `The certificate authority refuses: ${why.replace(/\.$/, '')}.` });

async function reached(url: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...request, signal: AbortSignal.timeout(answerWithinMs) });
  } catch (error) {
    const why = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
    throw new RostraError({
      code: 'ACME_UNREACHABLE',
      status: 502,
      message: `The certificate authority at ${url} cannot be reached: ${why}.`,
      hint: 'Look whether this machine reaches the internet, and at ROSTRA_ACME_DIRECTORY.',
    });
  }
}

const problemShape = v.object({ type: v.optional(v.string()), detail: v.optional(v.string()) });

function problem(body: string): v.InferOutput<typeof problemShape> {
  const read = v.safeParse(problemShape, jsonOf(body));
  return read.success ? read.output : {};
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const base64url = (text: string): string => Buffer.from(text).toString('base64url');
