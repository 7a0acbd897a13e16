import { randomUUID } from 'node:crypto';
import { readdir, readFile, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { sendHtml } from '#kit/http/server.ts';
import type { Lab } from '../../lab.ts';
import { checkLines, type DatabaseHealth, type ServerFacts } from '../../rules/server-check.ts';
import { databaseFacts } from '../../store/server-check.ts';
import { forOrganiser, type Desk, type Visit } from './access.ts';
import { patterns } from './routes.ts';
import { serverCheckPage } from './views/server-check.ts';

/** How the lab stands, and what to do where it does not stand well. */
export function registerServerCheck(server: FastifyInstance, desk: Desk): void {
  server.get(
    patterns.serverCheck,
    forOrganiser(desk, async (visit) => sendHtml(visit.reply, serverCheckPage(checkLines(await look(visit)), visit.visitor))),
  );
}

async function look({ lab, request }: Visit): Promise<ServerFacts> {
  const { config } = lab;
  const [database, newsMs, freeDisk, version] = await Promise.all([
    lookAtDatabase(lab),
    newsRoundTrip(lab),
    diskSpace(),
    installedVersion(),
  ]);
  return {
    version,
    isProduction: config.isProduction,
    access: config.access,
    hasPassword: config.adminPassword !== null,
    hasOwnSecret: config.hasOwnSecret,
    hasRestKey: config.restKeys.length > 0,
    isEncrypted: (config.baseUrl ?? '').startsWith('https:') || request.protocol === 'https',
    database,
    newsMs,
    freeDisk,
  };
}

async function lookAtDatabase({ db, clock }: Lab): Promise<DatabaseHealth | null> {
  const files = await readdir(join(import.meta.dirname, '../../store/migrations'));
  const before = clock.nowMs();
  const facts = await databaseFacts(db).catch(() => null);
  if (!facts) return null;
  const answerMs = clock.nowMs() - before;
  const known = files.filter((name) => /^\d{4}-.+\.ts$/.test(name)).length;
  return { ...facts, answerMs, driftMs: facts.nowMs - before - answerMs / 2, missingMigrations: Math.max(0, known - facts.migrations) };
}

const mostNewsMs = 2_000;

/** From this process to itself by way of the database. */
async function newsRoundTrip({ live, clock }: Lab): Promise<number | null> {
  const topic = `lab/ping ${randomUUID()}`;
  const before = clock.nowMs();
  const heard = Promise.withResolvers<number>();
  const end = live.subscribe(topic, () => heard.resolve(clock.nowMs() - before));
  const tooLate = new AbortController();
  try {
    await live.publish(topic, 'ping');
    return await Promise.race([heard.promise, pause(mostNewsMs, null, { signal: tooLate.signal })]);
  } catch {
    return null;
  } finally {
    tooLate.abort();
    end();
  }
}

async function diskSpace(): Promise<ServerFacts['freeDisk']> {
  const space = await statfs(process.cwd()).catch(() => null);
  return space && { bytes: space.bavail * space.bsize, share: space.bavail / space.blocks };
}

async function installedVersion(): Promise<string> {
  const text = await readFile(join(import.meta.dirname, '../../../package.json'), 'utf8').catch(() => '{}');
  const read: unknown = JSON.parse(text);
  return typeof read === 'object' && read !== null && 'version' in read ? String(read.version) : 'of unknown version';
}
