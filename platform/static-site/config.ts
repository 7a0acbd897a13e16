import { envInteger, readEnv } from '#kit/config/env.ts';

export interface StaticSiteConfig {
  readonly port: number;
}

export function staticSiteConfig(env: NodeJS.ProcessEnv = process.env): StaticSiteConfig {
  return readEnv(env, { port: envInteger('PORT', { min: 1, max: 65_535 }) });
}
