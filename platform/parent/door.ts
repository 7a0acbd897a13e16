import { BoundSocket } from 'node:net';
import { RostraError } from '#kit/errors/rostra-error.ts';
import type { PlatformConfig } from '../config.ts';
import { inodeOf, machineListeners, portHolder } from './port-holder.ts';

/**
 * The platform's addresses, bound but not listened on: the router does that. While a router is dead the kernel keeps new connections
 * waiting in the sockets that we hold.
 */
export class Door {
  readonly #sockets: readonly BoundSocket[];
  /** How many of the sockets, the last ones, are for TLS. */
  readonly tlsSockets: number;

  private constructor(sockets: readonly BoundSocket[], tlsSockets: number) {
    this.#sockets = sockets;
    this.tlsSockets = tlsSockets;
  }

  /** `isOurs`: a router of our own from an earlier parent listens there, so it is no stranger. */
  static open(config: Pick<PlatformConfig, 'bind' | 'port' | 'tlsPort'>, isOurs: (port: number) => boolean): Door {
    const sockets: BoundSocket[] = [];
    const openPort = (port: number): void => {
      const shared = isOurs(port);
      for (const host of config.bind) sockets.push(...[bind({ host, port, shared })].filter((socket) => socket !== null));
    };
    try {
      openPort(config.port);
      const plain = sockets.length;
      if (plain === 0) throw cannotBind(config.bind.join(', '), 'this machine has no such address');
      if (config.tlsPort !== 0) openPort(config.tlsPort);
      return new Door(sockets, sockets.length - plain);
    } catch (error) {
      for (const socket of sockets) socket.close();
      throw error;
    }
  }

  get descriptors(): readonly number[] {
    return this.#sockets.map((socket) => socket.fd());
  }

  /** True while somebody listens on every one of these very sockets. */
  get isOpen(): boolean {
    const listening = new Set(machineListeners().map((socket) => socket.inode));
    return this.descriptors.every((descriptor) => listening.has(inodeOf(`/proc/self/fd/${descriptor}`) ?? ''));
  }

  close(): void {
    for (const socket of this.#sockets) socket.close();
  }
}

interface Address {
  readonly host: string;
  readonly port: number;
  readonly shared: boolean;
}

/** Null for an address of a kind that the machine has not: `::1` where IPv6 is off. */
function bind({ host, port, shared }: Address): BoundSocket | null {
  const address = { host, port, ipv6Only: host.includes(':') };
  try {
    if (!shared) new BoundSocket(address).close(); // with reusePort alone we would silently share a port with another installation
    return new BoundSocket({ ...address, reusePort: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EADDRINUSE') throw portTaken(port);
    if (code === 'EACCES') throw cannotBind(`port ${port}`, 'ports below 1024 need more rights');
    if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return null;
    throw error;
  }
}

function portTaken(port: number): RostraError {
  const holder = portHolder(port) ?? 'another program';
  return new RostraError({
    code: 'PLATFORM_PORT_TAKEN',
    status: 409,
    message: `Port ${port} is taken by ${holder}.`,
    hint: 'End that program, or set ROSTRA_PORT (for HTTPS ROSTRA_TLS_PORT) to another port.',
  });
}

function cannotBind(what: string, reason: string): RostraError {
  return new RostraError({
    code: 'PLATFORM_CANNOT_LISTEN',
    status: 422,
    message: `Rostra cannot listen on ${what}: ${reason}.`,
    hint: 'Set ROSTRA_PORT or ROSTRA_BIND to something else.',
  });
}
