import { contract, dissolve, free, inner, mateOf, membersOf, outer, rebase, slackOf, type Forest, type Link } from './blossoms.ts';
import { floatAt, intAt } from './typed-array.ts';

/**
 * The cheapest perfect matching by Edmonds' primal-dual method: each stage grows alternating trees of tight edges from all
 * unmatched vertices until two of them meet. Weights are multiples of 4 or Infinity, size × size. Null when there is none.
 */
export function cheapestPairs(size: number, weights: Float64Array): Int32Array | null {
  const forest = bareForest(size, weights);
  priceVertices(forest);
  while (forest.mate.includes(-1)) if (!runStage(forest)) return null;
  return forest.mate;
}

function bareForest(size: number, weights: Float64Array): Forest {
  const nodes = 2 * size;
  const identity = Int32Array.from({ length: nodes }, (_, node) => node);
  return {
    size,
    weights,
    prices: new Float64Array(nodes),
    mate: new Int32Array(size).fill(-1),
    topOf: identity.slice(0, size),
    base: identity,
    labels: new Int32Array(nodes),
    entryFrom: new Int32Array(nodes),
    entryAt: new Int32Array(nodes),
    nearFrom: new Int32Array(nodes),
    nearAt: new Int32Array(nodes),
    blossoms: new Map(),
    unusedNodes: Array.from({ length: size }, (_, index) => nodes - 1 - index),
    tops: Array.from({ length: size }, (_, vertex) => vertex),
  };
}

/** Gives each vertex the highest price its neighbours' prices allow, and matches along edges that become tight. */
function priceVertices(forest: Forest): void {
  const { size, prices, mate } = forest;
  // Half of its cheapest edge each: all prices are even, which keeps them whole to the end.
  const halves = Float64Array.from({ length: size }, (_, vertex) => leastSlack(vertex, forest) / 2);
  prices.set(halves.map((half) => (half === Infinity ? 0 : half)));
  for (let vertex = 0; vertex < size; vertex += 1) {
    const least = leastSlack(vertex, forest);
    if (least === Infinity || mate[vertex] !== -1) continue;
    prices[vertex] = floatAt(prices, vertex) + least;
    const other = mate.findIndex((partner, candidate) => partner === -1 && slackOf(vertex, candidate, forest) === 0);
    if (other === -1) continue;
    mate[vertex] = other;
    mate[other] = vertex;
  }
}

function leastSlack(vertex: number, forest: Forest): number {
  let least = Infinity;
  for (let other = 0; other < forest.size; other += 1) least = Math.min(least, slackOf(vertex, other, forest));
  return least;
}

/** Grows the forest until one more pair is matched; false when that cannot be. */
function runStage(forest: Forest): boolean {
  forest.labels.fill(free);
  forest.nearFrom.fill(-1);
  const roots = forest.tops.filter((top) => mateOf(top, forest) === -1);
  for (const root of roots) forest.labels[root] = outer;
  for (const root of roots) offerEdges(root, forest);
  for (;;) {
    const { node, shift } = nextEvent(forest);
    if (shift === Infinity) return false;
    if (shift > 0) shiftPrices(shift, forest);
    if (forest.labels[node] === free) grow(node, forest);
    else if (forest.labels[node] === inner) expand(node, forest);
    else if (join(node, forest)) return true;
  }
}

/** The node where something happens next, and by how much prices move until then. */
function nextEvent(forest: Forest): { node: number; shift: number } {
  let event = { node: -1, shift: Infinity };
  for (const node of forest.tops) {
    const shift = shiftUntilEvent(node, forest);
    if (shift < event.shift) event = { node, shift };
  }
  return event;
}

function shiftUntilEvent(node: number, forest: Forest): number {
  const label = intAt(forest.labels, node);
  if (label === inner) return node < forest.size ? Infinity : floatAt(forest.prices, node) / 2;
  return label === outer ? nearSlack(node, forest) / 2 : nearSlack(node, forest);
}

function nearSlack(node: number, forest: Forest): number {
  const from = intAt(forest.nearFrom, node);
  return from === -1 ? Infinity : slackOf(from, intAt(forest.nearAt, node), forest);
}

/** Raises outer vertices and lowers inner ones, which keeps the edges of the forest tight; blossoms' own prices make up for the inside. */
function shiftPrices(shift: number, { size, prices, labels, topOf, tops }: Forest): void {
  const signs = [0, 1, -1];
  for (let vertex = 0; vertex < size; vertex += 1) {
    prices[vertex] = floatAt(prices, vertex) + shift * (signs[intAt(labels, intAt(topOf, vertex))] ?? 0);
  }
  for (const node of tops) if (node >= size) prices[node] = floatAt(prices, node) + 2 * shift * (signs[intAt(labels, node)] ?? 0);
}

