import { draftKey } from './ballot-draft.ts';

/** The ballot has arrived: its draft on this phone is no longer needed. */
export function mount(_element: HTMLElement, { debate }: { readonly debate: number }): () => void {
  localStorage.removeItem(draftKey(debate));
  return () => {};
}
