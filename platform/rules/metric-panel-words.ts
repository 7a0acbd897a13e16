import { durationWords } from '#kit/time/duration.ts';

type Values = readonly (number | null)[];

/** A panel's sentence of meaning, of the newest step, and how bad that is. */
export interface Said {
  readonly say: string;
  readonly state: 'ok' | 'late' | 'fail';
}

const ok = (say: string): Said => ({ say, state: 'ok' });
const late = (say: string): Said => ({ say, state: 'late' });
const fail = (say: string): Said => ({ say, state: 'fail' });

const newest = (values: Values): number | null => values.findLast((value) => value !== null) ?? null;

const mostVisitorsWaitMs = 3_000;
const alertMs = 15_000;

export function speed(p50s: Values, p95s: Values, stepSeconds: number): Said {
  const [p50, p95] = [newest(p50s), newest(p95s)];
  if (p50 === null || p95 === null) return ok('No request was answered in this time.');
  const words = `${stepSeconds > 10 ? 'Lately' : 'Now'} half within ${durationWords(p50)}, 95 of 100 within ${durationWords(p95)}`;
  if (p50 >= mostVisitorsWaitMs) return fail(`${words}: most visitors wait.`);
  return p95 >= alertMs ? fail(`${words}.`) : ok(`${words}.`);
}

export function throughput(rates: { readonly ok: Values; readonly byRouter: Values; readonly byApp: Values }): Said {
  const [good, byRouter, byApp] = [newest(rates.ok) ?? 0, newest(rates.byRouter) ?? 0, newest(rates.byApp) ?? 0];
  const failed = byRouter + byApp;
  const all = `${rate(good + failed)} requests a second`;
  if (failed === 0) return ok(`${all}, and none fails.`);
  const whose = byRouter >= byApp ? 'at the router: the app is overloaded or down' : 'in the app itself: a fault of the app';
  const say = `${all}; ${rate(failed)} a second fail, ${byRouter > 0 && byApp > 0 ? 'most ' : ''}${whose}.`;
  return failed > 1 ? fail(say) : late(say);
}

/** From this share on dynos count as too busy (finding F02). */
const busyShare = 0.9;

export function load(totals: Values, ups: Values): Said {
  const [total, up] = [newest(totals), newest(ups)];
  if (total === null) return ok('No dyno was measured in this time.');
  if (up === null || up === 0) return ok(`${rate(total)} busy or waiting.`);
  const share = total / up;
  const say = `Using ${Math.round(100 * share)} % of what ${up === 1 ? 'one dyno' : `${Math.round(up)} dynos`} can do`;
  return share >= busyShare ? fail(`${say}: one more would help.`) : ok(`${say}. Nothing to do.`);
}

export function memory(fullests: Values, quotas: Values): Said {
  const [fullest, quota] = [newest(fullests), newest(quotas)];
  if (fullest === null) return ok('No dyno was measured in this time.');
  if (quota === null || quota === 0) return ok(`${Math.round(fullest)} MB.`);
  const say = `${Math.round(fullest)} MB, ${Math.round((100 * fullest) / quota)} % of its quota.`;
  if (fullest > quota) return fail(`${say} Beyond it the dyno swaps (R14), and far beyond it is ended (R15).`);
  return fullest > 0.9 * quota ? late(say) : ok(say);
}

export function queue(p95s: Values, waitings: Values): Said {
  const [p95, waiting] = [newest(p95s) ?? 0, newest(waitings) ?? 0];
  if (p95 < 1 && waiting === 0) return ok('Nobody waits for a free dyno.');
  const say = `95 of 100 wait up to ${durationWords(p95)} for a free dyno; ${Math.round(waiting)} at once.`;
  return p95 > 1000 ? fail(say) : late(say);
}

