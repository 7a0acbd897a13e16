import type { Browser, Locator, Page } from 'playwright-core';
import { invariant } from '#kit/errors/invariant.ts';
import { send } from '#kit/http/client.ts';
import { openBrowser } from '#kit/testing/browser.ts';
import type { BotMove } from '../game/bot.ts';
import type { FormFaults } from '../rules/form.ts';
import { BotFault } from './bot-fault.ts';
import { pageIndexIn, postedFrom, type Arrival, type Door, type OnPage } from './door.ts';
import { FrameLog } from './frame-log.ts';
import { faultsIn } from './http-door.ts';
import { openLines, type LiveLine } from './live-door.ts';
import { readMarkup } from './read-page.ts';

/** A door that holds a program open. */
export interface BrowserDoor extends Door {
  close(): Promise<void>;
}

/**
 * As people do, in Chromium, each in a window of their own: what is answered is typed and pressed, waiting pages go on by their own script,
 * and live messages go through the script's own connection. The people are spread over the `urls`.
 */
export async function browserDoor(urls: readonly string[]): Promise<BrowserDoor> {
  const browser = await openBrowser();
  const windows = new Map<string, Window>();
  const windowOf = async (code: string): Promise<Window> => {
    const window =
      windows.get(code) ?? (await openWindow(browser, `${urls[windows.size % urls.length] ?? ''}/InitializeParticipant/${code}`));
    windows.set(code, window);
    return window;
  };
  return {
    arrive: async (code) => arrive(await windowOf(code)),
    send: async (at, move) => submit(await windowOf(at.code), at, move),
    live: async ({ codes }) => openLines(await Promise.all(codes.map(async (code) => lineOf(await windowOf(code))))),
    close: () => browser.close(),
  };
}

interface Window {
  readonly page: Page;
  readonly start: string;
  /** The connection of the page that is open now; null where there is none. */
  log: BrowserLine | null;
  /** What the page's scripts threw. */
  readonly faults: Error[];
}

async function openWindow(browser: Browser, start: string): Promise<Window> {
  const page = await browser.newPage();
  await page.addInitScript(hushScripts);
  page.setDefaultTimeout(patienceMs);
  const window: Window = { page, start, log: null, faults: [] };
  page.on('pageerror', (error) => window.faults.push(error));
  page.on('websocket', (socket) => {
    const line = new BrowserLine(page);
    window.log = line;
    socket.on('framereceived', ({ payload }) => line.came(payload.toString()));
    socket.on('framesent', ({ payload }) => line.went(payload.toString()));
  });
  return window;
}

/** Even a crowded machine brings a page in this time. */
const patienceMs = 30_000;

/** Where nothing has opened yet, by the start link; else the page that is open goes on by itself. */
async function arrive({ page, start, faults }: Window): Promise<Arrival> {
  const here = new URL(page.url(), start).pathname;
  const there = here.startsWith('/p/') ? await whereNow(start) : null;
  if (there === null) await page.goto(start);
  else if (there !== here) await page.waitForURL((url) => url.pathname === there).catch(() => page.goto(start));
  const [fault] = faults;
  if (fault) throw new BotFault(`the script of ${new URL(page.url()).pathname} failed: ${fault.message}`);
  const { path, isForm, markup } = await shownIn(page).catch(() => shownIn(page)); // it may go on by itself just now
  return { pageIndex: pageIndexIn(path), page: isForm ? readMarkup(markup) : null };
}

async function shownIn(page: Page): Promise<ReturnType<typeof shown>> {
  await page.waitForLoadState();
  return page.evaluate(shown);
}

/** Runs in the page: all of it at one moment. */
function shown(): { path: string; isForm: boolean; markup: string } {
  const isForm = document.querySelector('[data-page=form]') !== null;
  return { path: location.pathname, isForm, markup: document.documentElement.outerHTML };
}

/** The path of the page where somebody belongs. */
async function whereNow(start: string): Promise<string | null> {
  const { headers } = await send({ url: start, headers: { accept: 'text/html' } });
  return typeof headers.location === 'string' ? new URL(headers.location, start).pathname : null;
}

async function submit({ page }: Window, { code }: OnPage, { values, timedOut }: BotMove): Promise<FormFaults | null> {
  const here = new URL(page.url()).pathname;
  const posted = Object.entries(postedFrom(values));
  let press: Locator = page.locator(nextButton).first();
  await page.evaluate(empty);
  for (const [name, value] of posted) press = (await fill(page, { name, value })) ?? press;
  const answered = page.waitForResponse((response) => response.request().method() === 'POST' && new URL(response.url()).pathname === here);
  if (timedOut) await page.evaluate(sendLate);
  else if ((await press.count()) > 0) await press.click();
  else await page.evaluate(sendUnanswered);
  const response = await answered;
  if (response.headers()['x-lab-form-errors'] !== undefined) return faultsIn(await response.text());
  if (response.status() >= 400) throw new BotFault(`participant ${code}: ${here} answers ${response.status()}`);
  await page.waitForURL((url) => url.pathname !== here);
  return null;
}

/** One that is no answer itself. */
const nextButton = '.otree-btn-next, #page-form button:not([type=button]):not([name]), #page-form input[type=submit]:not([name])';

interface Typed {
  readonly name: string;
  readonly value: string;
}

