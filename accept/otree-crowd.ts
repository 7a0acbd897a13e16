import { setTimeout as sleep } from 'node:timers/promises';
import { BrokenPage, untilTold, visit } from './visitor.ts';
import type { Page } from './visitor.ts';

/** What a crowd met with. */
export interface Crowd {
  finished: number;
  submits: number;
  /** Wait pages that went on because their socket said so. */
  told: number;
  /** Sockets that were cut and opened again. */
  cuts: number;
  /** From the click until the page is there. */
  slowestMs: number;
  readonly broken: string[];
}

export interface Person {
  readonly origin: string;
  readonly code: string;
  /** What is typed into a form's field, in each round. */
  guess(round: number): string;
  /** Opens the first page and goes for a coffee this long. */
  readonly awayMs: number;
}

const longestWaitMs = 90_000;

/** Plays as a person does who reads for some seconds: every page to its end. */
export async function play(person: Person, crowd: Crowd): Promise<void> {
  const start = `${person.origin}/InitializeParticipant/${person.code}`;
  let page = await shown(() => visit(start), crowd);
  if (person.awayMs > 0) {
    await sleep(person.awayMs);
    page = await shown(() => visit(start), crowd);
  }
  let round = 1;
  while (!page.url.includes('OutOfRangeNotification')) {
    const { url, html } = page;
    if (isWait(html)) {
      await waitOn(person, html, crowd);
      page = await shown(() => visit(url), crowd);
      continue;
    }
    await sleep(1_000 + Math.random() * 4_000);
    const isForm = html.includes('name="guess"');
    const form = { ...hiddenFields(html), ...(isForm && { guess: person.guess(round) }) };
    if (!isForm) round += 1; // the results close a round
    crowd.submits += 1;
    page = await shown(() => visit(url, form), crowd);
  }
  crowd.finished += 1;
}

const isWait = (html: string): boolean => html.includes('/wait_page?');

async function waitOn({ origin }: Person, html: string, crowd: Crowd): Promise<void> {
  const path = (/\/wait_page\?[^"]+/.exec(html)?.[0] ?? '').replaceAll('&amp;', '&');
  const cuts = await untilTold(`${origin}${path}`, longestWaitMs);
  if (cuts === null) throw new Error(`A wait page was not released within ${longestWaitMs / 1000} s.`);
  crowd.told += 1;
  crowd.cuts += cuts;
}

/** A broken page is counted, and asked for again as a person would. */
async function shown(ask: () => Promise<Page>, crowd: Crowd): Promise<Page> {
  for (let tries = 1; ; tries += 1) {
    try {
      const clickedAt = performance.now();
      const page = await ask();
      crowd.slowestMs = Math.max(crowd.slowestMs, performance.now() - clickedAt);
      return page;
    } catch (error) {
      if (tries === 5) throw error;
      crowd.broken.push(error instanceof BrokenPage ? error.message : String(error));
      await sleep(1_000);
    }
  }
}

function hiddenFields(html: string): Record<string, string> {
  const hidden = html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return Object.fromEntries([...hidden].map(([, name = '', value = '']) => [name, value]));
}
