import { BoundSocket } from 'node:net';
import { RostraError } from '#kit/errors/rostra-error.ts';
import { addonPorts, dynoLimits, dynoPorts, type PortRange } from '../rules/dyno-limits.ts';
import { portSearch } from '../rules/port-search.ts';

/** The loopback ports of this installation's dynos and add-on servers. Never gives one to two live dynos. */
export class Ports {
  readonly #dataFolder: string;
  readonly #taken = new Set<number>();
  /** When a port was given back (performance.now): it rests before somebody else gets it. */
  readonly #restingSince = new Map<number, number>();

  constructor(dataFolder: string) {
    this.#dataFolder = dataFolder;
  }

  /** A free port for a new dyno, tested by binding it. */
  allocate(kind: 'dyno' | 'addon'): number {
    const range: PortRange = kind === 'addon' ? addonPorts : dynoPorts;
    for (const port of portSearch(range, this.#dataFolder)) {
      if (this.#taken.has(port) || this.#rests(port) || !isFree(port)) continue;
      this.#taken.add(port);
      return port;
    }
    throw new RostraError({
      code: 'PLATFORM_NO_PORT',
      status: 503,
      message: `No port between ${range.first} and ${range.last} is free.`,
      hint: 'Scale something down, or end programs that listen in this range.',
    });
  }

  /** Marks a port that a dyno has from its record or its specification. */
  take(port: number): void {
    this.#taken.add(port);
  }

  giveBack(port: number): void {
    this.#taken.delete(port);
    this.#restingSince.set(port, performance.now());
  }

  #rests(port: number): boolean {
    const since = this.#restingSince.get(port);
    return since !== undefined && performance.now() - since < dynoLimits.portRestMs;
  }
}

/** True when no socket of the machine listens on the port, on whatever address. Binds for a moment, never listens. */
export function isFree(port: number): boolean {
  return canBind({ host: '0.0.0.0', port }) && canBind({ host: '::', port, ipv6Only: true });
}

function canBind(address: { host: string; port: number; ipv6Only?: boolean }): boolean {
  try {
    new BoundSocket(address).close();
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE');
  }
}
