/** The signals that end processes, with Linux's numbers. */
const endingSignals = [
  ['SIGHUP', 1],
  ['SIGINT', 2],
  ['SIGQUIT', 3],
  ['SIGILL', 4],
  ['SIGABRT', 6],
  ['SIGBUS', 7],
  ['SIGFPE', 8],
  ['SIGKILL', 9],
  ['SIGSEGV', 11],
  ['SIGPIPE', 13],
  ['SIGTERM', 15],
] as const;

export type EndingSignal = (typeof endingSignals)[number][0];

/** What a shell reports as the status of a command that SIGKILL ended: 128 + the signal's number. */
export const killedStatus = 128 + 9;

/** The signal that an exit status above 128 stands for; null for any other status. */
export function signalOfStatus(status: number): EndingSignal | null {
  return endingSignals.find(([, number]) => 128 + number === status)?.[0] ?? null;
}
