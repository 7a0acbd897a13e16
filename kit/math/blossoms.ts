import { invariant } from '../errors/invariant.ts';
import { floatAt, intAt } from './typed-array.ts';

/** A step from a vertex in one node to a vertex in the next. */
export interface Link {
  readonly from: number;
  readonly to: number;
}

/** An odd cycle of nodes that acts as one node. Node 0 holds the base; each later pair of nodes (1 and 2, 3 and 4 …) is matched within. */
export interface Blossom {
  children: readonly number[];
  /** `links[i]` leads from child i to child i + 1, the last one back to child 0. */
  links: readonly Link[];
  readonly members: readonly number[];
  /** For each vertex outside, the member with the least slack to it; this never changes, since members' prices move together. */
  readonly closest: Int32Array;
}

/** The alternating forest has free nodes outside it, outer ones at even depth, inner ones at odd depth. */
export const free = 0;
export const outer = 1;
export const inner = 2;

/** The state of a search. Nodes below `size` are vertices, others blossoms. −1 is none. */
export interface Forest {
  readonly size: number;
  readonly weights: Float64Array;
  /** By node; a pair's slack is its weight less the prices of both ends; a blossom's price is at least 0. */
  readonly prices: Float64Array;
  /** By vertex. */
  readonly mate: Int32Array;
  /** By vertex: the node that contains it and lies in no other. */
  readonly topOf: Int32Array;
  /** By node: the vertex in it whose mate lies outside it. */
  readonly base: Int32Array;
  /** By node: free, outer or inner. */
  readonly labels: Int32Array;
  /** By inner node: the edge by which the forest came in. */
  readonly entryFrom: Int32Array;
  readonly entryAt: Int32Array;
  /** By node: the edge of least slack from an outer node elsewhere. */
  readonly nearFrom: Int32Array;
  readonly nearAt: Int32Array;
  readonly blossoms: Map<number, Blossom>;
  readonly unusedNodes: number[];
  tops: number[];
}

export function slackOf(from: number, to: number, forest: Forest): number {
  return floatAt(forest.weights, from * forest.size + to) - floatAt(forest.prices, from) - floatAt(forest.prices, to);
}

export function membersOf(node: number, forest: Forest): readonly number[] {
  return forest.blossoms.get(node)?.members ?? [node];
}

/** The mate of the vertex by which the node is matched to the outside. */
export function mateOf(node: number, { base, mate }: Forest): number {
  return intAt(mate, intAt(base, node));
}

/** Makes one node of the cycle; child 0 keeps its place in the forest. Returns the new outer node. */
export function contract(children: readonly number[], links: readonly Link[], forest: Forest): number {
  const node = forest.unusedNodes.pop();
  const root = children[0];
  invariant(node !== undefined && root !== undefined, 'a forest has fewer blossoms than vertices');
  const members = children.flatMap((child) => membersOf(child, forest));
  forest.blossoms.set(node, { children, links, members, closest: closestMembers(children, forest) });
  forest.prices[node] = 0;
  forest.base[node] = intAt(forest.base, root);
  forest.labels[node] = outer;
  forest.nearFrom[node] = -1;
  for (const vertex of members) forest.topOf[vertex] = node;
  const inside = new Set(children);
  forest.tops = [...forest.tops.filter((top) => !inside.has(top)), node];
  return node;
}

function closestMembers(children: readonly number[], forest: Forest): Int32Array {
  const closest = new Int32Array(forest.size);
  const least = new Float64Array(forest.size).fill(Infinity);
  for (const child of children) {
    const within = forest.blossoms.get(child)?.closest;
    for (let vertex = 0; vertex < forest.size; vertex += 1) {
      const member = within === undefined ? child : intAt(within, vertex);
      const slack = slackOf(member, vertex, forest);
      if (slack < floatAt(least, vertex)) {
        least[vertex] = slack;
        closest[vertex] = member;
      } else if (least[vertex] === Infinity) closest[vertex] = member;
    }
  }
  return closest;
}

/** Undoes an inner blossom: the children on the even way from its entry to its base stay in the forest, the others become free. Returns the children. */
export function dissolve(node: number, forest: Forest): readonly number[] {
  const blossom = forest.blossoms.get(node);
  invariant(blossom !== undefined, 'only a blossom dissolves');
  const { children, links } = blossom;
  for (const child of children) {
    for (const vertex of membersOf(child, forest)) forest.topOf[vertex] = child;
    forest.labels[child] = free;
    forest.nearFrom[child] = -1;
  }
  forest.tops = [...forest.tops.filter((top) => top !== node), ...children];
  let entry: Link = { from: intAt(forest.entryFrom, node), to: intAt(forest.entryAt, node) };
  let place = children.indexOf(intAt(forest.topOf, entry.to));
  // Matched children stand at places 1 and 2, 3 and 4 …: from an even place the matched neighbour lies back, from an odd one ahead.
  const isBackwards = place % 2 === 0;
  for (let isInner = true; ; isInner = !isInner) {
    const child = children[place] ?? -1;
    forest.labels[child] = isInner ? inner : outer;
    if (isInner) {
      forest.entryFrom[child] = entry.from;
      forest.entryAt[child] = entry.to;
    }
    if (place === 0) break;
    entry = stepFrom(place, links, isBackwards);
    place = isBackwards ? place - 1 : (place + 1) % children.length;
  }
  forest.blossoms.delete(node);
  forest.unusedNodes.push(node);
  return children;
}

function stepFrom(place: number, links: readonly Link[], isBackwards: boolean): Link {
  const link = links[isBackwards ? place - 1 : place];
  invariant(link !== undefined, 'a cycle has a link after each child');
  return isBackwards ? { from: link.to, to: link.from } : link;
}

/** Matches the node's inside anew so that this vertex is the one left for the outside. */
export function rebase(node: number, vertex: number, forest: Forest): void {
  forest.base[node] = vertex;
  const blossom = forest.blossoms.get(node);
  if (blossom === undefined) return;
  const first = blossom.children.findIndex((child) => membersOf(child, forest).includes(vertex));
  blossom.children = [...blossom.children.slice(first), ...blossom.children.slice(0, first)];
  blossom.links = [...blossom.links.slice(first), ...blossom.links.slice(0, first)];
  rebase(blossom.children[0] ?? vertex, vertex, forest);
  for (let place = 1; place < blossom.children.length; place += 2) {
    const { from, to } = stepFrom(place, blossom.links, false);
    rebase(blossom.children[place] ?? from, from, forest);
    rebase(blossom.children[place + 1] ?? to, to, forest);
    forest.mate[from] = to;
    forest.mate[to] = from;
  }
}
