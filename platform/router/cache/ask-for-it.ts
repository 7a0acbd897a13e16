import { codingOf, fillLines, languageOf } from '../../rules/cache-key.ts';
import type { App } from '../app.ts';
import type { Exchange } from '../exchange.ts';
import type { Router } from '../router.ts';
import type { AppCache, Found, PageAsk } from './app-cache.ts';
import { Fill } from './fill.ts';
import type { Flight } from './flight.ts';
import type { AskedPage, KeptPage } from './kept-page.ts';
import { claimPage } from './together/claim-page.ts';
import type { Lease } from './together/shared-store.ts';

/** What comes next: another look at the shelf, nothing any more, or the app's own answer. */
export type End = 'again' | 'over' | 'app';

interface Missing {
  readonly found: Found;
  readonly app: App;
  readonly router: Router;
}

/** For a page that is not there: the app is going to be asked, by this request or, where routers share what they have, by another router's. */
export async function askForIt(exchange: Exchange, ask: PageAsk, { found, app, router }: Missing): Promise<End> {
  exchange.cache = found.kind === 'lead' || found.kind === 'watch' ? 'miss' : 'bypass';
  if (exchange.head.method === 'HEAD') return 'app';
  if (found.kind === 'lead') return askForAll(exchange, ask, { found, app, router });
  if (found.kind === 'watch') listen(exchange, app.cache, { ask, lead: null, fallback: null });
  else app.cache.notePass(ask);
  return 'app';
}

async function askForAll(exchange: Exchange, ask: PageAsk, { found, app, router }: Missing & { readonly found: LeadFound }): Promise<End> {
  const lead = await takeLead(exchange, ask, { app, router, variant: found.variant });
  if (lead === null) return 'again';
  if (exchange.response.destroyed) return leaveLead(exchange, lead);
  listen(exchange, app.cache, { ask, lead, fallback: found.fallback });
  return 'app';
}

type LeadFound = Extract<Found, { kind: 'lead' }>;

interface Lead {
  readonly flight: Flight;
  /** For all routers. */
  readonly lease: Lease | null;
}

/** From here on the others wait for this request. Null when another router has brought the page meanwhile. */
async function takeLead(
  exchange: Exchange,
  ask: PageAsk,
  { app, router: { store }, variant }: Pick<Missing, 'app' | 'router'> & { readonly variant: string },
): Promise<Lead | null> {
  const flight = app.cache.takeOff(ask, variant);
  if (store?.isUp !== true) return { flight, lease: null };
  const claim = await claimPage(app, store, { ask, asked: askedPage(exchange, ask) });
  if (typeof claim !== 'string') return { flight, lease: claim };
  if (claim !== 'kept') return { flight, lease: null };
  flight.land('kept');
  return null;
}

function leaveLead(exchange: Exchange, { flight, lease }: Lead): 'over' {
  lease?.release();
  flight.land('failed');
  return left(exchange);
}

/** The client has gone. */
export function left(exchange: Exchange): 'over' {
  exchange.clientLeft();
  return 'over';
}

interface Listening {
  readonly ask: PageAsk;
  /** Null: nobody waits for it. */
  readonly lead: Lead | null;
  readonly fallback: KeptPage | null;
}

/** The app's answer is listened to, to keep it where it may be kept. */
function listen(exchange: Exchange, cache: AppCache, { ask, lead, fallback }: Listening): void {
  const { flight = null, lease = null } = lead ?? {};
  exchange.fillLines = fillLines(exchange.head.lines, ask.headers, { settings: cache.settings, cookies: ask.cookies });
  exchange.fill = new Fill({ cache, ask, asked: askedPage(exchange, ask), flight, lease, fallback });
}

function askedPage(exchange: Exchange, { headers }: PageAsk): AskedPage {
  const { head, isEncrypted, app } = exchange;
  const coding = codingOf(headers['accept-encoding']?.toString());
  const language = languageOf(headers['accept-language']?.toString(), app?.cache.settings.languages ?? []);
  const lines =
    (head.accept === '' ? '' : `Accept: ${head.accept}\r\n`) +
    (coding === 'identity' ? '' : `Accept-Encoding: ${coding}\r\n`) +
    (language === '' ? '' : `Accept-Language: ${language}\r\n`);
  return { target: head.path, sentHost: head.sentHost, isEncrypted, lines };
}
