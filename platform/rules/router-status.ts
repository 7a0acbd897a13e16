/** What a router says of itself to control. */
export interface RouterStatus {
  /** Of the table in force. */
  readonly version: number;
  /** Requests under way, by dyno id. */
  readonly inflight: Readonly<Record<string, number>>;
}

/** Several routers as one: the oldest table, all requests. */
export function routersTogether(statuses: readonly RouterStatus[]): RouterStatus {
  const inflight: Record<string, number> = {};
  for (const [dyno, count] of statuses.flatMap((status) => Object.entries(status.inflight))) inflight[dyno] = (inflight[dyno] ?? 0) + count;
  return { version: Math.min(...statuses.map((status) => status.version)), inflight };
}
