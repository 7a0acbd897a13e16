/**
 * Makes `live`'s children like those of `wanted` while keeping every element that is still wanted: focus, caret, scroll place, open menus
 * and mounted islands survive. Elements are matched by `id` or `data-key`, else by place and tag. What a person is typing is left alone, and
 * so is everything inside `data-keep`.
 */
export function morphChildren(live: Element, wanted: Element): void {
  const keyed = new Map([...live.children].flatMap((child) => pairOf(child)));
  let at = live.firstChild;
  for (const next of wanted.childNodes) {
    const match = matchOf(next, at, keyed);
    if (match) {
      if (match === at) at = at.nextSibling;
      else live.insertBefore(match, at);
      morphNode(match, next);
    } else {
      live.insertBefore(document.importNode(next, true), at);
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

/** Reads markup as the browser would, without running or loading anything. */
export function parse(markup: string): Element {
  const template = document.createElement('template');
  template.innerHTML = markup;
  const box = document.createElement('div');
  box.append(template.content);
  return box;
}

function keyOf(node: Node): string | null {
  return node instanceof Element ? (node.getAttribute('data-key') ?? (node.id || null)) : null;
}

function pairOf(child: Element): [string, Element][] {
  const key = keyOf(child);
  return key === null ? [] : [[key, child]];
}

function matchOf(next: Node, at: Node | null, keyed: ReadonlyMap<string, Element>): Node | null {
  const key = keyOf(next);
  if (key !== null) {
    const same = keyed.get(key);
    return same && same.nodeName === next.nodeName ? same : null;
  }
  return at && at.nodeName === next.nodeName && keyOf(at) === null ? at : null;
}

function morphNode(live: Node, wanted: Node): void {
  if (!(live instanceof Element) || !(wanted instanceof Element)) {
    if (live.nodeValue !== wanted.nodeValue) live.nodeValue = wanted.nodeValue;
    return;
  }
  if (live.hasAttribute('data-keep')) return;
  const isTyping = live === document.activeElement && live.matches('input, textarea, select');
  morphAttributes(live, wanted, isTyping);
  if (!isTyping) morphChildren(live, wanted);
}

function morphAttributes(live: Element, wanted: Element, isTyping: boolean): void {
  for (const { name, value } of wanted.attributes) {
    if (live.getAttribute(name) === value) continue;
    live.setAttribute(name, value);
    if (name === 'value' && live instanceof HTMLInputElement && !isTyping) live.value = value; // the server changed its mind, not the person
  }
  for (const name of live.getAttributeNames()) if (!wanted.hasAttribute(name) && name !== 'open') live.removeAttribute(name);
}
