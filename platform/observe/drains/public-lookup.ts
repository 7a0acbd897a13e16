import { lookup as systemLookup } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import type { LookupFunction } from 'node:net';

const closed = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  closed.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  closed.addSubnet(network, prefix, 'ipv6');

/** An address of this machine or of a network behind the door (SEC-12). */
export const isPrivate = (address: string): boolean => closed.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Resolves names; the connection goes to the very address that was looked at. */
export function lookupFor(allowsPrivate: boolean): LookupFunction {
  return (host, options, callback) => {
    systemLookup(host, { ...options, all: true }, (error, found) => {
      const fit = found?.filter(({ address }) => allowsPrivate || !isPrivate(address)) ?? [];
      const [first] = fit;
      if (error !== null) return callback(error, '', 0);
      if (first === undefined)
        return callback(Object.assign(new Error(`${host} leads into a private network`), { code: 'EPRIVATE' }), '', 0);
      return options.all === true ? callback(null, fit) : callback(null, first.address, first.family);
    });
  };
}
