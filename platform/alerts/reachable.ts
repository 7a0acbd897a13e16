import { BlockList, isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { lookup } from '#kit/http/client.ts';
import { isPrivate } from '../observe/drains/public-lookup.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Nobody may have the platform call addresses of this machine or of a network behind the door (SEC-12); for trials, this machine. */
export const mayReach = (address: string, allowsLoopback: boolean): boolean =>
  !isPrivate(address) || (allowsLoopback && loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'));

/** Names are resolved once: the connection goes to the very address that was looked at. */
export function reachableLookup(allowsLoopback: boolean): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, '', 0);
      const addresses = (Array.isArray(found) ? found : []).filter(({ address }) => mayReach(address, allowsLoopback));
      const [first] = addresses;
      if (first === undefined) return callback(Object.assign(new Error(inside(host)), { code: 'EPRIVATE' }), '', 0);
      return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
    });
  };
}

/** An address that is written out is never looked up. Null: it may be reached, or it is a name. */
export function addressFault(host: string, allowsLoopback: boolean): string | null {
  const bare = host.replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 || mayReach(bare, allowsLoopback) ? null : inside(host);
}

const inside = (host: string): string => `${host} lies in a private network, and alerts go to public addresses only`;
