import type { Challenge } from '../rules/route-table.ts';
import { LocalCa } from './local-ca.ts';

/** What control holds for HTTPS beside the store. */
export interface HttpsState {
  readonly port: number;
  readonly localCa: LocalCa;
  /** Of certificates that are being asked for now, by host: an order that is cut off begins anew. */
  readonly challenges: Map<string, Challenge>;
  /** One round of asking at a time. */
  isRenewing: boolean;
}

export function openHttps(port: number, folder: string, nowMs: number): HttpsState {
  return { port, localCa: LocalCa.open(folder, nowMs), challenges: new Map(), isRenewing: false };
}
