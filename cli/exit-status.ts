import type { RostraError } from '#kit/errors/rostra-error.ts';

/** What each exit status means, for the help text and for `exitStatus`. */
export const exitStatuses = {
  ok: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  refusedLogin: 5,
  conflict: 6,
  unreachable: 8,
  interrupted: 130,
} as const;

/** The exit status that tells a script what kind of fault this was (platform specification, CLI-01). */
export function exitStatus({ code, status }: Pick<RostraError, 'code' | 'status'>): number {
  if (code === 'CLI_USAGE') return exitStatuses.usage;
  if (code === 'PLATFORM_UNREACHABLE') return exitStatuses.unreachable;
  const byStatus: Readonly<Record<number, number>> = {
    401: exitStatuses.refusedLogin,
    403: exitStatuses.refusedLogin,
    404: exitStatuses.notFound,
    409: exitStatuses.conflict,
  };
  return byStatus[status] ?? exitStatuses.failed;
}
