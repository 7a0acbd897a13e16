import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '#kit/math/random.ts';
import type { Browser, Page } from './browser.ts';
import { answersTo } from '#kit/html/read-form.ts';
import { thinkingMs } from './plan.ts';

export interface Judge {
  /** The private link. */
  readonly link: string;
  readonly browser: Browser;
  readonly random: Random;
  readonly thinkMs: number;
  readonly signal: AbortSignal;
}

/** A form that refuses this many different ballots within its own rules is broken. Totals may tie by chance, so one refusal says nothing. */
const mostTries = 25;

/** Opens the private link, finds the ballot, enters scores by chance and sends it. True when it has arrived. */
export async function enterBallot({ browser, link, random, signal, thinkMs }: Judge): Promise<boolean> {
  const home = await browser.open(link);
  let page = await browser.open(ballotLink(home));
  for (let tries = 0; page.form !== null && tries < mostTries; tries += 1) {
    if (thinkMs > 0) await sleep(thinkingMs(thinkMs, random), undefined, { signal });
    page = await browser.submit(page, answersTo(page.form, random));
    if (isReceipt(page)) return true;
  }
  return false;
}

function ballotLink(home: Page): string {
  const found = home.links.find((link) => /\/results\/round\/\d+\/adjudicator\/[^/]+\/add\//.test(link));
  if (found === undefined) throw new Error('the private page has no link to the ballot');
  return new URL(found, home.url).href;
}

/** `7KQ2-M4XD` and no more form. */
const isReceipt = (page: Page): boolean =>
  page.status < 400 && /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.test(page.html) && page.complaints.length === 0;
