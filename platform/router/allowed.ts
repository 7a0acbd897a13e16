import { BlockList, isIP } from 'node:net';

/** Lists as they stand in a table, made ready once. */
const lists = new WeakMap<readonly string[], BlockList>();

/** Whether the client's address stands in the list of addresses and networks. */
export function isAllowed(address: string, allow: readonly string[]): boolean {
  const list = lists.get(allow) ?? listOf(allow);
  lists.set(allow, list);
  return isIP(address) !== 0 && list.check(address, familyOf(address));
}

function listOf(allow: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of allow) {
    const [address = '', prefix] = entry.split('/');
    if (prefix === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(prefix), familyOf(address));
  }
  return list;
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
