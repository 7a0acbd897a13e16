/** True for the page of a ballot, the only one that opens without a network. */
export function isBallotPage(path: string): boolean {
  return /\/results\/round\/\d+\/adjudicator\/[^/]+\/add\/?$/.test(path);
}

/**
 * A service worker, as the phone's browser runs it: a ballot's page comes from the network, and from the phone when there is none; its scripts and styles,
 * whose names change with their content, from the phone first. It keeps nothing itself: the page does (`islands/ballot-offline.ts`).
 */
export const ballotWorker = `const store = 'rostra-tab-ballot';
const isBallotPage = ${isBallotPage.toString()};
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const { pathname } = new URL(request.url);
  const kept = () => caches.open(store).then((cache) => cache.match(request.url));
  if (request.mode === 'navigate' && isBallotPage(pathname))
    event.respondWith(fetch(request).catch(async (error) => (await kept()) ?? Promise.reject(error)));
  else if (pathname.startsWith('/assets/')) event.respondWith(kept().then((found) => found ?? fetch(request)));
});
`;