/** Gives the button that is itself the answer; null when there is none to press. */
async function fill(page: Page, { name, value }: Typed): Promise<Locator | null> {
  const control = page.locator(`#page-form [name="${name}"], [form=page-form][name="${name}"]`).first();
  const kind = await control.evaluate(kindOf);
  const exact = page.locator(`#page-form [name="${name}"][value="${value}"]`).first();
  if (kind === 'button') return exact;
  if (await isOnOffer(page, { kind, name, value })) await (ways[kind] ?? typeIn)({ control, exact, value });
  else await page.evaluate(tamper, { name, value });
  return null;
}

/** Runs in the page. `hidden`: something else shows it, as a slider does. */
function kindOf(element: Element): string {
  if (!(element instanceof HTMLInputElement)) return element.tagName.toLowerCase();
  return element.hidden ? 'hidden' : element.type;
}

interface Filling {
  readonly control: Locator;
  /** The one with this value, of several. */
  readonly exact: Locator;
  readonly value: string;
}

const typeIn = ({ control, value }: Filling): Promise<unknown> => control.fill(value);
const setByScript = ({ control, value }: Filling): Promise<unknown> => control.evaluate(put, value);

/** By kind of control; every other one is typed into. */
const ways: Readonly<Record<string, (filling: Filling) => Promise<unknown>>> = {
  select: ({ control, value }) => control.selectOption(value, { force: true }), // also one behind the buttons of a ranking
  radio: ({ exact }) => exact.evaluate(click), // wherever the page has scrolled to
  checkbox: ({ control, value }) => control.setChecked(!['', '0', 'False'].includes(value), { force: true }),
  hidden: setByScript,
  range: setByScript,
};

/** Runs in the page: takes away what is filled in already. */
function empty(): void {
  for (const control of document.querySelectorAll(
    '#page-form input:not([type=hidden], [type=submit]), #page-form textarea, #page-form select',
  )) {
    if (control instanceof HTMLInputElement && (control.type === 'radio' || control.type === 'checkbox')) control.checked = false;
    else if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) control.value = '';
    else if (control instanceof HTMLSelectElement) control.selectedIndex = -1;
  }
}

interface Offered extends Typed {
  readonly kind: string;
}

/** Whether a person could choose it. */
async function isOnOffer(page: Page, { kind, name, value }: Offered): Promise<boolean> {
  if (kind === 'select') return (await page.locator(`#page-form [name="${name}"] option[value="${value}"]`).count()) > 0;
  if (kind === 'radio') return (await page.locator(`#page-form [name="${name}"][value="${value}"]`).count()) > 0;
  return true;
}

/** Runs in the page: sends what is not on offer, as somebody does who changes the page. */
function tamper({ name, value }: Typed): void {
  const form = document.querySelector('#page-form');
  for (const control of form?.querySelectorAll(`[name="${name}"]`) ?? []) control.removeAttribute('name');
  form?.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
}

/** Runs in the page. */
function click(element: Element): void {
  if (element instanceof HTMLElement) element.click();
}

/** Runs in the page. */
function put(element: Element, value: string): void {
  if (!(element instanceof HTMLInputElement)) return;
  element.value = value;
  element.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Runs in the page: as its timer does at zero. */
function sendLate(): void {
  const form = document.querySelector<HTMLFormElement>('#page-form');
  const late = Object.assign(document.createElement('input'), { type: 'hidden', name: 'timeout_happened', value: '1' });
  form?.append(late);
  form?.submit();
}

/** Runs in the page: where every button is an answer, and none was given. */
function sendUnanswered(): void {
  document.querySelector<HTMLFormElement>('#page-form')?.requestSubmit();
}

function lineOf({ log }: Window): LiveLine {
  invariant(log, 'a live page has opened its connection');
  return log;
}

/** The connection of a page in the browser, as it is seen from outside. */
class BrowserLine extends FrameLog implements LiveLine {
  readonly #page: Page;
  readonly #sent = new FrameLog();

  constructor(page: Page) {
    super();
    this.#page = page;
  }

  went(text: string): void {
    this.#sent.came(text);
  }

  /** By the script's own connection. */
  async post(type: string, data: unknown): Promise<number> {
    const before = this.#sent.frames.length;
    await this.#page.evaluate(sendMessage, { type, data });
    const frame = await this.#sent.until((one) => one['type'] === type && this.#sent.frames.indexOf(one) >= before);
    return Number(frame['seq']);
  }

  close(): void {} // the page closes it
}

/** Runs in each page before its own scripts: the messages that they send by themselves go nowhere, so that only the bot plays. */
function hushScripts(): void {
  // oxlint-disable-next-line typescript/unbound-method -- it is called with the socket as its `this` below
  const pass = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    const isMessage = typeof data === 'string' && 'seq' in JSON.parse(data);
    if (!isMessage || Reflect.get(globalThis, 'labBotSends')) pass.call(this, data);
  };
}

/** Runs in the page. */
function sendMessage({ type, data }: { type: string; data: unknown }): void {
  const lab: { send(type: string, data: unknown): void } | undefined = Reflect.get(globalThis, 'lab');
  Object.assign(globalThis, { labBotSends: true });
  lab?.send(type, data);
  Object.assign(globalThis, { labBotSends: false });
}
