import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as untilOthersHadTheirTurn } from 'node:timers/promises';
import type { Control } from '../control/control.ts';
import { isEventLive } from '../costs/planned.ts';
import { bornAtMs } from '../rules/dyno-id.ts';
import { keptSlugs } from '../rules/release.ts';
import type { Logs } from '../store/logs.ts';
import type { Traffic } from '../store/traffic.ts';

const dayMs = 24 * 3600 * 1000;
/** SUP-32, and a bound for all of control's files together. */
const logRetention = { days: 7, bytesPerApp: 256 * 1024 * 1024 };
/** Output of a build can be read this long; its folder goes with it. */
const buildDays = 7;

export interface Books {
  readonly logs: Logs;
  readonly traffic: Traffic;
}

/** Drops what is older than its promise, a bounded piece at a call: lines, samples, events, audit entries, logins, slugs and builds. */
export async function keepHouse(control: Control, books: Books): Promise<void> {
  const nowMs = control.clock.nowMs();
  const retention = { bytesPerApp: logRetention.bytesPerApp, olderThanMs: nowMs - logRetention.days * dayMs };
  while (books.logs.prune(retention) > 0) await untilOthersHadTheirTurn();
  dropOffsets(control, books, nowMs - dayMs);
  keepWindows(control, books);
  books.traffic.prune(Math.floor(nowMs / 1000));
  control.store.events.prune();
  control.store.audit.prune(nowMs);
  control.store.access.endExpiredLogins(nowMs);
  if (isEventLive(control, null)) return; // what moves many files waits until it is over (ALR-40)
  await control.builds.alone(() => dropSlugs(control));
  await dropBuilds(control, nowMs - buildDays * dayMs);
}

/** The minutes of events stay for whoever looks a year later (MET-04). */
function keepWindows({ store }: Control, { traffic }: Books): void {
  for (const { windows } of store.eventPlans.all()) for (const { fromS, toS } of windows.live) traffic.keepWindow(fromS, toS);
}

/** Only while the supervisor's list is known: without it every dyno would look gone. */
function dropOffsets({ board }: Control, { logs }: Books, olderThanMs: number): void {
  const keep = board.all().map((dyno) => dyno.id);
  if (keep.length > 0) logs.forgetOffsets({ olderThanMs, keep });
}

async function dropSlugs({ store, paths }: Control): Promise<void> {
  const apps = [...store.apps.list(), ...store.apps.leaving()];
  const keep = apps.flatMap((app) => keptSlugs(store.releases.list(app.id), app.serving));
  const binned = store.binned.all().flatMap(({ content }) => content.slugId ?? []);
  for (const id of store.releases.forgetSlugs([...keep, ...binned])) await rm(join(paths.slugs, id), { recursive: true, force: true });
}

async function dropBuilds({ paths }: Control, olderThanMs: number): Promise<void> {
  for (const id of await readdir(paths.builds).catch(() => [])) {
    if (bornAtMs(id) < olderThanMs) await rm(join(paths.builds, id), { recursive: true, force: true });
  }
}
