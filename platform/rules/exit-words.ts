import { signalOfStatus } from './signals.ts';

/**
 * How a process ended, in Heroku's words, with what the number usually means after it (SUP-14). Null is a status nobody saw: its
 * shim was killed by hand.
 */
export function exitWords(status: number | null): string {
  if (status === null) return 'Process ended without leaving an exit status';
  const meaning = meanings[status] ?? signalWords(status);
  return meaning === null ? `Process exited with status ${status}` : `Process exited with status ${status} (${meaning})`;
}

const meanings: Readonly<Record<number, string>> = {
  126: 'command cannot be run: is it executable?',
  127: 'command not found',
  134: 'aborted, SIGABRT',
  137: 'killed, usually memory',
  139: 'crashed, SIGSEGV',
};

function signalWords(status: number): string | null {
  const signal = signalOfStatus(status);
  return signal === null || signal === 'SIGTERM' ? null : `ended by ${signal}`;
}
