import type { WarmSettings } from '../rules/cache-rules.ts';
import { sitemapPages } from '../rules/sitemap.ts';
import type { AppRecord } from '../store/apps.ts';
import { pageOfDyno, webDyno } from './ask-dyno.ts';
import type { Control } from './control.ts';
import { explainCall } from './explain-call.ts';

const mostSitemaps = 10;

/** Asks an app for pages before visitors do: paths at its own name, or whole addresses; each host and scheme by itself. How many copies there are then. */
export async function warmPages(
  control: Control,
  app: string,
  { urls, isAnew }: { readonly urls: readonly string[]; readonly isAnew: boolean },
): Promise<number> {
  const calls = urls.map((url) => explainCall(control, app, { url }));
  let count = 0;
  for (const pages of Map.groupBy(calls, ({ sentHost, isEncrypted }) => `${sentHost} ${isEncrypted}`).values()) {
    const { sentHost: host, isEncrypted } = pages[0] ?? { sentHost: '', isEncrypted: false };
    count += await control.router.warmCache({ app, host, isEncrypted, paths: pages.map(({ target }) => target), isAnew });
  }
  return count;
}

/** The pages that its rules say are to be there (CCH-18). An app that sleeps is not woken for them. */
export async function warmByRule(control: Control, app: AppRecord, { pages, sitemap }: WarmSettings): Promise<number> {
  if (webDyno(control, app) === null) return 0;
  const listed = sitemap === null ? [] : await pagesOfSitemap(control, app, sitemap);
  return warmPages(control, app.name, { urls: [...new Set([...pages, ...listed])], isAnew: false });
}

/** Those that the app's sitemap lists, through one index at most; none when no dyno is up or it has none. */
export async function pagesOfSitemap(control: Control, app: AppRecord, path: string): Promise<readonly string[]> {
  const dyno = webDyno(control, app);
  if (dyno === null) return [];
  const hosts = [dyno.host, ...control.store.domains.all().flatMap(({ host, appId }) => (appId === app.id ? [host] : []))];
  const read = async (of: string): Promise<ReturnType<typeof sitemapPages>> => {
    const xml = await pageOfDyno({ ...dyno, path: of, agent: 'rostra-warm' }).catch(() => null);
    return sitemapPages(xml ?? '', hosts);
  };
  const { pages, sitemaps } = await read(path);
  const others = await Promise.all(sitemaps.slice(0, mostSitemaps).map(read));
  return [...pages, ...others.flatMap((other) => other.pages)];
}