/** `counts` are of the newest step in which anything was asked for. */
export function cache({ hit = 0, stale = 0, coalesced = 0, miss = 0, bypass = 0 }: Readonly<Record<string, number>>): Said {
  const all = hit + stale + coalesced + miss + bypass;
  if (all === 0) return ok('Nothing was asked for.');
  const unseen = Math.round((100 * (hit + stale + coalesced)) / all);
  return ok(unseen === 0 ? 'Every request goes to the app.' : `${unseen} of 100 requests come from the cache; the app never sees them.`);
}

interface Connections {
  readonly active: Values;
  readonly idle: Values;
  readonly open: Values;
}

interface DatabaseState {
  readonly limit: Values;
  readonly longest: Values;
  readonly hits: Values;
  readonly locks: Values;
}

export function postgres(connections: Connections, { limit: limits, longest: longests, hits, locks }: DatabaseState): Said {
  const used = [connections.active, connections.idle, connections.open].reduce((sum, values) => sum + (newest(values) ?? 0), 0);
  const [limit, longest, hit, waits] = [newest(limits), newest(longests) ?? 0, newest(hits), newest(locks) ?? 0];
  const parts = [
    `${Math.round(used)}${limit === null ? '' : ` of ${limit}`} connections`,
    `longest statement ${durationWords(1000 * longest)}`,
    ...(hit === null ? [] : [`${hit.toFixed(1)} % found in memory`]),
    ...(waits > 0 ? [`${Math.round(waits)} wait for a lock`] : []),
  ];
  return levelled(`${parts.join('; ')}.`, limit === null ? 0 : used / limit);
}

interface RedisState {
  readonly clients: Values;
  readonly limit: Values;
  readonly memory: Values;
  readonly memoryLimit: Values;
  readonly rejected: Values;
  readonly evicted: Values;
}

export function redis(state: RedisState): Said {
  const at = (name: keyof RedisState): number => newest(state[name]) ?? 0;
  const share = (used: number, limit: number | null): number => (limit === null || limit === 0 ? 0 : used / limit);
  const [limit, memoryLimit] = [newest(state.limit), newest(state.memoryLimit)];
  const parts = [
    `${Math.round(at('clients'))}${limit === null ? '' : ` of ${limit}`} clients`,
    memoryLimit === null ? `${at('memory').toFixed(1)} MB` : `${Math.round(100 * share(at('memory'), memoryLimit))} % of its memory`,
    ...(at('rejected') > 0 ? ['connections are refused'] : []),
    ...(at('evicted') > 0 ? ['old keys are thrown out'] : []),
  ];
  const worst = Math.max(share(at('clients'), limit), share(at('memory'), memoryLimit));
  return levelled(`${parts.join('; ')}.`, at('rejected') > 0 ? 1 : worst);
}

/** Amber from 80 %, red from 95 % of a limit. */
function levelled(say: string, share: number): Said {
  if (share >= 0.95) return fail(say);
  return share >= 0.8 ? late(say) : ok(say);
}

export function sockets(open: Values, opened: Values, closed: Values): Said {
  return ok(`${Math.round(newest(open) ?? 0)} open; +${rate(newest(opened) ?? 0)} −${rate(newest(closed) ?? 0)} a second.`);
}

export function host(state: { readonly cpu: Values; readonly memory: Values; readonly disk: Values; readonly router: Values }): Said {
  const [cpu, mem, disk, router] = [newest(state.cpu), newest(state.memory), newest(state.disk), newest(state.router)];
  const percent = (name: string, value: number | null): string[] => (value === null ? [] : [`${name} ${Math.round(value)} %`]);
  const say = [...percent('processors', cpu), ...percent('memory', mem), ...percent('disk', disk), ...percent('router', router)].join(', ');
  return levelled(
    say === '' ? 'Nothing was measured in this time.' : `${say.charAt(0).toUpperCase()}${say.slice(1)}.`,
    Math.max(cpu ?? 0, mem ?? 0, disk ?? 0) / 100,
  );
}

/** `14`, `0.4` */
const rate = (value: number): string => (value < 10 ? String(Math.round(value * 100) / 100) : Math.round(value).toLocaleString('en'));
