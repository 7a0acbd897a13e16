import { wildcardOf } from './host.ts';
import type { HttpsWish } from './resources.ts';

/** What of a certificate decides where it is used. */
export interface CertificateFacts {
  readonly hosts: readonly string[];
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Whether it names the host, itself or by a wildcard. */
export function covers({ hosts }: Pick<CertificateFacts, 'hosts'>, host: string): boolean {
  return hosts.includes(host) || hosts.includes(wildcardOf(host));
}

export function isValid({ fromMs, untilMs }: CertificateFacts, nowMs: number): boolean {
  return fromMs <= nowMs && nowMs < untilMs;
}

/** A new one is asked for when a third of its life is left (platform specification, CON-20). */
export function renewalMs({ fromMs, untilMs }: CertificateFacts): number {
  return untilMs - (untilMs - fromMs) / 3;
}

/** Which of the app's hosts are sent on to HTTPS: with `auto` those that have a certificate which everybody trusts. */
export function redirectedHosts(
  { redirect }: Pick<HttpsWish, 'redirect'>,
  hosts: readonly string[],
  valid: readonly CertificateFacts[],
): readonly string[] {
  if (redirect === 'off') return [];
  return redirect === 'on' ? hosts : hosts.filter((host) => valid.some((certificate) => covers(certificate, host)));
}

/** How long after its nth failure in a row it is asked for again: authorities count attempts. */
export function acmeRetryMs(tries: number): number {
  const minutes = [1, 5, 15, 60, 240];
  return (minutes[Math.max(0, tries - 1)] ?? 720) * 60_000;
}
