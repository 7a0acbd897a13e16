import type { CliCommand } from './command.ts';
import { clearCache } from './commands/cache/clear.ts';
import { explainCache } from './commands/cache/explain.ts';
import { setCacheRules, showCacheRules } from './commands/cache/rules.ts';
import { cacheStats } from './commands/cache/stats.ts';
import { warmCache } from './commands/cache/warm.ts';
import { exportMetrics } from './commands/metrics/export.ts';
import { showMetrics } from './commands/metrics/show.ts';

/** What went through an app, and what the router keeps of it. */
export const trafficCommands: readonly CliCommand[] = [
  clearCache,
  warmCache,
  explainCache,
  showCacheRules,
  setCacheRules,
  cacheStats,
  exportMetrics,
  showMetrics,
];