/** A free node becomes inner by its nearest edge, and its mate outer. */
function grow(node: number, forest: Forest): void {
  forest.labels[node] = inner;
  forest.entryFrom[node] = intAt(forest.nearFrom, node);
  forest.entryAt[node] = intAt(forest.nearAt, node);
  const next = intAt(forest.topOf, mateOf(node, forest));
  forest.labels[next] = outer;
  offerEdges(next, forest);
}

function expand(node: number, forest: Forest): void {
  const children = dissolve(node, forest);
  for (const child of children) {
    if (forest.labels[child] === outer) offerEdges(child, forest);
    else if (forest.labels[child] === free) seekEdge(child, forest);
  }
}

/** Two outer nodes meet: in two trees they make a longer matching (true), in one a blossom. */
function join(node: number, forest: Forest): boolean {
  const link = { from: intAt(forest.nearFrom, node), to: intAt(forest.nearAt, node) };
  const left = pathToRoot(intAt(forest.topOf, link.from), forest);
  const right = pathToRoot(node, forest);
  if (left.at(-1) !== right.at(-1)) {
    rematch(link.from, link.to, forest);
    rematch(link.to, link.from, forest);
    return true;
  }
  const onLeft = new Set(left);
  const meeting = right.findIndex((step) => onLeft.has(step));
  const down = left.slice(0, left.indexOf(right[meeting] ?? -1) + 1).reverse();
  const up = right.slice(0, meeting);
  const downLinks = down
    .slice(1)
    .map((step) => linkUp(step, forest))
    .map(({ from, to }) => ({ from: to, to: from }));
  offerEdges(contract([...down, ...up], [...downLinks, link, ...up.map((step) => linkUp(step, forest))], forest), forest);
  return false;
}

function pathToRoot(start: number, forest: Forest): number[] {
  const path = [start];
  for (let step = start; ;) {
    const { to } = linkUp(step, forest);
    if (to === -1) return path;
    step = intAt(forest.topOf, to);
    path.push(step);
  }
}

/** The edge to the node's parent: an outer node hangs on its mate, an inner one on its entry. */
function linkUp(node: number, forest: Forest): Link {
  if (forest.labels[node] === inner) return { from: intAt(forest.entryAt, node), to: intAt(forest.entryFrom, node) };
  return { from: intAt(forest.base, node), to: mateOf(node, forest) };
}

/** Matches an outer vertex to a new mate and shifts the matching along its path to the root. */
function rematch(start: number, newMate: number, forest: Forest): void {
  let vertex = start;
  let partner = newMate;
  for (;;) {
    const node = intAt(forest.topOf, vertex);
    const oldMate = mateOf(node, forest);
    rebase(node, vertex, forest);
    forest.mate[vertex] = partner;
    if (oldMate === -1) return;
    const parent = intAt(forest.topOf, oldMate);
    partner = intAt(forest.entryAt, parent);
    vertex = intAt(forest.entryFrom, parent);
    rebase(parent, partner, forest);
    forest.mate[partner] = vertex;
  }
}

/** A node that has become outer offers its edges to all others, and takes the best one to another outer node for itself. */
function offerEdges(node: number, forest: Forest): void {
  const closest = forest.blossoms.get(node)?.closest;
  for (let vertex = 0; vertex < forest.size; vertex += 1) {
    const top = intAt(forest.topOf, vertex);
    if (top === node) continue;
    const member = closest === undefined ? node : intAt(closest, vertex);
    offerEdge(member, vertex, forest);
    if (forest.labels[top] === outer) offerEdge(vertex, member, forest);
  }
}

/** A node that has become free looks for its best edge from an outer node. */
function seekEdge(node: number, forest: Forest): void {
  for (const top of forest.tops) {
    if (forest.labels[top] !== outer) continue;
    const closest = forest.blossoms.get(top)?.closest;
    for (const vertex of membersOf(node, forest)) offerEdge(closest === undefined ? top : intAt(closest, vertex), vertex, forest);
  }
}

function offerEdge(from: number, to: number, forest: Forest): void {
  const target = intAt(forest.topOf, to);
  if (slackOf(from, to, forest) >= nearSlack(target, forest)) return;
  forest.nearFrom[target] = from;
  forest.nearAt[target] = to;
}
