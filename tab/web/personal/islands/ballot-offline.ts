interface BallotOfflineProps {
  readonly workerUrl: string;
}

/** Where the phone keeps the page itself. */
export const pageStore = 'rostra-tab-ballot';

/** Keeps this page and its scripts on the phone, so that the ballot opens again without a network; the draft is kept beside it. */
export function mount(_element: HTMLElement, { workerUrl }: BallotOfflineProps): () => void {
  if ('serviceWorker' in navigator) keepPage(workerUrl).catch(() => {}); // a browser that keeps nothing still sends
  return () => {};
}

async function keepPage(workerUrl: string): Promise<void> {
  await navigator.serviceWorker.register(workerUrl);
  const store = await caches.open(pageStore);
  const own = performance.getEntriesByType('resource').map(({ name }) => name);
  const assets = own.filter((url) => new URL(url).pathname.startsWith('/assets/'));
  await store.addAll([...new Set([...assets, location.href])]);
}
