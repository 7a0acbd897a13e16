/** More pages than this are not asked for ahead of their visitors. */
const mostPages = 1_000;
const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };

/**
 * Pages of an app that its sitemap lists, in its order, each as path and query (CCH-17). `hosts` are the app's own names: what lies
 * elsewhere, and what is no address, is left out. An index of sitemaps lists the other sitemaps.
 */
export function sitemapPages(
  xml: string,
  hosts: readonly string[],
): { readonly pages: readonly string[]; readonly sitemaps: readonly string[] } {
  const isIndex = /<sitemapindex[\s>]/.test(xml);
  const found = new Set<string>();
  for (const [, text = ''] of xml.matchAll(/<loc>\s*([^<]{1,2048}?)\s*<\/loc>/g)) {
    const address = URL.parse(text.replace(/&\w+;/g, (entity) => entities[entity] ?? entity));
    if (address !== null && hosts.includes(address.hostname)) found.add(address.pathname + address.search);
  }
  const listed = [...found].slice(0, mostPages);
  return isIndex ? { pages: [], sitemaps: listed } : { pages: listed, sitemaps: [] };
}
