/**
 * The one place of module state in the kit's HTML: which hashed URL each asset has. `loadAssets` (assets.ts) sets it once at start, before
 * the first request. Without that (views under test, an author's `check`) the plain name is the URL, so that views need no server to render.
 */
let urls: ReadonlyMap<string, string> = new Map();

/** The URL of an asset by its plain name: `rostra.css`, `islands/lab/monitor.js`. */
export function assetUrl(name: string): string {
  return urls.get(name) ?? `/assets/${name}`;
}

/** Remembers the hashed URLs. Called by `loadAssets` only. */
export function rememberAssetUrls(known: ReadonlyMap<string, string>): void {
  urls = known;
}
