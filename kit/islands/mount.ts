/** What an island file exports as `mount`: makes the element live and returns how to take that back. */
export type Mount<Props> = (element: HTMLElement, props: Props) => () => void;

const mounted = new WeakMap<HTMLElement, () => void>();

/**
 * Mounts an island on every `[data-island=name]` of the page, now and when a live region brings new ones, with the props parsed from
 * `data-props`; tears it down when its element leaves the page. Each island's bundle calls this once.
 */
export function mountIslands<Props>(name: string, mount: Mount<Props>): void {
  const selector = `[data-island="${CSS.escape(name)}"]`;
  const visit = (root: ParentNode): void => {
    for (const element of root.querySelectorAll<HTMLElement>(selector)) mountOne(element, mount);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.removedNodes) if (node instanceof HTMLElement) unmountWithin(node, selector);
    }
    if (changes.some((change) => change.addedNodes.length > 0)) visit(document);
  }).observe(document.documentElement, { childList: true, subtree: true });
  visit(document);
}

function mountOne<Props>(element: HTMLElement, mount: Mount<Props>): void {
  if (mounted.has(element)) return;
  mounted.set(element, () => {}); // an island that fails to mount is not tried again
  mounted.set(element, mount(element, JSON.parse(element.dataset['props'] ?? '{}')));
}

function unmountWithin(node: HTMLElement, selector: string): void {
  if (node.isConnected) return; // only moved
  const left = [...node.querySelectorAll<HTMLElement>(selector)];
  if (node.matches(selector)) left.push(node);
  for (const element of left) {
    mounted.get(element)?.();
    mounted.delete(element);
  }
}
