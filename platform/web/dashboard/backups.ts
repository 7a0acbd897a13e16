import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { dumpNotUsable } from '../../backups/errors.ts';
import { sendFile } from '../send-file.ts';
import { dumpOf, takeDump } from './dump-upload.ts';
import { patterns } from './patterns.ts';
import { paths } from './routes.ts';
import { backupPage } from './views/backup.ts';
import { backupsPage } from './views/backups.ts';
import { formText, refusalOf, visitOf, type AppRoute, type Desk, type Refusal, type Visit } from './visit.ts';

interface OfBackup {
  readonly Params: { readonly app: string; readonly backup: string };
}

/** Backups of an app's databases: taken, tried, downloaded, restored, by the calendar; and the whole app parked. */
export function registerBackups(server: FastifyInstance, desk: Desk): void {
  server.get<AppRoute>(patterns.backups, async (request, reply) =>
    showBackups(await visitOf(request, reply, desk), request.params.app, null),
  );

  server.post<AppRoute>(patterns.backups, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const fault = await refusalOf(capture(visit, app, formText(request.body, 'database')));
    return fault ? showBackups(visit, app, fault) : visit.goTo(paths.backups(app));
  });

  server.post<AppRoute>(patterns.bringBackup, { preValidation: takeDump }, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const [database, url] = ['database', 'url'].map((name) => formText(request.body, name));
    const brought = bring(visit, app, { database: database || null, url: url ?? '', file: dumpOf(request) });
    const fault = await refusalOf(brought);
    return fault ? showBackups(visit, app, fault) : visit.goTo(paths.backup(app, (await brought).id));
  });

  server.post<AppRoute>(patterns.backupSchedule, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const [database, at, timezone] = ['database', 'at', 'timezone'].map((name) => formText(request.body, name));
    const isOn = formText(request.body, 'isOn') !== '';
    const wish = { database: database ?? null, at: isOn ? (at ?? '') : null, timezone: timezone ?? '' };
    const fault = await refusalOf(visit.operations.setBackupSchedule(app, wish));
    return fault ? showBackups(visit, app, fault) : visit.goTo(paths.backups(app));
  });

  server.post<AppRoute>(patterns.park, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const isOn = formText(request.body, 'on') !== '';
    const fault = await refusalOf(isOn ? visit.operations.parkApp(app, { force: false }) : visit.operations.unparkApp(app));
    return fault ? showBackups(visit, app, fault) : visit.goTo(paths.backups(app));
  });

  registerBackup(server, desk);
}

/** One of them. */
function registerBackup(server: FastifyInstance, desk: Desk): void {
  server.get<OfBackup>(patterns.backup, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    return showBackup(visit, request.params, null);
  });

  server.get<OfBackup>(patterns.backupFile, async (request, reply) => {
    const { operations } = await visitOf(request, reply, desk);
    return sendFile(reply, await operations.downloadBackup(request.params.app, Number(request.params.backup)));
  });

  server.post<OfBackup>(patterns.drillBackup, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app, backup } = request.params;
    const fault = await refusalOf(visit.operations.drillBackup(app, Number(backup)));
    return fault ? showBackup(visit, request.params, fault) : visit.goTo(paths.backup(app, Number(backup)));
  });

  server.post<OfBackup>(patterns.restoreBackup, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app } = request.params;
    const fault = await refusalOf(restore(visit, request.params, formText(request.body, 'confirm')));
    return fault ? showBackup(visit, request.params, fault) : visit.goTo(paths.backups(app));
  });

  server.post<OfBackup>(patterns.deleteBackup, async (request, reply) => {
    const visit = await visitOf(request, reply, desk);
    const { app, backup } = request.params;
    const fault = await refusalOf(visit.operations.deleteBackup(app, Number(backup)));
    return fault ? showBackup(visit, request.params, fault) : visit.goTo(paths.backups(app));
  });
}

async function capture({ operations }: Visit, app: string, database: string): Promise<void> {
  const { id } = await operations.captureBackup(app, { database: database === '' ? null : database });
  await ended(async () => (await operations.backup(app, id)).state !== 'running');
}

interface Brought {
  readonly database: string | null;
  readonly url: string;
  readonly file: Readable | null;
}

/** From an address when one is given, else the chosen file as it comes in. */
async function bring({ operations }: Visit, app: string, { database, url, file }: Brought): Promise<{ readonly id: number }> {
  if (url !== '') {
    file?.resume();
    return operations.fetchBackup(app, { database, url });
  }
  if (file === null) throw dumpNotUsable('no file was chosen');
  return operations.uploadBackup(app, { database, stream: file });
}

async function restore({ operations }: Visit, { app, backup: id }: OfBackup['Params'], confirm: string): Promise<void> {
  const { database } = await operations.backup(app, Number(id));
  const restoring = await operations.restoreBackup(app, { backup: Number(id), from: null, database, confirm });
  await ended(async () => ['done', 'failed'].includes((await operations.restore(app, restoring.id)).state));
}

const patienceMs = 20_000;
const lookEveryMs = 250;

/** A short one is waited for, so that the next page shows its end; of a long one it says that it is on its way. */
async function ended(isOver: () => Promise<boolean>): Promise<void> {
  const untilMs = performance.now() + patienceMs;
  while (!(await isOver()) && performance.now() < untilMs) await delay(lookEveryMs);
}

async function showBackups({ operations, visitor, nowMs, show }: Visit, app: string, fault: Refusal | null): Promise<FastifyReply> {
  const [backups, restores, schedules, parkedApps, targets] = await Promise.all([
    operations.backups(app),
    operations.restores(app),
    operations.backupSchedules(app),
    operations.parkedApps(),
    operations.backupTargets(),
  ]);
  const parked = parkedApps.find((each) => each.app === app) ?? null;
  return show(backupsPage({ app, backups, restore: restores[0] ?? null, schedules, targets, parked, visitor, nowMs, fault }), fault);
}

async function showBackup(
  { operations, visitor, nowMs, show }: Visit,
  { app, backup }: OfBackup['Params'],
  fault: Refusal | null,
): Promise<FastifyReply> {
  const [facts, mirrors] = await Promise.all([operations.backup(app, Number(backup)), operations.mirrors()]);
  return show(backupPage({ app, backup: facts, mirrors, visitor, nowMs, fault }), fault);
}
