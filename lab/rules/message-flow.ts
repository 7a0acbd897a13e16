/** How many messages somebody may still send at once. */
export interface Flow {
  readonly tokens: number;
  /** When that was so. */
  readonly atMs: number;
}

/** At once, and then so many a second. */
export const flowLimits = { burst: 60, perSecond: 30 } as const;

/** A message more; `waitMs` is 0 when it may come, else how long to wait before it is sent again. */
export function nextFlow(flow: Flow | null, nowMs: number): { readonly flow: Flow; readonly waitMs: number } {
  const before = flow ?? { tokens: flowLimits.burst, atMs: nowMs };
  const gained = (Math.max(0, nowMs - before.atMs) / 1_000) * flowLimits.perSecond;
  const tokens = Math.min(flowLimits.burst, before.tokens + gained);
  if (tokens >= 1) return { flow: { tokens: tokens - 1, atMs: nowMs }, waitMs: 0 };
  return { flow: { tokens, atMs: nowMs }, waitMs: Math.ceil(((1 - tokens) / flowLimits.perSecond) * 1_000) };
}
