import { draftKey } from './ballot-draft.ts';
import { pageStore } from './ballot-offline.ts';

/** The ballot has arrived: its draft and its page on this phone are no longer needed. */
export function mount(_element: HTMLElement, { debate }: { readonly debate: number }): () => void {
  localStorage.removeItem(draftKey(debate));
  if ('caches' in globalThis) caches.delete(pageStore).catch(() => {}); // kept a little longer then
  return () => {};
}
