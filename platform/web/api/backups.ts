import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { ParkWish, RestoreRequest, ScheduleRequest } from '../../control/backup-verbs.ts';
import { dumpNotUsable } from '../../backups/errors.ts';
import type { TargetWish } from '../../rules/backups/targets.ts';
import { sendFile } from '../send-file.ts';
import { described, verbs } from './route.ts';
import type { ApiContext } from './route.ts';
import * as shapes from './shapes.ts';

interface OfApp {
  Params: { app: string };
}

interface OfBackup {
  Params: { app: string; id: string };
}

const text = { type: 'string' };
const count = { type: 'integer' };
const nullableText = { type: ['string', 'null'] };
const database = { ...nullableText, default: null, description: "Its add-on's name; null: the only one" };
const backup = {
  type: 'object',
  properties: { id: count, app: text, database: text, reason: text, state: text, startedAt: text, bytes: { type: ['integer', 'null'] } },
};
const restore = { type: 'object', properties: { id: count, backup: count, state: text, failure: nullableText } };
const schedule = {
  type: 'object',
  properties: { database: text, isOn: { type: 'boolean' }, at: text, timezone: text, nextAt: nullableText },
};
const parked = { type: 'object', properties: { app: text, since: text } };
const binned = { type: 'object', properties: { app: text, destroyedAt: text, until: text, databases: count } };
const file = { type: 'string', format: 'binary' };
const restoreBody = {
  type: 'object',
  required: ['backup', 'confirm'],
  properties: {
    backup: count,
    from: { ...nullableText, default: null, description: 'The app that the backup is of' },
    database,
    confirm: { ...text, description: "The app's name again" },
  },
};
const scheduleBody = {
  type: 'object',
  required: ['at'],
  properties: { database, at: { ...nullableText, description: '`04:00`; null: never' }, timezone: { ...text, default: 'UTC' } },
};

const uploadLimitBytes = 1024 ** 4;

/** Backups of databases, restores, parked apps, the bin, and the whole installation. */
export function backupRoutes(api: FastifyInstance, context: ApiContext): void {
  api.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
  backupFiles(api, context);
  restoreRoutes(api, context);
  parkRoutes(api, context);
  systemRoutes(api, context);
  targetRoutes(api, context);
}

function backupFiles(api: FastifyInstance, context: ApiContext): void {
  api.get<OfApp>('/api/apps/:app/backups', described({ summary: 'Backups, newest first', answer: shapes.listOf(backup) }), (request) =>
    verbs(context, request).backups(request.params.app),
  );
  api.post<OfApp & { Body: { database: string | null } }>(
    '/api/apps/:app/backups',
    described({ summary: 'Begins a backup', body: { type: 'object', properties: { database } }, answer: backup, status: 202 }),
    async (request, reply) => reply.code(202).send(await verbs(context, request).captureBackup(request.params.app, request.body)),
  );
  api.put<OfApp & { Querystring: { database?: string } }>(
    '/api/apps/:app/backups/upload',
    {
      bodyLimit: uploadLimitBytes,
      ...described({ summary: 'Takes a dump as a backup', query: { database: text }, answer: backup, status: 201 }),
    },
    async (request, reply) => {
      if (!(request.body instanceof Readable)) throw dumpNotUsable('no file came with the request');
      const wish = { database: request.query.database ?? null, stream: request.body };
      return reply.code(201).send(await verbs(context, request).uploadBackup(request.params.app, wish));
    },
  );
  const fetchBody = { type: 'object', required: ['url'], properties: { database, url: { ...text, description: 'https://…, public' } } };
  api.post<OfApp & { Body: { database: string | null; url: string } }>(
    '/api/apps/:app/backups/fetch',
    described({ summary: 'Fetches a dump as a backup', body: fetchBody, answer: backup, status: 201 }),
    async (request, reply) => reply.code(201).send(await verbs(context, request).fetchBackup(request.params.app, request.body)),
  );
  api.post<OfApp & { Body: { backup: number | null } }>(
    '/api/apps/:app/backups/drill',
    described({
      summary: 'Tries a backup in a database of its own',
      body: { type: 'object', properties: { backup: { type: ['integer', 'null'], default: null } } },
      answer: backup,
    }),
    (request) => verbs(context, request).drillBackup(request.params.app, request.body.backup),
  );
  api.get<OfBackup>('/api/apps/:app/backups/:id', described({ summary: 'One backup', answer: backup }), (request) =>
    verbs(context, request).backup(request.params.app, Number(request.params.id)),
  );
  api.get<OfBackup>('/api/apps/:app/backups/:id/file', described({ summary: 'Its file', answer: file }), async (request, reply) =>
    sendFile(reply, await verbs(context, request).downloadBackup(request.params.app, Number(request.params.id))),
  );
  api.delete<OfBackup>('/api/apps/:app/backups/:id', described({ summary: 'Deletes a backup' }), async (request, reply) => {
    await verbs(context, request).deleteBackup(request.params.app, Number(request.params.id));
    return reply.code(204).send();
  });
}

