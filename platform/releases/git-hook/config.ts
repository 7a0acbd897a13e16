import { envText, readEnv } from '#kit/config/env.ts';

/** What the platform says to the hook of a repository (git-push.ts). */
export interface HookConfig {
  readonly socket: string;
  readonly app: string;
  readonly actor: string;
  /** Another push to this app is being built. */
  readonly isBusy: boolean;
  /** File with what was said by `git push -o …`, a line each. */
  readonly options: string;
}

export function hookConfig(): HookConfig {
  const { busy, ...rest } = readEnv(process.env, variables);
  return { ...rest, isBusy: busy === '1' };
}

const variables = {
  socket: envText('ROSTRA_PUSH_SOCKET'),
  app: envText('ROSTRA_PUSH_APP'),
  actor: envText('ROSTRA_PUSH_ACTOR'),
  options: envText('ROSTRA_PUSH_OPTIONS'),
  busy: envText('ROSTRA_PUSH_BUSY', { fallback: '' }),
};
