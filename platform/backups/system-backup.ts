import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FileStream } from '../control/backup-verbs.ts';
import type { Control } from '../control/control.ts';
import type { ComingBack } from './bring-back.ts';
import { capture } from './capture.ts';
import { closed, refuseShort } from './closed-file.ts';
import { comingBackFile } from './coming-back.ts';
import { copyRedisData } from './redis-copies.ts';

/** What of the data folder is in it besides control.db; caches, logs and figures are not. */
const carried = ['slugs', 'certs', 'git', 'backups', 'admin-password'];

/** The whole installation at this moment in one closed file (STA-09). Databases are dumped first, so that their backups are among it. */
export async function systemBackup(control: Control, passphrase: string): Promise<FileStream> {
  refuseShort(passphrase);
  const comingBack = await dumpAll(control);
  const day = new Date(control.clock.nowMs()).toISOString().slice(0, 10);
  return { name: `rostra-${day}.backup`, bytes: null, stream: closed(archive(control, comingBack), passphrase) };
}

/** The newest backup of each database: of a parked app the one that was taken when it was parked. */
export async function dumpAll(control: Control): Promise<ComingBack> {
  const { store } = control;
  const databases: Record<string, number> = {};
  for (const addon of store.addons.list()) {
    if (addon.service !== 'postgres' || addon.state !== 'available') continue;
    const parked = store.parked.ofApp(addon.appId);
    const known = parked === null ? null : store.backups.ofDatabase(addon.name).find(({ id }) => parked.backups.includes(id));
    databases[addon.name] = (known ?? (await capture(control, addon, { reason: 'system', actor: 'rostra' }))).id;
  }
  return { version: control.installation.rostraVersion, databases };
}

async function* archive(control: Control, comingBack: ComingBack): AsyncGenerator<Uint8Array> {
  const { root } = control.paths;
  const staging = await mkdtemp(join(root, 'system-backup-'));
  try {
    await mkdir(staging, { recursive: true });
    await control.store.copyTo(join(staging, basename(control.paths.controlDb)));
    await copyRedisData(control, join(staging, basename(control.paths.redisCopies)));
    await writeFile(join(staging, basename(comingBackFile(root))), JSON.stringify(comingBack), { mode: 0o600 });
    const present = carried.filter((name) => existsSync(join(root, name)));
    const tar = spawn('tar', ['--create', '--numeric-owner', '--file=-', '--directory', staging, '.', '--directory', root, ...present], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const ended = new Promise<void>((resolve, reject) => {
      tar.once('error', reject);
      tar.once('close', (status) => (status === 0 || status === 1 ? resolve() : reject(new Error(`tar ended with status ${status}`))));
    });
    ended.catch(() => {});
    for await (const piece of tar.stdout) yield Buffer.from(piece);
    await ended; // 1: a log or a lock changed while it was read, which is none of what counts
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
