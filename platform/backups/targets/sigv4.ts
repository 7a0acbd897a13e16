import { createHash, createHmac } from 'node:crypto';

export interface SignedRequest {
  readonly method: string;
  readonly url: URL;
  /** In lower case; `host` and the date are added. */
  readonly headers: Readonly<Record<string, string>>;
  /** Of the body, hexadecimal. */
  readonly sha256: string;
}

export interface SigningKey {
  readonly keyId: string;
  readonly secret: string;
  readonly region: string;
}

/**
 * All headers of a request to S3, signed (Signature Version 4,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html). `at` is a time of its.
 */
export function signedHeaders({ method, url, headers, sha256 }: SignedRequest, key: SigningKey, at: Date): Record<string, string> {
  const time = at.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const all: Record<string, string> = { ...headers, host: url.host, 'x-amz-content-sha256': sha256, 'x-amz-date': time };
  const names = Object.keys(all).sort();
  const list = names.join(';');
  const canonical = [
    method,
    url.pathname.split('/').map(escaped).join('/'),
    [...url.searchParams]
      .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
      .sort()
      .join('&'),
    ...names.map((name) => `${name}:${all[name]?.trim()}`),
    '',
    list,
    sha256,
  ].join('\n');
  const scope = `${day}/${key.region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', time, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const signingKey = [day, key.region, 's3', 'aws4_request'].reduce<Buffer>(
    (last, part) => mac(last, part),
    Buffer.from(`AWS4${key.secret}`),
  );
  const signature = mac(signingKey, toSign).toString('hex');
  return { ...all, authorization: `AWS4-HMAC-SHA256 Credential=${key.keyId}/${scope},SignedHeaders=${list},Signature=${signature}` };
}

const mac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** The path of a URL is escaped already, in another way than S3 wants it. */
const escaped = (part: string): string =>
  encodeURIComponent(decodeURIComponent(part)).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
