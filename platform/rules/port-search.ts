import type { PortRange } from './dyno-limits.ts';

/**
 * The ports of a range in the order in which an installation tries them: each once, from an offset made from the data folder's
 * path, so that two installations on one machine seldom want the same one.
 */
export function* portSearch(range: PortRange, dataFolder: string): Generator<number> {
  const size = range.last - range.first + 1;
  const offset = spread(dataFolder) % size;
  for (let i = 0; i < size; i += 1) yield range.first + ((offset + i) % size);
}

/** FNV-1a, 32 bit: enough to spread paths over a range. */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
