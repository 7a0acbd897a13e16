/** Whether sizes have Heroku's limits, for teams that rehearse a real Heroku budget (platform specification, CON-06). */
export type TierRules = 'none' | 'heroku';

const single: ReadonlySet<string> = new Set(['free', 'eco', 'hobby', 'basic']);

/** Why dynos of this size cannot be so many; null: they can. */
export function tierFault(
  rules: TierRules,
  { type, size, quantity }: { readonly type: string; readonly size: string; readonly quantity: number },
): string | null {
  if (rules === 'none' || quantity <= 1 || !single.has(size)) return null;
  return `${quantity} ${type} dynos need Standard-1X or larger (tier rules are on); ${size} runs one.`;
}

/** Whether dynos of this size may follow the traffic: performance ones, and those of a size of one's own (ALR-14). */
export const mayAutoscale = (rules: TierRules, size: string): boolean => rules === 'none' || /^(performance-|custom:)/.test(size);
