import { readdirSync, readlinkSync } from 'node:fs';
import { listeningSockets, type ListeningSocket } from '../rules/listening-sockets.ts';
import { readProcesses, readText } from '../dynod/processes.ts';

/** All listening TCP sockets of the machine. */
export function machineListeners(): ListeningSocket[] {
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => listeningSockets(readText(path) ?? ''));
}

/** The TCP ports that the process listens on. */
export function portsOf(pid: number): number[] {
  const held = socketsOf(pid);
  return machineListeners()
    .filter((socket) => held.has(socket.inode))
    .map((socket) => socket.port);
}

/** Who listens on the port, as `nginx (process 812)`; null when we may not see it. */
export function portHolder(port: number): string | null {
  const inodes = machineListeners()
    .filter((socket) => socket.port === port)
    .map((socket) => socket.inode);
  const holder = readProcesses().find(({ pid }) => {
    const held = socketsOf(pid);
    return inodes.some((inode) => held.has(inode));
  });
  if (holder === undefined) return null;
  const name = (readText(`/proc/${holder.pid}/comm`) ?? '').trim();
  return `${name} (process ${holder.pid})`;
}

/** Whether somebody has a Unix socket that was made under this name, wherever it has been moved since. */
export function isSocketOpen(path: string): boolean {
  return (readText('/proc/net/unix') ?? '').split('\n').some((line) => line.endsWith(` ${path}`));
}

/** Inodes of the sockets that a process holds; none when it is closed to us. */
export function socketsOf(pid: number | 'self'): ReadonlySet<string> {
  const folder = `/proc/${pid}/fd`;
  try {
    return new Set(readdirSync(folder).map((name) => inodeOf(`${folder}/${name}`) ?? ''));
  } catch {
    return new Set();
  }
}

/** The inode of the socket behind a descriptor's link; null when it is none. */
export function inodeOf(link: string): string | null {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(link))?.[1] ?? null;
  } catch {
    return null;
  }
}
