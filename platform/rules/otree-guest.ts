/** What an oTree project's web process is called in every Procfile that oTree writes. */
const server = /^otree\s+prodserver1of2$/;

/** oTree's bare command listens on every address of the machine; behind the router it is this machine's own. */
export function boundCommand(command: string): string {
  return server.test(command) ? `${command} 127.0.0.1:$PORT` : command;
}

/**
 * Whether a second web dyno would harm the first: oTree's ends page timeouts that are not its own, and loses them. Then a deploy
 * stops the old dyno before it starts the new one, and the router lets people wait meanwhile.
 */
export function runsAlone(processes: Readonly<Record<string, string>>): boolean {
  return /\botree\s+prodserver(1of2)?\b/.test(processes['web'] ?? '');
}

/** Said in its build. */
export const aloneWarning =
  'oTree is right on one web dyno only: keep web=1, a second one would lose page timeouts (F10). A deploy stops the old one first; people wait some seconds.';
