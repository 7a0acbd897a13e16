import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { type AcmeAccount, parsed, refused } from './acme-account.ts';
import { type KeyedCertificate, keyPem, newKey, signingRequest } from './certificate.ts';

const problem = v.optional(v.object({ detail: v.optional(v.string()) }));
const orderShape = v.object({
  status: v.string(),
  authorizations: v.array(v.string()),
  finalize: v.string(),
  certificate: v.optional(v.string()),
  error: problem,
});
const challengeShape = v.object({ type: v.string(), url: v.string(), token: v.optional(v.string(), ''), error: problem });
const authorizationShape = v.object({ status: v.string(), challenges: v.array(challengeShape) });

/** Puts the answer where the authority looks for it; settles when it stands there. */
export type ShowAnswer = (challenge: { readonly token: string; readonly answer: string }) => Promise<void>;

const lookEachMs = 500;
const mostLooks = 120;

/** A certificate for the host, whose plain HTTP port shows the answers (RFC 8555, 7.4, 8.3). Throws why it cannot be had. */
export async function orderCertificate(account: AcmeAccount, host: string, show: ShowAnswer): Promise<KeyedCertificate> {
  const made = await account.post(account.directory.newOrder, { identifiers: [{ type: 'dns', value: host }] });
  const order = parsed(orderShape, made.body);
  for (const url of order.authorizations) await authorize(account, url, show);
  const { privateKey } = newKey();
  const csr = signingRequest([host], privateKey).toString('base64url');
  await account.post(order.finalize, { csr });
  const done = await settled(account, orderShape, made.location);
  if (done.certificate === undefined) throw refused(done.error?.detail ?? `the order for ${host} ended as ${done.status}`);
  const { body } = await account.post(done.certificate, null);
  return { certificate: body, key: keyPem(privateKey) };
}

/** Shows that the host is ours. */
async function authorize(account: AcmeAccount, url: string, show: ShowAnswer): Promise<void> {
  const asked = parsed(authorizationShape, (await account.post(url, null)).body);
  if (asked.status === 'valid') return;
  const challenge = asked.challenges.find(({ type }) => type === 'http-01');
  if (challenge === undefined) throw refused('it offers no proof over HTTP (http-01) for this name');
  await show({ token: challenge.token, answer: account.keyAuthorization(challenge.token) });
  await account.post(challenge.url, {});
  const done = await settled(account, authorizationShape, url);
  if (done.status === 'valid') return;
  throw refused(done.challenges.find(({ error }) => error !== undefined)?.error?.detail ?? `the proof ended as ${done.status}`);
}

/** Looks until the authority has made up its mind. */
async function settled<Thing extends { readonly status: string }>(
  account: AcmeAccount,
  shape: v.GenericSchema<unknown, Thing>,
  url: string,
): Promise<Thing> {
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const thing = parsed(shape, (await account.post(url, null)).body);
    if (thing.status !== 'pending' && thing.status !== 'processing' && thing.status !== 'ready') return thing;
    await sleep(lookEachMs);
  }
  throw refused('it did not decide within a minute');
}
