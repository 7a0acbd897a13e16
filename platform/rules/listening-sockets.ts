/** A TCP socket that waits for connections. */
export interface ListeningSocket {
  readonly port: number;
  /** The kernel's number, as `socket:[inode]` in /proc/PID/fd. */
  readonly inode: string;
}

const listenState = '0A';

/** The listening rows of /proc/net/tcp or /proc/net/tcp6. */
export function listeningSockets(table: string): ListeningSocket[] {
  const found: ListeningSocket[] = [];
  for (const line of table.split('\n')) {
    const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
    const port = Number.parseInt(local?.split(':')[1] ?? '', 16);
    if (state === listenState && inode !== undefined && Number.isInteger(port)) found.push({ port, inode });
  }
  return found;
}

/** True when the text holds a row after the listening ones: the kernel lists those first. */
export function isPastListening(table: string): boolean {
  return table
    .split('\n')
    .slice(1, -1)
    .some((line) => line.trim().split(/\s+/)[3] !== listenState);
}

/** Whether a dyno listens where it should, from the sockets of the machine and those that its own processes hold. */
export type BootFinding = 'listening' | 'nothing' | 'stranger' | { readonly elsewhere: readonly number[] };

/** `held` is null when the processes' descriptors cannot be read; then any listener on the port is taken as the dyno's. */
export function bootFinding(port: number, sockets: readonly ListeningSocket[], held: ReadonlySet<string> | null): BootFinding {
  const there = sockets.filter((socket) => socket.port === port);
  if (held === null) return there.length > 0 ? 'listening' : 'nothing';
  if (there.some((socket) => held.has(socket.inode))) return 'listening';
  const elsewhere = sockets.filter((socket) => held.has(socket.inode)).map((socket) => socket.port);
  if (elsewhere.length > 0) return { elsewhere: [...new Set(elsewhere)].sort((a, b) => a - b) };
  return there.length > 0 ? 'stranger' : 'nothing';
}