function restoreRoutes(api: FastifyInstance, context: ApiContext): void {
  api.get<OfApp>('/api/apps/:app/restores', described({ summary: 'Restores, newest first', answer: shapes.listOf(restore) }), (request) =>
    verbs(context, request).restores(request.params.app),
  );
  api.post<OfApp & { Body: RestoreRequest }>(
    '/api/apps/:app/restores',
    described({ summary: 'Begins a restore', body: restoreBody, answer: restore, status: 202 }),
    async (request, reply) => reply.code(202).send(await verbs(context, request).restoreBackup(request.params.app, request.body)),
  );
  api.get<OfBackup>('/api/apps/:app/restores/:id', described({ summary: 'One restore', answer: restore }), (request) =>
    verbs(context, request).restore(request.params.app, Number(request.params.id)),
  );
  const path = '/api/apps/:app/backup-schedules';
  api.get<OfApp>(path, described({ summary: 'When databases are backed up', answer: shapes.listOf(schedule) }), (request) =>
    verbs(context, request).backupSchedules(request.params.app),
  );
  api.put<OfApp & { Body: ScheduleRequest }>(
    path,
    described({ summary: 'Sets when a database is backed up', body: scheduleBody, answer: schedule }),
    (request) => verbs(context, request).setBackupSchedule(request.params.app, request.body),
  );
}

function parkRoutes(api: FastifyInstance, context: ApiContext): void {
  const parkBody = { type: 'object', properties: { force: { type: 'boolean', default: false } } };
  api.post<OfApp & { Body: ParkWish }>(
    '/api/apps/:app/park',
    described({ summary: 'Turns an app off with its add-ons', body: parkBody, answer: parked }),
    (request) => verbs(context, request).parkApp(request.params.app, request.body),
  );
  api.delete<OfApp>('/api/apps/:app/park', described({ summary: 'Turns it on again' }), async (request, reply) => {
    await verbs(context, request).unparkApp(request.params.app);
    return reply.code(204).send();
  });
  api.get('/api/parked', described({ summary: 'Parked apps', answer: shapes.listOf(parked) }), (request) =>
    verbs(context, request).parkedApps(),
  );
  api.get('/api/bin', described({ summary: 'Destroyed apps that can come back', answer: shapes.listOf(binned) }), (request) =>
    verbs(context, request).binnedApps(),
  );
  api.post<OfApp>('/api/bin/:app/restore', described({ summary: 'Brings a destroyed app back' }), async (request, reply) => {
    await verbs(context, request).restoreApp(request.params.app);
    return reply.code(204).send();
  });
}

function systemRoutes(api: FastifyInstance, context: ApiContext): void {
  const secret = { type: 'object', required: ['passphrase'], properties: { passphrase: { ...text, maxLength: 1000 } } };
  api.post<{ Body: { passphrase: string } }>(
    '/api/system/backup',
    described({ summary: 'The whole installation in one closed file', body: secret, answer: file }),
    async (request, reply) => sendFile(reply, await verbs(context, request).systemBackup(request.body)),
  );
  const update = {
    type: ['object', 'null'],
    properties: { state: text, from: text, to: text, words: text, startedAt: text, endedAt: nullableText, actor: text },
  };
  const updateBody = {
    type: 'object',
    required: ['source'],
    properties: { source: { ...text, minLength: 1, description: 'A folder or a tar file on the machine of the platform' } },
  };
  const program = shapes.object({ from: text, version: text, notes: text });
  api.post<{ Body: { source: string } }>(
    '/api/system/update/look',
    described({ summary: 'What a signed program would put into the place of this one', body: updateBody, answer: program }),
    (request) => verbs(context, request).lookAtUpdate(request.body),
  );
  api.post<{ Body: { source: string } }>(
    '/api/system/update',
    described({ summary: 'Begins to put a signed program into the place of this one', body: updateBody, answer: update, status: 202 }),
    async (request, reply) => reply.code(202).send(await verbs(context, request).updateSystem(request.body)),
  );
  api.get('/api/system/update', described({ summary: 'How the last update went', answer: update }), async (request, reply) =>
    reply.send(await verbs(context, request).systemUpdate()),
  );
}

/** Places outside the data folder. */
function targetRoutes(api: FastifyInstance, context: ApiContext): void {
  const target = { type: 'object', properties: { name: text, to: text, endpoint: nullableText, keyId: nullableText } };
  const targetBody = {
    type: 'object',
    required: ['name', 'to'],
    properties: {
      name: text,
      to: { ...text, description: '`/mnt/usb` or `s3://bucket/prefix`' },
      endpoint: text,
      region: text,
      keyId: text,
      secret: text,
    },
  };
  const path = '/api/backup-targets';
  api.get(path, described({ summary: 'Where every backup is copied to', answer: shapes.listOf(target) }), (request) =>
    verbs(context, request).backupTargets(),
  );
  api.post<{ Body: TargetWish }>(
    path,
    described({ summary: 'Copies every backup there from now on', body: targetBody, answer: target, status: 201 }),
    async (request, reply) => reply.code(201).send(await verbs(context, request).addBackupTarget(request.body)),
  );
  api.delete<{ Params: { name: string } }>(`${path}/:name`, described({ summary: 'Copies no more there' }), async (request, reply) => {
    await verbs(context, request).removeBackupTarget(request.params.name);
    return reply.code(204).send();
  });
}
