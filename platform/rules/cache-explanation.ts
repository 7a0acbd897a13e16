import type { CacheAsk } from './cache-policy.ts';
import type { CacheRule } from './cache-rules.ts';
import type { KeptPageFacts } from './cache-stats.ts';

/** What would become of a request now (platform specification, CCH-21). */
export interface CacheExplanation {
  readonly decision: 'hit' | 'stale' | 'miss' | 'bypass';
  /** In a sentence. */
  readonly reason: string;
  /** The address as the cache knows it. */
  readonly key: string;
  /** The path of the rule that it falls under; null: none. */
  readonly rule: string | null;
  readonly cookies: CacheAsk['cookies'];
  /** The copy that is kept; null: none. */
  readonly page: KeptPageFacts | null;
}

/** What a router knows of the request. */
export interface ExplainedRequest {
  readonly isOn: boolean;
  readonly rule: CacheRule | null;
  readonly cookies: CacheAsk['cookies'];
  /** The app's last answer at this address could not be shared. */
  readonly wasPassed: boolean;
  /** Who carries significant cookies may have it too. */
  readonly isPublic: boolean;
  readonly copy: 'fresh' | 'stale' | 'none';
}

/** The decision and why, in the order in which a router decides. */
export function explained(request: ExplainedRequest): Pick<CacheExplanation, 'decision' | 'reason'> {
  const { isOn, rule, cookies, wasPassed, isPublic, copy } = request;
  if (!isOn) return { decision: 'bypass', reason: 'Neither the app nor its rostra.json has said that pages may be shared.' };
  if (rule?.deny === true) return { decision: 'bypass', reason: deniedBy(rule) };
  if (cookies === 'significant' && !isPublic)
    return { decision: 'bypass', reason: 'It carries a cookie that pages may depend on, and the app has not called this page public.' };
  if (wasPassed)
    return {
      decision: 'bypass',
      reason: 'The last answer of the app here could not be shared: it was private, set a cookie or said no lifetime.',
    };
  return ofCopy[copy];
}

function deniedBy({ path, isSuspect }: CacheRule): string {
  if (isSuspect === true) return `Two visitors got two different pages here, so the canary has switched ${path} off.`;
  return `The rule ${path} says that such pages are never kept.`;
}

const ofCopy: Readonly<Record<ExplainedRequest['copy'], Pick<CacheExplanation, 'decision' | 'reason'>>> = {
  fresh: { decision: 'hit', reason: 'A copy is kept and fresh.' },
  stale: { decision: 'stale', reason: 'A copy is shown that has just ended, while a new one is asked for.' },
  none: { decision: 'miss', reason: 'No copy is kept: the first who asks brings it, and whoever comes meanwhile waits for that one.' },
};
