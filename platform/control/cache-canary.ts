import {
  canaryCookies,
  type CanaryLook,
  type CanaryPage,
  looksPersonal,
  masked,
  pagesToTry,
  type Suspect,
  unprovenRule,
} from '../rules/cache-canary.ts';
import type { CacheRule, CacheSettings } from '../rules/cache-rules.ts';
import type { AppRecord } from '../store/apps.ts';
import { pageOfDyno, webDyno } from './ask-dyno.ts';
import type { Control } from './control.ts';

/** What the canary found of an app's rules. */
export interface CanaryReport {
  /** Rules under which two visitors got two different pages. */
  readonly suspects: readonly Suspect[];
  /** A rule that forces and of which no page could be looked at; null: there is none. */
  readonly unproven: CacheRule | null;
}

/** Looks at pages of every rule that relaxes the safe default with the eyes of two visitors (platform specification, CCH-04). */
export async function askCanary(control: Control, app: AppRecord, settings: CacheSettings): Promise<CanaryReport> {
  const { top, passed, cookieNames } = await control.router.cacheStats(app.name);
  const pages = pagesToTry(settings, { kept: top.map(({ path }) => path), passed: passed.map(({ path }) => path) });
  const visitors = visitorsOf(control, app, { settings, cookieNames });
  const suspects: Suspect[] = [];
  const seen: CanaryPage[] = [];
  for (const page of pages) {
    const verdict = visitors === null ? null : await isPersonal(page, visitors);
    if (verdict !== null) seen.push(page);
    if (verdict === true) suspects.push({ rule: page.rule, page: page.page });
  }
  return { suspects, unproven: unprovenRule(settings, seen) };
}

interface Visitors {
  readonly port: number;
  readonly host: string;
  readonly masks: readonly string[];
  /** The `Cookie` lines of the two. */
  readonly cookies: readonly [string, string];
}

/** Null when no dyno is up. */
function visitorsOf(
  control: Control,
  app: AppRecord,
  { settings, cookieNames }: { settings: CacheSettings; cookieNames: readonly string[] },
): Visitors | null {
  const dyno = webDyno(control, app);
  if (dyno === null) return null;
  const cookies = ['canary-of-one', 'canary-of-another'].map((value) => canaryCookies(settings, cookieNames, value));
  const [one = '', another = ''] = cookies;
  return { ...dyno, masks: settings.canary?.masks ?? [], cookies: [one, another] };
}

/** Null when there is nothing to compare. A page that changed just while it was looked at gets a second look. */
async function isPersonal(page: CanaryPage, visitors: Visitors): Promise<boolean | null> {
  for (let looks = 1; ; looks += 1) {
    const look = await lookAt(page.page, visitors);
    if (look === null) return null;
    const verdict = looksPersonal(look, page.isForced);
    if (!verdict || looks === 2) return verdict;
  }
}

async function lookAt(path: string, { port, host, masks, cookies }: Visitors): Promise<CanaryLook | null> {
  const bodies: string[] = [];
  for (const cookie of [0, 1, 0, 1].map((at) => cookies[at] ?? '')) {
    const body = await pageOfDyno({ port, host, path, cookie, agent: 'rostra-canary' }).catch(() => null);
    if (body === null) return null;
    bodies.push(masked(body, masks));
  }
  const [first = '', second = '', firstAgain = '', secondAgain = ''] = bodies;
  return { first: [first, firstAgain], second: [second, secondAgain] };
}
