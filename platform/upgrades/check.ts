import { setTimeout as delay } from 'node:timers/promises';
import { send } from '#kit/http/client.ts';
import { accountName } from '../addons/held-vars.ts';
import { administratorOf } from '../backups/database-of.ts';
import type { Control } from '../control/control.ts';
import { webType } from '../rules/formation.ts';
import { lostRows } from '../rules/upgrade.ts';
import type { SavedDatabase } from '../rules/upgrade.ts';
import type { AppRecord } from '../store/apps.ts';
import { databaseContents, inDatabase } from '../store/backup-databases.ts';
import { brokenUpgrade } from './errors.ts';

/** Throws what the new version does wrong: a dyno that does not answer, rows that are gone. */
export async function checkUpgrade(control: Control, app: AppRecord, backups: readonly SavedDatabase[]): Promise<void> {
  await answers(control, app);
  for (const each of backups) await hasItsRows(control, each);
}

const answersWithinMs = 60_000;
const lookEveryMs = 500;

/** The first page of a new version takes its time: a fault counts when it stays. Asked past the router, where visitors still wait. */
async function answers(control: Control, app: AppRecord): Promise<void> {
  const until = performance.now() + answersWithinMs;
  for (;;) {
    const statuses = await Promise.all(portsOf(control, app).map((port) => firstPage(control, app, port)));
    if (statuses.every((status) => status !== null && status < 500)) return;
    if (performance.now() > until) {
      const [wrong = null] = statuses.filter((status) => status === null || status >= 500);
      throw brokenUpgrade(`The new version ${wrong === null ? 'does not answer' : `answers with ${wrong}`}.`);
    }
    await delay(lookEveryMs);
  }
}

const portsOf = ({ board }: Control, app: AppRecord): readonly number[] =>
  board
    .ofApp(app)
    .flatMap(({ type, kind, state, port }) => (type === webType && kind === 'formation' && state === 'up' ? (port ?? []) : []));

async function firstPage({ config }: Control, { name }: AppRecord, port: number): Promise<number | null> {
  const headers = { host: `${name}.${config.baseDomain}`, 'x-forwarded-proto': 'https' };
  const answer = await send({ url: `http://127.0.0.1:${port}/`, headers }).catch(() => null);
  return answer?.status ?? null;
}

async function hasItsRows(control: Control, { database, backup }: SavedDatabase): Promise<void> {
  const { tables = [] } = control.store.backups.find(backup) ?? {};
  const url = inDatabase(await administratorOf(control, { name: database }), accountName(database));
  const lost = lostRows(tables, await databaseContents(url));
  if (lost !== null) throw brokenUpgrade(`The new version has lost data: ${lost}.`);
}
