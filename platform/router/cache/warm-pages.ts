import { type Coding, pageKey, variantKey } from '../../rules/cache-key.ts';
import type { App } from '../app.ts';
import type { Router } from '../router.ts';
import type { AskedPage } from './kept-page.ts';
import { warm, type WantedPage } from './renew.ts';

/** Pages that visitors are going to want. */
export interface WarmWish {
  /** As browsers send it. */
  readonly host: string;
  readonly isEncrypted: boolean;
  readonly paths: readonly string[];
  /** Also those that are there: the new copies take their place. */
  readonly isAnew: boolean;
}

const atOnce = 2;
const codings: readonly Coding[] = ['br', 'gzip'];
const languagesMost = 3;

/** Asks the app for pages, two at a time, each in the packings and the first languages that visitors take (CCH-17). How many are there now. */
export async function warmPages(app: App, router: Router, wish: WarmWish): Promise<number> {
  const { languages } = app.cache.settings;
  const spoken = languages.length === 0 ? [''] : languages.slice(0, languagesMost);
  const wanted = wish.paths.flatMap((path) =>
    spoken.flatMap((language) => codings.map((coding) => wantedPage(app, wish, { path, language, coding }))),
  );
  return warmAll(
    app,
    router,
    wanted.filter((page) => wish.isAnew || !isThere(page)),
  );
}

/** The same for pages that were kept before. */
export async function warmAll(app: App, router: Router, pages: readonly WantedPage[]): Promise<number> {
  const waiting = [...pages];
  let count = 0;
  const work = async (): Promise<void> => {
    for (let page = waiting.shift(); page !== undefined; page = waiting.shift()) if ((await warm(page, app, router)) === 'kept') count += 1;
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return count;
}

/** After a deploy: what visitors of the release before wanted most. */
export function warmPopular(router: Router): void {
  for (const app of router.routes.apps) {
    const { popular } = app.cache;
    app.cache.popular = [];
    if (popular.length > 0) void warmAll(app, router, popular);
  }
}

function isThere({ record, variant }: WantedPage): boolean {
  const page = record.pages.get(variant);
  return page !== undefined && performance.now() < page.freshUntilMs;
}

interface Variant {
  readonly path: string;
  readonly language: string;
  readonly coding: Coding;
}

function wantedPage({ cache }: App, { host, isEncrypted }: WarmWish, { path, language, coding }: Variant): WantedPage {
  const lines = `Accept: text/html\r\nAccept-Encoding: ${coding}\r\n${language === '' ? '' : `Accept-Language: ${language}\r\n`}`;
  const asked: AskedPage = { target: path, sentHost: host, isEncrypted, lines };
  const record = cache.shelf.recordOf(pageKey(isEncrypted ? 'https' : 'http', host.replace(/:\d+$/, ''), path));
  const headers = { 'accept-encoding': coding, 'accept-language': language };
  return { record, variant: variantKey(record.vary, headers, cache.settings) ?? '', asked };
}
