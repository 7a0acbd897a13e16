import type { ProcfileEntry } from './procfile.ts';

/** What an oTree project's web process is called in every Procfile that oTree writes. */
const server = /^otree\s+prodserver1of2$/;

/** oTree's bare command listens on every address of the machine; behind the router it is this machine's own. */
export function boundCommand(command: string): string {
  return server.test(command) ? `${command} 127.0.0.1:$PORT` : command;
}

/** What an app's author should know of the guest it is; null when it is none of those we know. */
export function guestWarning(entries: readonly ProcfileEntry[]): string | null {
  const isOtree = entries.some(({ command }) => /\botree\s+(prodserver|prodserver1of2)\b/.test(command));
  return isOtree ? 'oTree is right on one web dyno only: keep web=1, a second one would lose page timeouts (F10)' : null;
}
