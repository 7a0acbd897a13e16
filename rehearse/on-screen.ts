import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { answersTo } from '#kit/html/read-form.ts';
import type { Random } from '#kit/math/random.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import { readPage } from './form.ts';
import type { Tally } from './tally.ts';

/** Somebody of a crowd who has a real browser (REH-05): scripts run, waiting pages go on by themselves. */
export interface OnScreen {
  readonly random: Random;
  readonly tally: Tally;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Milliseconds before something is done about a page. */
  readonly pause: () => number;
}

/** Windows of one Chromium, for as many as play in one. */
export interface Screens {
  /** From a start link to the end. What a page's script throws counts as a failure. */
  play(start: string, person: OnScreen): Promise<void>;
  close(): Promise<void>;
}

export async function openScreens(): Promise<Screens> {
  const browser = await openBrowser();
  return { play: (start, person) => play(browser, start, person), close: () => browser.close() };
}

async function play(browser: Browser, start: string, person: OnScreen): Promise<void> {
  const { tally, headers, signal } = person;
  const page = await browser.newPage({ userAgent: 'rostra-bot', extraHTTPHeaders: { ...headers } });
  const leave = (): void => void page.close();
  signal.addEventListener('abort', leave, { once: true });
  page.on('pageerror', ({ message }) => tally.failure(`a script of ${new URL(page.url()).pathname} failed: ${message}`));
  try {
    await page.goto(start);
    while (!(await isEnd(page))) await goOn(page, person);
  } finally {
    signal.removeEventListener('abort', leave);
    await page.close();
  }
}

/** oTree’s last address, or the lab’s last page. */
async function isEnd(page: Page): Promise<boolean> {
  return page.url().includes('OutOfRangeNotification') || (await page.locator('[data-page=end]').count()) > 0;
}

/** Others may take their time. */
const longestWaitMs = 600_000;
const button = 'form[method=post i] :is(button:not([type=button]), input[type=submit])';

async function goOn(page: Page, { random, pause, signal }: OnScreen): Promise<void> {
  const here = page.url();
  const isElsewhere = ({ href }: URL): boolean => href !== here;
  const { form, title } = readPage(await page.content().catch(() => page.content())); // it may go on by itself just now
  if (form === null) return page.waitForURL(isElsewhere, { timeout: longestWaitMs });
  await sleep(pause(), undefined, { signal });
  await page.evaluate(fillIn, answersTo(form, random));
  await page.locator(button).first().click();
  await page.waitForURL(isElsewhere).catch((error: unknown) => {
    throw new Error(`${title.trim()} does not go on in a browser`, { cause: error });
  });
}

/** Runs in the page. What the page itself put into its form stays. */
function fillIn(answers: [name: string, value: string][]): void {
  const put = (control: Element, value: string): void => {
    if (!(control instanceof HTMLInputElement || control instanceof HTMLSelectElement || control instanceof HTMLTextAreaElement)) return;
    if (control.type === 'hidden' || control.type === 'submit') return;
    if (control.type !== 'radio' && control.type !== 'checkbox') control.value = value;
    else if (control.value === value) control.click();
    control.dispatchEvent(new Event('input', { bubbles: true }));
  };
  for (const [name, value] of answers)
    for (const control of document.querySelectorAll(`form [name="${CSS.escape(name)}"]`)) put(control, value);
}
