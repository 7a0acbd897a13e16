import { performance } from 'node:perf_hooks';
import { seededRandom } from '#kit/math/random.ts';
import { NotReady } from '../errors.ts';
import { filledBallot } from './ballot-entry.ts';
import type { ScoreRules } from './ballot-entry.ts';
import { fieldsOf, formTo, withFields } from './desk-browser.ts';
import type { DeskBrowser, DeskPage, Upload } from './desk-browser.ts';

/** How long one press took until the next page had come. */
export interface StepTime {
  readonly step: string;
  readonly ms: number;
}

export interface Desk {
  readonly browser: DeskBrowser;
  /** Of the tournament's pages: `/harbour-open/admin`. */
  readonly path: string;
  readonly seed: string;
  readonly onStep: (time: StepTime) => void;
}

/** A tab director at the desk: opens pages, finds the button on them, presses it. */
export class Director {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** In with the admin password. */
  static async signIn(browser: DeskBrowser, password: string): Promise<void> {
    const page = await browser.open('/login');
    const form = formOf(page, '/login');
    const names = new Set(form.querySelectorAll('input').map((input) => input.getAttribute('name')));
    await browser.submit(page, form, withFields(form, { ...(names.has('name') && { name: 'admin' }), password }));
  }

  /** Makes a tournament out of files; gives the path of its pages. */
  static async make(browser: DeskBrowser, wish: { name: string; slug: string; format: string; files: Upload['files'] }): Promise<string> {
    const page = await browser.open('/admin');
    const form = formOf(page, '/admin/tournaments');
    const { name, slug, format, files } = wish;
    await browser.upload(page, { form, fields: withFields(form, { name, slug, format }), files });
    return `/${slug}/admin`;
  }

  /** Changes some settings of a section, takes the ticks of some away, and leaves the others. */
  async set(section: string, values: Readonly<Record<string, string>>, without: readonly string[] = []): Promise<void> {
    const page = await this.#open('settings');
    const form = page.main.querySelectorAll('form').find((one) => one.querySelector(`input[name=section][value="${section}"]`) !== null);
    if (form === undefined) throw new NotReady(`The settings page has no section ${section}.`, 'Open it in a browser.');
    const [fields, off] = [withFields(form, values), new Set(without)];
    await this.#desk.browser.submit(
      page,
      form,
      fields.filter(([name]) => !off.has(name)),
    );
  }

  async scoreRules(): Promise<ScoreRules> {
    const page = await this.#open('settings');
    const values = new Map(page.main.querySelectorAll('form').flatMap(fieldsOf));
    const number = (name: string): number => Number(values.get(name));
    const { substantive, reply } = scoreNames;
    return {
      substantives: number('debate_rules.substantive_speakers'),
      substantive: { min: number(substantive.min), max: number(substantive.max), step: number(substantive.step) },
      reply: { min: number(reply.min), max: number(reply.max), step: number(reply.step) },
    };
  }

  /** The numbers of the rounds, in order of play, as the round line shows them. */
  async rounds(): Promise<number[]> {
    const page = await this.#open('');
    const links = page.main.querySelectorAll('table a[href]').map((link) => link.getAttribute('href') ?? '');
    const numbers = links.flatMap((href) => (href.startsWith(this.#desk.path) ? (/\/rounds\/(\d+)\//.exec(href)?.[1] ?? []) : []));
    return [...new Set(numbers)].map(Number).toSorted((one, other) => one - other);
  }

  /** Opens a page of a round and presses a button that must be there, or may. */
  async act(round: number, act: string, on: { readonly page: string; readonly isOptional?: boolean }): Promise<void> {
    const page = await this.#open(`rounds/${round}/${on.page}`);
    const form = formTo(page, `/rounds/${round}/acts/${act}`);
    if (form === null && on.isOptional === true) return;
    if (form === null) throw new NotReady(`Round ${round} has no button for ${act}.`, page.main.querySelector('h1')?.text.trim() ?? '');
    await this.#timed(act, () => this.#desk.browser.submit(page, form, fieldsOf(form)));
  }

  async makeBreak(): Promise<void> {
    const page = await this.#open('breaks');
    await this.#timed('break', () => this.#desk.browser.submit(page, formOf(page, '/breaks'), fieldsOf(formOf(page, '/breaks'))));
  }

  /** Enters and confirms every ballot of a round, as several people at the desk do side by side; gives how many. */
  async enterBallots(round: number, rules: ScoreRules): Promise<number> {
    const page = await this.#open(`rounds/${round}/ballots`);
    const links = page.main.querySelectorAll('a[href]').map((link) => link.getAttribute('href') ?? '');
    const open = [...new Set(links.filter((href) => /\/debates\/\d+\/ballot$/.test(href)))];
    const waiting = open.values();
    const clerk = async (): Promise<void> => {
      for (const path of waiting) await this.#timed('ballot', () => this.#enter(path, { round, rules }));
    };
    await Promise.all(Array.from({ length: clerks }, clerk));
    await this.act(round, 'confirm-ballots', { page: 'ballots', isOptional: true });
    return open.length;
  }

  async #enter(path: string, { round, rules }: { readonly round: number; readonly rules: ScoreRules }): Promise<void> {
    const { browser, seed } = this.#desk;
    const page = await browser.open(path);
    const form = formOf(page, path);
    const fields = filledBallot(form, rules, seededRandom(`${seed} ${round} ${path}`));
    await browser.submit(page, form, [...fields, ['confirm', '1']]);
  }

  #open(place: string): Promise<DeskPage> {
    const { browser, path } = this.#desk;
    return browser.open(place === '' ? path : `${path}/${place}`);
  }

  async #timed(step: string, work: () => Promise<unknown>): Promise<void> {
    const started = performance.now();
    await work();
    this.#desk.onStep({ step, ms: performance.now() - started });
  }
}

/** People who enter ballots at the same time. */
const clerks = 4;

const scoreNames = {
  substantive: { min: 'scoring.score_min', max: 'scoring.score_max', step: 'scoring.score_step' },
  reply: { min: 'scoring.reply_score_min', max: 'scoring.reply_score_max', step: 'scoring.reply_score_step' },
} as const;

function formOf(page: DeskPage, ending: string) {
  const form = formTo(page, ending);
  if (form === null) throw new NotReady(`The page ${page.url} has no form for ${ending}.`, 'Open it in a browser.');
  return form;
}
