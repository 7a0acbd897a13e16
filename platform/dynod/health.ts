import { open, readdir, readlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { bootFinding, isPastListening, listeningSockets, type BootFinding, type ListeningSocket } from '../rules/listening-sockets.ts';
import { membersOf, type ProcessTree } from './tree.ts';

/**
 * Whether something of the dyno's own listens on its port. `thorough` also looks for other ports that it listens on instead (R11),
 * which means reading all its descriptors.
 */
export async function lookAtPort(tree: ProcessTree, port: number, thorough: boolean): Promise<BootFinding> {
  const sockets = await machineSockets();
  if (sockets === null) return (await answers(port)) ? 'listening' : 'nothing';
  if (!thorough && !sockets.some((socket) => socket.port === port)) return 'nothing';
  return bootFinding(port, sockets, await heldSockets(membersOf(tree).map((row) => row.pid)));
}

/** All listening sockets of the machine; null where the kernel does not show them. */
async function machineSockets(): Promise<ListeningSocket[] | null> {
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((path) => listeningPart(path)));
  const readable = tables.filter((table) => table !== null);
  return readable.length === 0 ? null : readable.flatMap((table) => listeningSockets(table));
}

/** The kernel lists listeners first; a router's thousands of connections behind them are not read. */
async function listeningPart(path: string): Promise<string | null> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return null;
  try {
    const piece = Buffer.alloc(16_384);
    let text = '';
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, piece.length, null);
      text += piece.toString('latin1', 0, bytesRead);
      if (bytesRead === 0 || isPastListening(text)) return text;
    }
  } catch {
    return null;
  } finally {
    await file.close();
  }
}

/** Inodes of the sockets that these processes hold; null when not one of them lets us look. */
async function heldSockets(pids: readonly number[]): Promise<Set<string> | null> {
  const perProcess = await Promise.all(pids.map((pid) => socketsOf(pid)));
  const readable = perProcess.filter((sockets) => sockets !== null);
  return readable.length === 0 && pids.length > 0 ? null : new Set(readable.flat());
}

async function socketsOf(pid: number): Promise<string[] | null> {
  try {
    const folder = `/proc/${pid}/fd`;
    const targets = await Promise.all((await readdir(folder)).map((name) => readlink(`${folder}/${name}`).catch(() => '')));
    return targets.map((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1]).filter((inode) => inode !== undefined);
  } catch {
    return null;
  }
}

async function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 1_000 });
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true));
    socket.once('timeout', () => settle(false));
    socket.once('error', () => settle(false));
  });
}
